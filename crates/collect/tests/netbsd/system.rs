//! CPUs, memory, disks, boot, users.

use std::path::Path;

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::{
    CpuCollector, DiskCollector, HostCollector, MemoryCollector, UserCollector,
};
use psutil_collect::model::cpu::{CpuStats, CpuTimes};
use psutil_collect::model::disk::DiskIoCounters;
use psutil_collect::model::field::Field;
use psutil_collect::model::memory::SwapMemory;

use crate::machine::{BOOTED, Made, OTHERS, PAGE, USERS, about, sysctl};
use crate::replay::records::{i32s, u64s};

#[test]
fn cpu_times_are_counted_by_the_clock_of_statistics() {
    let made = Made::default();
    let times = CpuTimes {
        user: 2.0,
        nice: Field::Known(4.0),
        system: 6.0,
        irq: Field::Known(8.0),
        idle: 10.0,
        ..CpuTimes::default()
    };
    assert_eq!(made.backend.cpu_times(), Ok(times));
    let cpus = made.backend.percpu_times().unwrap();
    let told: Vec<_> = cpus.iter().map(|cpu| (cpu.number, cpu.times.user)).collect();
    assert_eq!(told, [(0, 1.0), (1, 1.0)]);
    // It has none of its own: the other one counts.
    made.kernel.set(sysctl(&[1, 12]), i32s(&[100, 10_000, 0, 0, 0]));
    assert_eq!(made.backend.cpu_times().map(|times| times.user), Ok(1.0));
    made.kernel.set(sysctl(&[1, 12]), i32s(&[0, 0, 0, 0, 0]));
    assert!(matches!(made.backend.cpu_times(), Err(Error::KernelData { .. })));
}

#[test]
fn cpus_that_are_told_one_by_one_are_added_up() {
    let made = Made::default();
    let two = u64s(&[50, 0, 0, 0, 1, 100, 0, 0, 0, u64::MAX]);
    made.kernel.set(sysctl(&[1, 51]), two);
    let times = made.backend.cpu_times().unwrap();
    assert_eq!((times.user, times.system), (3.0, 0.0));
    made.kernel.set(sysctl(&[1, 51]), Vec::<u8>::new());
    assert!(matches!(made.backend.cpu_times(), Err(Error::KernelData { .. })));
}

#[test]
fn a_kernel_that_tells_of_no_cpu_is_an_error() {
    let made = Made::default();
    made.refuse(&[1, 51, 0], Errno::ENOENT);
    assert!(matches!(made.backend.percpu_times(), Err(Error::System(_))));
}

#[test]
fn cpus_that_are_online_are_counted() {
    let made = Made::default();
    assert_eq!(made.backend.logical_cpu_count(), Ok(2));
    assert_eq!(made.backend.usable_cpu_count(), Ok(2.0));
    assert_eq!(made.backend.physical_cpu_count(), Ok(None));
    made.refuse(&[6, 16], Errno::ENOENT);
    assert_eq!(made.backend.logical_cpu_count(), Ok(4));
    let stats = CpuStats {
        ctx_switches: 2,
        interrupts: 1,
        soft_interrupts: Field::Known(3),
        syscalls: Field::Known(4),
    };
    assert_eq!(made.backend.cpu_stats(), Ok(stats));
}

#[test]
fn memory_is_what_is_used_and_what_is_left() {
    let made = Made::default();
    let memory = made.backend.virtual_memory().unwrap();
    assert_eq!((memory.total, memory.used), (1000 * PAGE, 500 * PAGE));
    assert_eq!((memory.available, memory.free), (500 * PAGE, 300 * PAGE));
    assert_eq!(memory.active, Field::Known(400 * PAGE));
    assert_eq!(memory.inactive, Field::Known(250 * PAGE));
    assert_eq!(memory.wired, Field::Known(100 * PAGE));
    assert_eq!(memory.cached, Field::Known(200 * PAGE));
    assert_eq!(memory.buffers, Field::Known(12_345));
    assert_eq!((memory.shared, memory.slab), (Field::Lacking, Field::Lacking));
    made.refuse(&[2, 2000], Errno::ENOENT);
    assert_eq!(made.backend.virtual_memory().unwrap().buffers, Field::Unknown);
}

#[test]
fn trap_30_swapped_are_pages_and_not_operations() {
    let swap = SwapMemory {
        total: 2000 * PAGE,
        used: 500 * PAGE,
        free: 1500 * PAGE,
        sin: Some(10 * PAGE),
        sout: Some(20 * PAGE),
    };
    assert_eq!(Made::default().backend.swap_memory(), Ok(swap));
}

#[test]
fn what_is_on_devices_and_what_is_not() {
    let made = Made::default();
    let all = made.backend.disk_partitions_all().unwrap();
    assert_eq!(all.len(), 6);
    let real = made.backend.disk_partitions().unwrap();
    let points: Vec<_> = real.iter().map(|it| &it.mountpoint[..]).collect();
    assert_eq!(points, [&b"/"[..], b"/media with a space", b"/tank"]);
    let opts = |place: usize| real[place].opts.iter().map(|opt| str::from_utf8(opt).unwrap());
    assert_eq!(opts(0).collect::<Vec<_>>(), ["rw", "local", "log", "softdep"]);
    let of_stick = ["ro", "sync", "noexec", "nosuid", "nodev", "local"];
    assert_eq!(opts(1).collect::<Vec<_>>(), of_stick);
    assert_eq!(real[0].device.as_deref(), Some(&b"/dev/wd0a"[..]));
    assert_eq!(real[0].fstype, b"ffs");
}

#[test]
fn how_full_a_disk_is() {
    let made = Made::default();
    let usage = made.backend.disk_usage(Path::new("/")).unwrap();
    assert_eq!((usage.total, usage.used, usage.free), (4_096_000, 2_457_600, 1_228_800));
    let missing = made.backend.disk_usage(Path::new("/nowhere"));
    assert!(matches!(missing, Err(Error::System(error)) if error.errno == Errno::ENOENT));
}

#[test]
fn every_request_is_counted_once() {
    let made = Made::default();
    let names = |disks: Vec<psutil_collect::model::disk::DiskIo>| -> Vec<_> {
        disks.into_iter().map(|disk| String::from_utf8(disk.name).unwrap()).collect()
    };
    let all = made.backend.perdisk_io_counters().unwrap();
    let counters = DiskIoCounters {
        read_count: 1,
        read_bytes: 2,
        write_count: 3,
        write_bytes: 4,
        busy_time: Field::Known(12_345),
        ..DiskIoCounters::default()
    };
    assert_eq!(all[0].counters, counters);
    assert_eq!(names(all), ["wd0", "sd0", "dk0"], "no tape, and no server");
    assert_eq!(names(made.backend.disk_io_counters().unwrap()), ["wd0", "sd0"]);
}

#[test]
fn when_it_started_and_how_long_it_has_run() {
    let made = Made::default();
    assert_eq!(made.backend.boot_time(), Ok((f64::from(BOOTED) + 0.5) * 1e3));
    assert_eq!(made.backend.time_since_boot(), Ok(1000.0));
    assert_eq!(made.backend.uptime(), Ok(1000.0));
}

#[test]
fn who_is_logged_in() {
    let made = Made::default();
    let users = made.backend.users().unwrap();
    let told: Vec<_> = users.iter().map(|user| (&user.name[..], user.pid)).collect();
    assert_eq!(told, [(&b"somebody"[..], Some(USERS)), (b"later", Some(OTHERS))]);
    assert_eq!(
        (users[0].host.as_deref(), users[0].terminal.as_deref()),
        (None, Some(&b"pts/1"[..]))
    );
    assert_eq!(users[1].host.as_deref(), Some(&b"10.0.0.9"[..]));
    assert_eq!(users[0].started, Some((f64::from(BOOTED) + 100.5) * 1e3));
    made.kernel.forget(&about("read", "/var/run/utmpx"));
    assert_eq!(made.backend.users(), Ok(Vec::new()));
    made.kernel.refuse(about("read", "/var/run/utmpx"), Errno::EACCES);
    assert!(matches!(made.backend.users(), Err(Error::AccessDenied { .. })));
}
