//! Synthesised after `sys/sched.h`, `uvm/uvm_extern.h`, `sys/iostat.h`, `sys/statvfs.h`, `utmpx.h` and envsys(4) of NetBSD
//! 10.0: `struct uvmexp_sysctl`, `struct io_sysctl`, `struct statvfs`, `struct utmpx`.

use std::time::Duration;

use nix::errno::Errno;
use psutil_collect::port::Statvfs as Space;
use psutil_collect::port::replay::{Question, Replay};
use psutil_parse::bsd::timeval::Timeval32;
use psutil_parse::netbsd::io_sysctl::IoSysctl;
use psutil_parse::netbsd::statvfs::Statvfs;
use psutil_parse::netbsd::utmpx::Utmpx;
use psutil_parse::netbsd::uvmexp::Uvmexp;

use super::{BOOTED, OTHERS, about, sysctl};
use crate::record;
use crate::replay::records::{i32s, i64s, u64s};

/// Bytes of a page.
pub const PAGE: u64 = 4096;

/// What has sensors.
pub const DICTIONARY: &str = include_str!("envsys.plist");

pub fn make(kernel: &Replay) {
    clocks(kernel);
    cpus_and_memory(kernel);
    disks(kernel);
    users(kernel);
    kernel.set(about("envsys", "/dev/sysmon"), DICTIONARY.as_bytes().to_vec());
}

fn clocks(kernel: &Replay) {
    let now = Duration::from_secs(u64::from(BOOTED) + 1000);
    for (clock, time) in [(0, now), (1, Duration::from_secs(1000)), (2, Duration::from_secs(1000))]
    {
        kernel.set(Question::of("clock_gettime", &[clock]), time);
    }
    kernel.set(sysctl(&[1, 83]), i64s(&[BOOTED.into(), 500_000_000]));
    // 100 ticks of the usual clock, and 50 of the one that counts.
    kernel.set(sysctl(&[1, 12]), i32s(&[100, 10_000, 0, 50, 50]));
}

fn cpus_and_memory(kernel: &Replay) {
    kernel.set(sysctl(&[1, 51]), u64s(&[100, 200, 300, 400, 500]));
    kernel.set(sysctl(&[1, 51, 0]), u64s(&[50, 100, 150, 200, 250]));
    kernel.set(sysctl(&[1, 51, 1]), u64s(&[50, 100, 150, 200, 250]));
    kernel.refuse(sysctl(&[1, 51, 2]), Errno::ENOENT);
    kernel.set(sysctl(&[6, 16]), i32s(&[2]));
    kernel.set(sysctl(&[6, 3]), i32s(&[4]));
    kernel.set(sysctl(&[6, 13]), i64s(&[1000 * 4096]));
    kernel.name("vm.bufmem", &[2, 2000]);
    kernel.set(sysctl(&[2, 2000]), i64s(&[12_345]));
    let mut uvmexp = record!(Uvmexp {
        pagesize: 4096_i64,
        npages: 990_i64,
        free: 300_i64,
        active: 400_i64,
        inactive: 250_i64,
        wired: 100_i64,
        swpages: 2000_i64,
        swpginuse: 500_i64,
        intrs: 1_i64,
        swtch: 2_i64,
        softs: 3_i64,
        syscalls: 4_i64,
        pageins: 77_i64,
        pgswapin: 10_i64,
        pgswapout: 20_i64,
        pdpageouts: 88_i64,
        filepages: 150_i64,
        execpages: 50_i64,
    });
    // As long as it is on NetBSD 10.
    uvmexp.resize(712, 0xAA);
    kernel.set(sysctl(&[2, 5]), uvmexp);
}

fn disk(label: &str, class: i32) -> Vec<u8> {
    record!(IoSysctl {
        name: label,
        kind: class,
        time_sec: 12_u32,
        time_usec: 345_678_u32,
        rxfer: 1_u64,
        rbytes: 2_u64,
        wxfer: 3_u64,
        wbytes: 4_u64,
    })
}

fn mount(from: &str, on: &str, kind: &str, flag: u64) -> Vec<u8> {
    record!(Statvfs { f_flag: flag, f_fstypename: kind, f_mntonname: on, f_mntfromname: from })
}

fn disks(kernel: &Replay) {
    let devices = [disk("wd0", 0), disk("sd0", 0), disk("dk0", 0), disk("st0", 1), disk("nfs0", 2)];
    kernel.set(sysctl(&[6, 9, 128]), devices.concat());
    let mounts = [
        mount("/dev/wd0a", "/", "ffs", 0x8200_1000),
        mount("/dev/sd0e", "/media with a space", "msdos", 0x0000_101F),
        mount("kernfs", "/kern", "kernfs", 0x1000),
        mount("/usr/pkg", "/chroot/pkg", "null", 0x1000),
        mount("tank", "/tank", "zfs", 0x1000),
        mount("server:/home", "/home", "nfs", 0),
    ];
    kernel.set(Question::about("getfsstat", ""), mounts.concat());
    let space = Space { frsize: 4096, blocks: 1000, bfree: 400, bavail: 300, files: 64, ffree: 60 };
    kernel.set(about("statvfs", "/"), space);
}

fn login(name: &str, kind: u16, pid: i32, host: &str) -> Vec<u8> {
    let time = record!(Timeval32 { tv_sec: i64::from(BOOTED) + i64::from(pid), tv_usec: 500_000 });
    record!(Utmpx {
        ut_name: name,
        ut_line: "pts/1",
        ut_host: host,
        ut_type: kind,
        ut_pid: pid,
        ut_tv: time,
    })
}

fn users(kernel: &Replay) {
    let records = [
        login("", 10, 0, "utmpx-2.00"),
        login("later", 7, OTHERS, "10.0.0.9"),
        login("somebody", 7, super::USERS, ":0"),
        login("left", 8, 1, ""),
        // Whoever logged them in has ended, and nobody has written that down.
        login("forgotten", 7, 999, ""),
    ];
    kernel.set(about("read", "/var/run/utmpx"), records.concat());
    let passwd = "root:*:0:0::/root:/bin/sh\nsomebody:*:1000:100::/home/somebody:/bin/sh\n";
    kernel.set(about("read", "/etc/passwd"), passwd.as_bytes().to_vec());
}
