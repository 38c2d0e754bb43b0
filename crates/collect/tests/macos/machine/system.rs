//! Synthesised after `mach/vm_statistics.h`, `mach/host_info.h`, `sys/sysctl.h`, `sys/mount.h`, `net/if.h` and
//! `net/if_mib.h` of macOS 15 (xnu-11417), and Libc's `utmpx-darwin.h`.

use std::time::Duration;

use psutil_collect::port::replay::{Question, Replay};
use psutil_collect::port::{InterfaceEntry, Media, SockAddr, Statvfs};
use psutil_parse::bsd::timeval::Timeval32;
use psutil_parse::macos::if_data64::IfData64;
use psutil_parse::macos::if_msghdr2::IfMsghdr2;
use psutil_parse::macos::ifmibdata::Ifmibdata;
use psutil_parse::macos::statfs::{
    MNT_DOVOLFS, MNT_JOURNALED, MNT_LOCAL, MNT_RDONLY, MNT_ROOTFS, Statfs,
};
use psutil_parse::macos::utmpx32::Utmpx32;
use psutil_parse::macos::vm_statistics64::VmStatistics64;
use psutil_parse::macos::xsw_usage::XswUsage;

use super::processes::BOOT;
use super::{NOBODY, SHELL, named};
use crate::record;
use crate::replay::records::u32s;

/// Bytes of a page of the kernel's.
pub const PAGE: u64 = 16_384;

pub fn put(kernel: &Replay) {
    put_clocks(kernel);
    put_memory(kernel);
    put_mounts(kernel);
    put_interfaces(kernel);
    put_users(kernel);
    named(kernel, 3, "hw.logicalcpu", 2_i32.to_ne_bytes());
    named(kernel, 4, "hw.physicalcpu", 2_i32.to_ne_bytes());
    let loads = [u32s(&[100, 200, 4_000_000_000, 10]), u32s(&[300, 400, 4_000_000_000, 30])];
    kernel.set(Question::of("host_processor_info", &[2]), (2_u32, loads.concat()));
}

fn put_clocks(kernel: &Replay) {
    let boot = record!(Timeval32 { tv_sec: BOOT, tv_usec: 500_000 });
    kernel.set(Question::of("sysctl", &[1, 21]), boot);
    let seconds = |seconds: i64| Duration::from_secs(seconds.unsigned_abs());
    kernel.set(Question::of("clock_gettime", &[0]), seconds(BOOT + 1000));
    kernel.set(Question::of("clock_gettime", &[1]), seconds(1000));
    kernel.set(Question::of("clock_gettime", &[2]), seconds(700));
}

fn put_memory(kernel: &Replay) {
    named(kernel, 5, "vm.pagesize", 16_384_i32.to_ne_bytes());
    // As a program under Rosetta sees its own.
    kernel.set(Question::about("getpagesize", ""), 4096_u64);
    kernel.set(Question::of("sysctl", &[6, 24]), (16_u64 << 30).to_ne_bytes().to_vec());
    let statistics = record!(VmStatistics64 {
        free_count: 100_000_u32,
        active_count: 200_000_u32,
        inactive_count: 150_000_u32,
        wire_count: 80_000_u32,
        speculative_count: 40_000_u32,
        swapins: 1000_u64,
        swapouts: 3000_u64,
    });
    kernel.set(Question::of("host_statistics64", &[4]), statistics);
    let swap = record!(XswUsage {
        xsu_total: 2_u64 << 30,
        xsu_avail: 1_u64 << 29,
        xsu_used: 3_u64 << 29,
        xsu_pagesize: 16_384_u32,
    });
    kernel.set(Question::of("sysctl", &[2, 5]), swap);
}

fn put_mounts(kernel: &Replay) {
    let mount = |kind: &str, from: &str, on: &str, flags: u32| {
        record!(Statfs { f_flags: flags, f_fstypename: kind, f_mntfromname: from, f_mntonname: on })
    };
    let local = MNT_LOCAL | MNT_DOVOLFS | MNT_JOURNALED;
    let mounts = [
        mount("apfs", "/dev/disk3s1s1", "/", local | MNT_RDONLY | MNT_ROOTFS),
        mount("devfs", "devfs", "/dev", MNT_LOCAL),
        mount("apfs", "/dev/disk3s5", "/System/Volumes/Data", local),
        mount("autofs", "map auto_home", "/System/Volumes/Data/home", 0),
        mount("smbfs", "//ada@server/files", "/Volumes/files", 0),
    ];
    kernel.set(Question::about("getfsstat", ""), mounts.concat());
    let space =
        Statvfs { frsize: 4096, blocks: 1000, bfree: 400, bavail: 400, files: 64, ffree: 60 };
    kernel.set(Question::about("statvfs", "/"), space);
}

/// The counts of an interface, whole or as programs that are not Apple's find them in the list.
fn traffic(is_whole: bool) -> Vec<u8> {
    let bytes: u64 = (5 << 32) + 77;
    let seen = if is_whole { bytes } else { bytes & 0xFFFF_FFFF };
    record!(IfData64 {
        ifi_mtu: 1500_u32,
        ifi_baudrate: 866_000_000_u64,
        ifi_ipackets: 20_u64,
        ifi_ierrors: 1_u64,
        ifi_opackets: 10_u64,
        ifi_oerrors: 2_u64,
        ifi_ibytes: seen,
        ifi_obytes: seen - 7,
        ifi_iqdrops: 3_u64,
    })
}

fn put_interfaces(kernel: &Replay) {
    let message = |index: u16, flags: i32, name: &str, data: Vec<u8>| {
        let length = u8::try_from(name.len()).unwrap();
        // `struct sockaddr_dl`
        let mut address = vec![20, 18, 0, 0, 6, length, 0, 0];
        address.extend_from_slice(name.as_bytes());
        address.resize(20, 0);
        let header = record!(IfMsghdr2 {
            ifm_msglen: 180_u16,
            ifm_version: 5_u8,
            ifm_type: 0x12_u8,
            ifm_flags: flags,
            ifm_index: index,
            ifm_snd_drops: 9,
            ifm_data: data,
        });
        [header, address].concat()
    };
    // An address of an interface, which is another kind of message.
    let mut address = vec![0; 24];
    address[..4].copy_from_slice(&[24, 0, 5, 0x0C]);
    let list = [
        message(1, 0x8049, "lo0", record!(IfData64 { ifi_mtu: 16_384_u32, ifi_ibytes: 50_u64 })),
        address,
        message(6, 0x8863, "en0", traffic(false)),
    ];
    kernel.set(Question::of("sysctl", &[4, 17, 0, 0, 6, 0]), list.concat());
    let whole =
        record!(Ifmibdata { ifmd_name: "en0", ifmd_snd_drops: 4_u32, ifmd_data: traffic(true) });
    kernel.set(Question::of("sysctl", &[4, 18, 0, 2, 6, 1]), whole);
    let address = |name: &str, address: SockAddr, netmask: Option<SockAddr>| InterfaceEntry {
        name: name.as_bytes().to_vec(),
        flags: 0x8863,
        address: Some(address),
        netmask,
        broadcast_or_peer: None,
    };
    let inet4 = |address: [u8; 4]| SockAddr::Ipv4(address.into());
    let addresses = vec![
        address("en0", SockAddr::Link(6, vec![2, 0, 0, 0, 0, 1]), None),
        address("en0", inet4([192, 0, 2, 10]), Some(inet4([255, 255, 255, 0]))),
    ];
    kernel.set(Question::about("getifaddrs", ""), addresses);
    line(kernel, true);
}

/// Whether something is plugged into the interface: `IFM_AVALID`, `IFM_ACTIVE` of `net/if_media.h`.
pub fn line(kernel: &Replay, is_there: bool) {
    let status = if is_there { 3 } else { 1 };
    // IFM_IEEE80211 and IFM_AUTO: nothing is said of how fast it is.
    let media = Media { status, active: 0x80 };
    kernel.set(Question::about("SIOCGIFMEDIA", "en0"), media);
}

fn put_users(kernel: &Replay) {
    let user = |kind: i16, name: &str, line: &str, pid: i32, host: &str, time: u32| {
        record!(Utmpx32 {
            ut_user: name,
            ut_line: line,
            ut_pid: pid,
            ut_type: kind,
            ut_tv_sec: time,
            ut_tv_usec: 250_000,
            ut_host: host,
        })
    };
    let came = u32::try_from(BOOT).unwrap();
    let entries = [
        user(10, "utmpx-1.00", "", 0, "", 0),
        user(7, "ada", "ttys003", SHELL, "far.example", came + 60),
        user(7, "ada", "console", SHELL, "", came + 10),
        user(8, "ada", "ttys001", SHELL, "", came + 20),
        user(7, "left", "ttys002", NOBODY, "", came + 30),
    ];
    kernel.set(Question::about("read", "/var/run/utmpx"), entries.concat());
}
