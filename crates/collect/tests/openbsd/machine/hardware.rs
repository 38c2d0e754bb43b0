//! The machine itself. Synthesised after `uvm/uvmexp.h`, `sys/sensors.h`, `sys/disk.h`, `sys/mount.h`, `net/if.h` and
//! `utmp.h` (OpenBSD 7.6), and the sensors of acpibat(4), acpiac(4), cpu(4), lm(4) and softraid(4).

use std::net::Ipv4Addr;
use std::time::Duration;

use nix::errno::Errno;
use psutil_collect::port::replay::{Question, Replay};
use psutil_collect::port::{FileStatus, InterfaceEntry, SockAddr, Statvfs};
use psutil_parse::bsd::timeval::Timeval;
use psutil_parse::openbsd::bcachestats::Bcachestats;
use psutil_parse::openbsd::clockinfo::Clockinfo;
use psutil_parse::openbsd::cpustats::Cpustats;
use psutil_parse::openbsd::diskstats::Diskstats;
use psutil_parse::openbsd::if_msghdr::{IfData, IfMsghdr, RTA_IFP, RTM_IFINFO, RTM_VERSION};
use psutil_parse::openbsd::sensor::Sensor;
use psutil_parse::openbsd::sensordev::Sensordev;
use psutil_parse::openbsd::statfs::Statfs;
use psutil_parse::openbsd::utmp::Utmp;
use psutil_parse::openbsd::uvmexp::Uvmexp;

use super::{BOOTED, by};
use crate::record;
use crate::replay::records::{i32s, i64s, u64s};

/// What a CPU did, and whether it is online.
fn cpu(ticks: [u64; 6], flags: u64) -> Vec<u8> {
    record!(Cpustats { cs_time: u64s(&ticks), cs_flags: flags })
}

/// A disk that transferred this: reads, writes, bytes read, bytes written.
pub fn disk(name: &str, [reads, writes, read, written]: [u64; 4]) -> Vec<u8> {
    let busy = record!(Timeval { tv_sec: 12_i64, tv_usec: 345_678_i64 });
    record!(Diskstats {
        ds_name: name,
        ds_rxfer: reads,
        ds_wxfer: writes,
        ds_rbytes: read,
        ds_wbytes: written,
        ds_time: busy,
    })
}

/// A message about an interface; ten numbers from this one on are its counters.
pub fn interface(name: &str, flags: i32, first: u64) -> Vec<u8> {
    line(name, flags, first, (0, 0))
}

/// The same with what the driver has told of its line: the state, and bits of a second.
pub fn line(name: &str, flags: i32, first: u64, (state, speed): (u8, u64)) -> Vec<u8> {
    let data = record!(IfData {
        ifi_link_state: state,
        ifi_baudrate: speed,
        ifi_mtu: 1500_u32,
        ifi_ipackets: first,
        ifi_ierrors: first + 1,
        ifi_opackets: first + 2,
        ifi_oerrors: first + 3,
        ifi_ibytes: first + 5,
        ifi_obytes: first + 6,
        ifi_iqdrops: first + 9,
        ifi_oqdrops: first + 10,
    });
    // sockaddr_dl: length, family, index, type, the lengths of name, address and selector, and the name
    let mut address = vec![32, 18, 1, 0, 6, u8::try_from(name.len()).unwrap(), 0, 0];
    address.extend(name.as_bytes());
    address.resize(32, 0);
    let length = u16::try_from(IfMsghdr::SIZE + address.len()).unwrap();
    let header = record!(IfMsghdr {
        ifm_msglen: length,
        ifm_version: RTM_VERSION,
        ifm_type: RTM_IFINFO,
        ifm_hdrlen: u16::try_from(IfMsghdr::SIZE).unwrap(),
        ifm_index: 1_u16,
        ifm_addrs: RTA_IFP,
        ifm_flags: flags,
        ifm_data: data,
    });
    [header, address].concat()
}

/// A device with so many sensors of each of these types, at its place of the list.
pub fn sensordev(kernel: &Replay, place: i32, name: &str, counts: &[(usize, i32)]) {
    let mut all = [0; 22];
    for (kind, count) in counts {
        all[*kind] = *count;
    }
    let device = record!(Sensordev { num: place, xname: name, maxnumt: i32s(&all) });
    // The rest of the newest header's struct.
    kernel.set(by(&[6, 11, place]), [device, vec![0; 12]].concat());
}

/// A sensor of a device, by type and number.
pub fn sensor(
    kernel: &Replay,
    [place, kind, number]: [i32; 3],
    called: &str,
    measured: i64,
    odd: i32,
) {
    let sensor =
        record!(Sensor { desc: called, value: measured, type_: kind, numt: number, flags: odd });
    kernel.set(by(&[6, 11, place, kind, number]), sensor);
}

pub fn set(kernel: &Replay) {
    clocks(kernel);
    cpus_and_memory(kernel);
    disks(kernel);
    network(kernel);
    sensors(kernel);
    people(kernel);
}

fn clocks(kernel: &Replay) {
    kernel.set(by(&[1, 21]), i64s(&[BOOTED.0, BOOTED.1]));
    let now = Duration::new(BOOTED.0.cast_unsigned() + 1000, 250_000_000);
    let clocks = [now, Duration::from_secs(1000), Duration::from_millis(900_500)];
    for (number, time) in (0..).zip(clocks) {
        kernel.set(Question::of("clock_gettime", &[number]), time);
    }
    kernel
        .set(by(&[1, 12]), record!(Clockinfo { hz: 100, tick: 10_000, stathz: 128, profhz: 1024 }));
}

fn cpus_and_memory(kernel: &Replay) {
    kernel.set(by(&[1, 85, 0]), cpu([128, 256, 384, 64, 32, 1280], 1));
    kernel.set(by(&[1, 85, 1]), cpu([64, 0, 128, 0, 0, 640], 1));
    kernel.set(by(&[1, 85, 2]), cpu([1280, 0, 0, 0, 0, 0], 0));
    // The average, which is no answer.
    kernel.set(by(&[1, 40]), u64s(&[96, 128, 256, 32, 16, 960]));
    kernel.set(by(&[6, 25]), i32s(&[2]));
    kernel.set(by(&[6, 12]), i32s(&[2400]));
    kernel.set(by(&[6, 19]), i64s(&[4 << 30]));
    kernel.set(
        by(&[2, 4]),
        record!(Uvmexp {
            pagesize: 4096,
            npages: 1_000_000,
            free: 1000,
            active: 2000,
            inactive: 3000,
            wired: 400,
            swpages: 5000,
            swpginuse: 1500,
            intrs: u32::MAX,
            swtch: 22_u32,
            softs: 33_u32,
            syscalls: 44_u32,
            pageins: 999_u32,
            pgswapin: 6_u32,
            pgswapout: 7_u32,
        }),
    );
    let cache = record!(Bcachestats { numbufs: 10_i64, numbufpages: 500_i64 });
    kernel.set(by(&[10, 0, 3]), [cache, vec![1; 128]].concat());
}

fn disks(kernel: &Replay) {
    let all = [
        disk("sd0", [1, 2, 3, 4]),
        disk("cd0", [0; 4]),
        disk("vnd0", [9; 4]),
        disk("sd1", [5, 6, 7, 8]),
    ];
    kernel.set(by(&[6, 9]), all.concat());
    kernel.set(by(&[6, 10]), i32s(&[4]));
    kernel.set(by(&[6, 8]), b"sd0:0123456789abcdef,cd0:,vnd0:,sd1:\0".to_vec());
    let mounts = [
        record!(Statfs {
            f_flags: 0x1000 | 0x4000 | 0x8000_u32,
            f_fstypename: "ffs",
            f_mntonname: "/",
            f_mntfromname: "/dev/sd0a",
        }),
        record!(Statfs {
            f_flags: 0x1 | 0x4 | 0x8 | 0x10_u32,
            f_fstypename: "nfs",
            f_mntonname: "/far",
            f_mntfromname: "host:/far",
        }),
        record!(Statfs { f_flags: 0x2 | 0x800_u32, f_fstypename: "mfs", f_mntonname: "/tmp" }),
    ];
    kernel.set(Question::about("getfsstat", ""), mounts.concat());
    let space =
        Statvfs { frsize: 2048, blocks: 1000, bfree: 400, bavail: 350, files: 64, ffree: 60 };
    kernel.set(Question::about("statvfs", "/"), space);
}

fn network(kernel: &Replay) {
    kernel.set(
        by(&[4, 17, 0, 0, 3, 0]),
        [interface("em0", 0x8843, 100), interface("lo0", 0x8049, 200)].concat(),
    );
    let entry = |name: &str, address| InterfaceEntry {
        name: name.into(),
        flags: 0x8843,
        address: Some(address),
        netmask: None,
        broadcast_or_peer: None,
    };
    let addresses = vec![
        entry("em0", SockAddr::Ipv4(Ipv4Addr::new(10, 0, 0, 1))),
        entry("lo0", SockAddr::Ipv4(Ipv4Addr::LOCALHOST)),
    ];
    kernel.set(Question::about("getifaddrs", ""), addresses);
}

/// Types of sensors by their numbers.
fn sensors(kernel: &Replay) {
    sensordev(kernel, 0, "cpu0", &[(0, 1)]);
    sensor(kernel, [0, 0, 0], "", 318_150_000, 0);
    // The second device is gone.
    kernel.refuse(by(&[6, 11, 1]), Errno::ENXIO);
    sensordev(kernel, 2, "lm1", &[(0, 2), (1, 2)]);
    sensor(kernel, [2, 0, 0], "zone temperature", 300_650_000, 0);
    sensor(kernel, [2, 0, 1], "broken", 1, 2);
    sensor(kernel, [2, 1, 0], "front", 1200, 0);
    sensor(kernel, [2, 1, 1], "", 0, 0);
    sensordev(kernel, 3, "acpiac0", &[(9, 1)]);
    sensor(kernel, [3, 9, 0], "power supply", 0, 0);
    sensordev(kernel, 4, "acpibat0", &[(2, 2), (5, 1), (7, 5), (10, 2)]);
    sensor(kernel, [4, 2, 0], "voltage", 11_100_000, 0);
    sensor(kernel, [4, 2, 1], "current voltage", 12_290_000, 0);
    sensor(kernel, [4, 5, 0], "rate", 9_000_000, 0);
    let capacities = [
        ("last full capacity", 45_000_000),
        ("warning capacity", 2_250_000),
        ("low capacity", 200_000),
        ("remaining capacity", 22_500_000),
        ("design capacity", 57_000_000),
    ];
    for (number, (desc, value)) in (0..).zip(capacities) {
        sensor(kernel, [4, 7, number], desc, value, 0);
    }
    sensor(kernel, [4, 10, 0], "battery discharging", 1, 0);
    sensor(kernel, [4, 10, 1], "discharge cycles", 123, 0);
    sensordev(kernel, 5, "softraid0", &[(13, 1)]);
    sensor(kernel, [5, 13, 0], "sd1", 4, 0);
}

fn people(kernel: &Replay) {
    let utmp = [
        record!(Utmp { ut_line: "ttyC0" }),
        record!(Utmp {
            ut_line: "ttyp1",
            ut_name: "ann",
            ut_host: "far.example",
            ut_time: 1_760_000_700_i64
        }),
        record!(Utmp {
            ut_line: "ttyC1",
            ut_name: "root",
            ut_host: ":0",
            ut_time: 1_760_000_600_i64
        }),
    ];
    kernel.set(Question::about("read", "/var/run/utmp"), utmp.concat());
    let passwd = b"root:*:0:0::/root:/bin/ksh\nann:*:500:500::/home/ann:/bin/ksh\n";
    kernel.set(Question::about("read", "/etc/passwd"), passwd.to_vec());
    kernel.set(
        Question::about("readdir", "/dev"),
        vec![b"ttyC0".to_vec(), b"ttyp0".to_vec(), b"null".to_vec()],
    );
    let device = |rdev| FileStatus { dev: 1, ino: 2, rdev, mode: 0o020_620, size: 0, nlink: 1 };
    kernel.set(Question::about("stat", "/dev/ttyC0"), device(0xC00));
    kernel.set(Question::about("stat", "/dev/ttyp0"), device(0x500));
    for program in ["/sbin/init", "/usr/bin/ksh"] {
        kernel.set(Question::about("access", program), ());
    }
}
