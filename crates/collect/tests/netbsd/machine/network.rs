//! Synthesised after `sys/socket.h`, `net/if.h` and `net/route.h` of NetBSD 10.0: `struct kinfo_pcb`, `struct if_msghdr`.

use std::net::{Ipv4Addr, Ipv6Addr};

use psutil_collect::port::replay::{Question, Replay};
use psutil_collect::port::{InterfaceEntry, Media, SockAddr};
use psutil_parse::netbsd::if_msghdr::{IfData, IfMsghdr};
use psutil_parse::netbsd::kinfo_pcb::KinfoPcb;

use super::files::{LISTENER, PEER, STREAM, UNIX};
use super::sysctl;
use crate::record;

/// The tables, and the numbers that this machine has for them.
const TABLES: [(&str, [i32; 4]); 7] = [
    ("net.inet.tcp.pcblist", [4, 2, 6, 1100]),
    ("net.inet.udp.pcblist", [4, 2, 17, 101]),
    ("net.inet6.tcp6.pcblist", [4, 24, 6, 102]),
    ("net.inet6.udp6.pcblist", [4, 24, 17, 103]),
    ("net.local.stream.pcblist", [4, 1, 1, 104]),
    ("net.local.seqpacket.pcblist", [4, 1, 5, 105]),
    ("net.local.dgram.pcblist", [4, 1, 2, 106]),
];

/// The question for a table.
pub fn table_of(name: &str) -> Question {
    let (_, mib) = TABLES.iter().find(|(table, _)| *table == name).unwrap();
    sysctl(&[&mib[..], &[0, 0, 640, i32::MAX]].concat())
}

/// An address of IPv4.
pub fn inet4(octets: [u8; 4], port: u16) -> Vec<u8> {
    let [high, low] = port.to_be_bytes();
    [&[16, 2, high, low][..], &octets, &[0; 8]].concat()
}

/// An address of IPv6.
pub fn inet6(address: Ipv6Addr, port: u16) -> Vec<u8> {
    let [high, low] = port.to_be_bytes();
    [&[28, 24, high, low, 0, 0, 0, 0][..], &address.octets(), &[0; 4]].concat()
}

/// A path.
pub fn unix(path: &str) -> Vec<u8> {
    let length = u8::try_from(path.len()).unwrap() + 2;
    [&[length, 1], path.as_bytes()].concat()
}

/// A socket: its number, family, state, and both ends.
pub fn socket(number: u64, family: u32, state: i32, ends: [Vec<u8>; 2]) -> Vec<u8> {
    let [own, others] = ends;
    record!(KinfoPcb {
        ki_sockaddr: number,
        ki_family: family,
        ki_tstate: state,
        ki_s: own,
        ki_d: others,
    })
}

pub fn make(kernel: &Replay) {
    for (name, mib) in TABLES {
        kernel.name(name, &mib);
        kernel.set(table_of(name), Vec::<u8>::new());
    }
    let nowhere = || inet4([0; 4], 0);
    let tcp = [
        socket(STREAM, 2, 4, [inet4([10, 0, 0, 1], 5000), inet4([10, 0, 0, 2], 443)]),
        socket(LISTENER, 2, 1, [inet4([0; 4], 80), nowhere()]),
        // Nobody's any more, twice.
        socket(0, 2, 10, [inet4([10, 0, 0, 1], 5001), inet4([10, 0, 0, 2], 443)]),
        socket(0, 2, 10, [inet4([10, 0, 0, 1], 5002), inet4([10, 0, 0, 2], 443)]),
    ];
    kernel.set(table_of("net.inet.tcp.pcblist"), tcp.concat());
    let any = || inet6(Ipv6Addr::UNSPECIFIED, 0);
    let udp6 = socket(0x50, 24, 0, [inet6(Ipv6Addr::LOCALHOST, 53), any()]);
    kernel.set(table_of("net.inet6.udp6.pcblist"), udp6);
    let stream = [
        socket(UNIX, 1, 0, [Vec::new(), unix("/var/run/log")]),
        socket(PEER, 1, 0, [unix("/var/run/log"), Vec::new()]),
    ];
    kernel.set(table_of("net.local.stream.pcblist"), stream.concat());
    interfaces(kernel);
}

fn interfaces(kernel: &Replay) {
    let wm0 = record!(IfData {
        ifi_link_state: 2,
        ifi_mtu: 1500_u64,
        ifi_baudrate: 10_000_000_u64,
        ifi_ipackets: 1_u64,
        ifi_ierrors: 2_u64,
        ifi_opackets: 3_u64,
        ifi_oerrors: 4_u64,
        ifi_ibytes: 5_000_000_000_u64,
        ifi_obytes: 6_u64,
        ifi_iqdrops: 7_u64,
    });
    let lo0 = record!(IfData { ifi_link_state: 0, ifi_mtu: 33_624_u64, ifi_obytes: 8_u64 });
    let list = [message(b"wm0", 1, 0x8843, wm0), message(b"lo0", 2, 0x8049, lo0)].concat();
    kernel.set(sysctl(&[4, 34, 0, 0, 6, 0]), list);
    let entry = |name: &str, flags, address, netmask| InterfaceEntry {
        name: name.into(),
        flags,
        address: Some(address),
        netmask,
        broadcast_or_peer: None,
    };
    let mask = Some(SockAddr::Ipv4(Ipv4Addr::new(255, 0, 0, 0)));
    let entries = vec![
        entry("wm0", 0x8843, SockAddr::Link(6, vec![2, 0, 0, 0, 0, 1]), None),
        entry("lo0", 0x8049, SockAddr::Ipv4(Ipv4Addr::LOCALHOST), mask),
    ];
    kernel.set(Question::about("getifaddrs", ""), entries);
    // Ethernet, 1000baseT and full duplex, and the line is there.
    let media = Media { status: 3, active: 0x10_0030 };
    kernel.set(Question::about("SIOCGIFMEDIA", "wm0"), media);
}

/// An interface and its name.
fn message(name: &[u8], index: u16, flags: i32, data: Vec<u8>) -> Vec<u8> {
    let mut link = vec![0, 18, 0, 0, 6, u8::try_from(name.len()).unwrap(), 0, 0];
    link.extend_from_slice(name);
    link[0] = u8::try_from(link.len()).unwrap();
    link.resize(link.len().next_multiple_of(8), 0);
    let length = u16::try_from(IfMsghdr::SIZE + link.len()).unwrap();
    let header = record!(IfMsghdr {
        ifm_msglen: length,
        ifm_version: 4_u8,
        ifm_type: 0x14_u8,
        ifm_addrs: 0x10,
        ifm_flags: flags,
        ifm_index: index,
        ifm_data: data,
    });
    [header, link].concat()
}
