//! The machine: processors, memory, disks, interfaces, and who is logged in.

use std::path::Path;

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::{
    CpuCollector, DiskCollector, HostCollector, MemoryCollector, NetCollector, UserCollector,
};
use psutil_collect::model::cpu::{CpuFreq, CpuTimes};
use psutil_collect::model::field::Field;
use psutil_collect::model::memory::{SwapMemory, VirtualMemory};
use psutil_collect::model::net::{AddressFamily, InterfaceAddress, NetIfAddr, NetIoCounters};
use psutil_collect::port::Service;
use psutil_collect::port::replay::Question;

use crate::machine::processes::BOOT;
use crate::machine::system::{PAGE, line};
use crate::machine::{SHELL, collector, machine, named};

#[test]
fn the_time_of_all_cpus_is_the_sum_of_each() {
    let mac = collector(&machine());
    let times = |user, system, idle, nice| CpuTimes {
        user,
        system,
        idle,
        nice: Field::Known(nice),
        ..CpuTimes::default()
    };
    // More idle ticks than 32 bits can hold.
    assert_eq!(mac.cpu_times(), Ok(times(4.0, 6.0, 80_000_000.0, 0.4)));
    let each = mac.percpu_times().unwrap();
    assert_eq!(each.iter().map(|cpu| cpu.number).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(each[0].times, times(1.0, 2.0, 40_000_000.0, 0.1));
    assert_eq!(each[1].times, times(3.0, 4.0, 40_000_000.0, 0.3));
}

#[test]
fn fewer_structs_than_cpus_are_no_answer() {
    let kernel = machine();
    let loads = |count: u32, bytes: Vec<u8>| {
        kernel.set(Question::of("host_processor_info", &[2]), (count, bytes));
        collector(&kernel).cpu_times()
    };
    assert!(matches!(loads(2, vec![0; 16]), Err(Error::KernelData { .. })));
    assert!(matches!(loads(0, Vec::new()), Err(Error::KernelData { .. })));
    assert!(matches!(loads(1, vec![0; 17]), Err(Error::KernelData { .. })));
    assert!(loads(1, vec![0; 16]).is_ok());
}

#[test]
fn cpus_are_counted() {
    let kernel = machine();
    let mac = collector(&kernel);
    assert_eq!((mac.logical_cpu_count(), mac.usable_cpu_count()), (Ok(2), Ok(2.0)));
    assert_eq!(mac.physical_cpu_count(), Ok(Some(2)));
    kernel.forget(&Question::about("sysctlnametomib", "hw.physicalcpu"));
    assert_eq!(mac.physical_cpu_count(), Ok(None));
    named(&kernel, 3, "hw.logicalcpu", 0_i32.to_ne_bytes());
    assert!(mac.logical_cpu_count().is_err());
}

#[test]
fn frequencies_are_told_by_intels_and_guessed_by_apples() {
    let kernel = machine();
    let mac = collector(&kernel);
    let freq = |current, min, max| Ok(Some(CpuFreq { current, min: Some(min), max: Some(max) }));
    assert_eq!(mac.cpu_freq(), freq(None, 600.0, 3204.0), "how fast it is now nobody tells");
    let hertz = |number, name, value: u64| named(&kernel, number, name, value.to_ne_bytes());
    hertz(6, "hw.cpufrequency", 2_600_000_000);
    hertz(7, "hw.cpufrequency_min", 800_000_000);
    hertz(8, "hw.cpufrequency_max", 3_500_000_000);
    assert_eq!(mac.cpu_freq(), freq(Some(2600.0), 800.0, 3500.0));
    // A virtual machine, where neither is there.
    let kernel = machine();
    let registry = Question::about("IOServiceMatching", "AppleARMIODevice/pmgr");
    kernel.set(registry, Vec::<Service>::new());
    assert_eq!(collector(&kernel).cpu_freq(), Ok(None));
}

#[test]
fn memory_is_counted_in_pages_of_the_kernel() {
    let kernel = machine();
    let mac = collector(&kernel);
    let total = 16 << 30;
    let expected = VirtualMemory {
        total,
        available: 250_000 * PAGE,
        used: total - 250_000 * PAGE,
        free: 60_000 * PAGE,
        active: Field::Known(200_000 * PAGE),
        inactive: Field::Known(150_000 * PAGE),
        wired: Field::Known(80_000 * PAGE),
        ..VirtualMemory::default()
    };
    assert_eq!(mac.virtual_memory(), Ok(expected));
    kernel.forget(&Question::about("sysctlnametomib", "vm.pagesize"));
    assert_eq!(mac.virtual_memory().unwrap().free, 60_000 * 4096);
    kernel.set(Question::of("host_statistics64", &[4]), vec![0_u8; 100]);
    assert!(matches!(mac.virtual_memory(), Err(Error::KernelData { .. })));
}

#[test]
fn trap_17_sizes_of_swap_are_bytes_and_its_counters_pages() {
    let swap = collector(&machine()).swap_memory();
    let expected = SwapMemory {
        total: 2 << 30,
        used: 3 << 29,
        free: 1 << 29,
        sin: Some(1000 * PAGE),
        sout: Some(3000 * PAGE),
    };
    assert_eq!(swap, Ok(expected));
}

#[test]
fn mounts_from_devices_and_all() {
    let mac = collector(&machine());
    let real = mac.disk_partitions().unwrap();
    let points: Vec<_> = real.iter().map(|mount| &mount.mountpoint[..]).collect();
    assert_eq!(points, [&b"/"[..], b"/System/Volumes/Data"]);
    assert_eq!(real[0].device.as_deref(), Some(&b"/dev/disk3s1s1"[..]));
    assert_eq!(real[0].fstype, b"apfs");
    let opts = [&b"ro"[..], b"local", b"rootfs", b"dovolfs", b"journaled"];
    assert_eq!(real[0].opts, opts);
    assert_eq!(real[1].opts[0], b"rw");
    assert_eq!(mac.disk_partitions_all().unwrap().len(), 5);
}

#[test]
fn how_full_a_disk_is() {
    let mac = collector(&machine());
    let usage = mac.disk_usage(Path::new("/")).unwrap();
    assert_eq!((usage.total, usage.used, usage.free), (4_096_000, 2_457_600, 1_638_400));
    let mut route = mac.route(Path::new("/")).unwrap();
    assert_eq!(mac.follow(&mut route), Ok(Some(usage)));
    let missing = mac.disk_usage(Path::new("/missing"));
    let Err(Error::System(error)) = missing else { panic!("{missing:?}") };
    assert_eq!(error.errno, Errno::ENOENT);
    assert_eq!(error.path.as_deref().map(|path| &**path), Some(Path::new("/missing")));
}

#[test]
fn drives_count_and_their_media_have_names() {
    let mac = collector(&machine());
    let disks = mac.perdisk_io_counters().unwrap();
    let names: Vec<_> = disks.iter().map(|disk| &disk.name[..]).collect();
    assert_eq!(names, [&b"disk0"[..], b"disk4"], "one has no medium");
    let counters = disks[0].counters;
    assert_eq!((counters.read_count, counters.write_count), (1000, 20));
    assert_eq!((counters.read_bytes, counters.write_bytes), (4096, 8192));
    assert_eq!((counters.read_time, counters.write_time), (Field::Known(7), Field::Unknown));
    assert_eq!(counters.busy_time, Field::Lacking);
    assert_eq!(mac.disk_io_counters(), Ok(disks));
}

#[test]
fn traffic_is_whole_where_the_list_is_cut_to_32_bits() {
    let kernel = machine();
    let mac = collector(&kernel);
    let all = mac.pernic_net_io_counters().unwrap();
    let names: Vec<_> = all.iter().map(|(name, _)| &name[..]).collect();
    assert_eq!(names, [&b"lo0"[..], b"en0"]);
    assert_eq!((all[0].1.bytes_recv, all[0].1.dropout), (50, Field::Known(9)));
    let whole = NetIoCounters {
        bytes_sent: (5 << 32) + 70,
        bytes_recv: (5 << 32) + 77,
        packets_sent: 10,
        packets_recv: 20,
        errin: 1,
        errout: 2,
        dropin: 3,
        dropout: Field::Known(4),
    };
    assert_eq!(all[1].1, whole);
    // The number is another interface's by now.
    let mut other = b"utun9\0".to_vec();
    other.resize(180, 0);
    kernel.set(Question::of("sysctl", &[4, 18, 0, 2, 6, 1]), other);
    let listed = mac.pernic_net_io_counters().unwrap();
    assert_eq!((listed[1].1.bytes_recv, listed[1].1.dropout), (77, Field::Known(9)));
}

#[test]
fn the_state_of_interfaces() {
    let kernel = machine();
    let states = collector(&kernel).net_if_stats().unwrap();
    let [lo0, en0] = &states[..] else { panic!("{states:?}") };
    assert_eq!((&lo0.interface[..], lo0.mtu, lo0.speed), (&b"lo0"[..], 16_384, None));
    assert_eq!((lo0.is_up, en0.is_up, en0.mtu), (true, true, 1500));
    assert_eq!(en0.flags, ["up", "broadcast", "running", "simplex", "multicast"]);
    assert_eq!(en0.speed, Some(866), "as the kernel has it, where the driver does not say");
    line(&kernel, false);
    assert!(!collector(&kernel).net_if_stats().unwrap()[1].is_up, "the line is not there");
}

#[test]
fn interfaces_have_addresses() {
    let addresses = collector(&machine()).net_if_addrs().unwrap();
    let families: Vec<_> = addresses.iter().map(NetIfAddr::family).collect();
    assert_eq!(families, [Some(AddressFamily::Ipv4), Some(AddressFamily::Link)]);
    let address = |bytes: [u8; 4]| Some(InterfaceAddress::Ip(bytes.into(), None));
    assert_eq!(addresses[0].address, address([192, 0, 2, 10]));
    assert_eq!(addresses[0].netmask, address([255, 255, 255, 0]));
    assert_eq!(addresses[1].address, Some(InterfaceAddress::Link(vec![2, 0, 0, 0, 0, 1])));
}

#[test]
fn since_when() {
    let mac = collector(&machine());
    let seconds = f64::from(u32::try_from(BOOT).unwrap());
    assert_eq!(mac.boot_time(), Ok((seconds + 0.5) * 1e3));
    assert_eq!((mac.time_since_boot(), mac.uptime()), (Ok(1000.0), Ok(700.0)));
}

#[test]
fn who_is_logged_in() {
    let kernel = machine();
    let mac = collector(&kernel);
    let users = mac.users().unwrap();
    let [first, second] = &users[..] else { panic!("{users:?}") };
    assert_eq!((&first.name[..], first.terminal.as_deref()), (&b"ada"[..], Some(&b"console"[..])));
    assert_eq!((&first.host, first.pid), (&None, Some(SHELL)));
    let seconds = f64::from(u32::try_from(BOOT + 10).unwrap());
    assert_eq!(first.started, Some((seconds + 0.25) * 1e3));
    assert_eq!(second.host.as_deref(), Some(&b"far.example"[..]));
    let file = Question::about("read", "/var/run/utmpx");
    kernel.forget(&file);
    assert_eq!(mac.users(), Ok(Vec::new()));
    kernel.set(file, vec![0_u8; 627]);
    assert!(matches!(mac.users(), Err(Error::KernelData { .. })));
}
