//! Synthesised after `sys/devicestat.h`, `sys/mount.h` and `net/if_mib.h` of FreeBSD 14.1: two disks and what stands for others,
//! what is mounted, and two interfaces.

use std::net::Ipv4Addr;

use psutil_collect::port::replay::{Question, Replay};
use psutil_collect::port::{InterfaceEntry, SockAddr, Statvfs};
use psutil_parse::freebsd::devstat::Devstat;
use psutil_parse::freebsd::if_data::IfData;
use psutil_parse::freebsd::ifmibdata::Ifmibdata;
use psutil_parse::freebsd::statfs::Statfs;

use super::{named, sysctl};
use crate::record;
use crate::replay::records::u64s;

/// Half a second.
const HALF: u64 = 1 << 63;

/// A device: what it is called, its type, and whether the kernel is just writing it.
pub fn device(name: &str, unit: i32, kind: u32, sequence: u32) -> Vec<u8> {
    let reads = 10 + u64::try_from(unit).unwrap();
    record!(Devstat {
        sequence0: sequence,
        device_name: name,
        unit_number: unit,
        bytes: u64s(&[0, 4096, 8192, 0]),
        operations: u64s(&[1, reads, 20, 2]),
        duration: u64s(&[0, 0, 1, HALF, 2, HALF >> 1, 0, 0]),
        busy_time: u64s(&[3, 0]),
        device_type: kind,
        sequence1: 7_u32,
    })
}

/// What `kern.devstat.all` has: the generation first.
pub fn devices(all: &[Vec<u8>]) -> Vec<u8> {
    [&42_i64.to_ne_bytes()[..], &all.concat()].concat()
}

fn mount(from: &str, on: &str, kind: &str, flags: u64) -> Vec<u8> {
    record!(Statfs {
        f_version: 0x2014_0518_u32,
        f_flags: flags,
        f_fstypename: kind,
        f_mntfromname: from,
        f_mntonname: on,
    })
}

/// One of two interfaces.
pub fn interface(name: &str, flags: i32, link_state: u8, baudrate: u64) -> Vec<u8> {
    let data = record!(IfData {
        ifi_link_state: link_state,
        ifi_mtu: 1500_u32,
        ifi_baudrate: baudrate,
        ifi_ipackets: 1_u64,
        ifi_ierrors: 2_u64,
        ifi_opackets: 3_u64,
        ifi_oerrors: 4_u64,
        ifi_ibytes: 5_000_000_000_u64,
        ifi_obytes: 6_u64,
        ifi_iqdrops: 7_u64,
        ifi_oqdrops: 8_u64,
    });
    record!(Ifmibdata { ifmd_name: name, ifmd_flags: flags, ifmd_data: data })
}

/// The interface of a row.
pub fn row(row: i32) -> Question {
    sysctl(&[4, 18, 0, 2, row, 1])
}

pub fn put(replay: &Replay) {
    named(replay, "kern.devstat.version", 6_i32.to_ne_bytes());
    // A disk, its pass-through, another disk, a CD, a disk in memory.
    let all = [
        device("ada", 0, 0, 7),
        device("pass", 0, 0x100, 7),
        device("nda", 1, 0x30, 7),
        device("cd", 0, 5, 7),
        device("md", 0, 0, 7),
    ];
    named(replay, "kern.devstat.all", devices(&all));
    let mounts = [
        mount("zroot/ROOT/default", "/", "zfs", 0x1000 | 0x1000_0000 | 0x4000),
        mount("devfs", "/dev", "devfs", 0x1000),
        mount("/dev/ada0p1", "/boot/efi", "msdosfs", 0x1 | 0x1000 | 0x2),
        mount("server:/home", "/home", "nfs", 0x8),
        mount("/dev/fuse", "/mnt", "fusefs", 0),
        mount("none", "/odd", "nullfs", 0),
    ];
    replay.set(Question::about("getfsstat", ""), mounts.concat());
    let space =
        Statvfs { frsize: 4096, blocks: 1000, bfree: 400, bavail: 300, files: 64, ffree: 60 };
    replay.set(Question::about("statvfs", "/"), space);
    replay.set(Question::about("getcwd", ""), std::path::PathBuf::from("/home/u"));
    // The second row was an interface that has been taken away.
    replay.set(sysctl(&[4, 18, 0, 1, 1]), 3_i32.to_ne_bytes().to_vec());
    replay.set(row(1), interface("em0", 0x8843, 2, 1_000_000_000));
    replay.set(row(3), interface("lo0", 0x8049, 0, 0));
    let address = |last| Some(SockAddr::Ipv4(Ipv4Addr::new(10, 0, 0, last)));
    let entry = InterfaceEntry {
        name: b"em0".to_vec(),
        flags: 0x8843,
        address: address(1),
        netmask: Some(SockAddr::Ipv4(Ipv4Addr::new(255, 255, 255, 0))),
        broadcast_or_peer: address(255),
    };
    replay.set(Question::about("getifaddrs", ""), vec![entry]);
}
