//! Network interfaces, row by row, for `src/interfaces.ts`.

use std::net::IpAddr;

use crate::thin::napi;
use napi::Either;
use psutil_collect::backend::NetCollector;
use psutil_collect::model::net::{Duplex, InterfaceAddress, NetIfAddr, NetIfStats, NetIoCounters};

use crate::cells::{Cells, Put};
use crate::machine::{Counted, Rows, rows};
use crate::outcome::Outcome;
use crate::paths::collector;
use crate::record::Room;

/// What went through an interface: its name; bytes, packets, errors and drops.
struct Io(Vec<u8>, NetIoCounters);

impl Put for Io {
    fn put(self, cells: &mut Cells) {
        let Self(interface, counters) = self;
        cells.put(interface);
        for count in [
            counters.bytes_sent,
            counters.bytes_recv,
            counters.packets_sent,
            counters.packets_recv,
            counters.errin,
            counters.errout,
            counters.dropin,
        ] {
            cells.put(count);
        }
        cells.put(counters.dropout);
    }
}

/// The interface, the family of an address; the address, its netmask, broadcast address, other end.
impl Put for NetIfAddr {
    fn put(self, cells: &mut Cells) {
        let family = self.family();
        let Self { interface, address, netmask, broadcast, ptp } = self;
        cells.put(interface);
        cells.put(family.map(|family| family as u32));
        for address in [address, netmask, broadcast, ptp] {
            cells.put(address.as_ref().map(text));
        }
    }
}

/// The interface, duplex, flags with commas between; up, speed, MTU.
impl Put for NetIfStats {
    fn put(self, cells: &mut Cells) {
        let Self { interface, is_up, duplex, speed, mtu, flags } = self;
        cells.put(interface);
        cells.put(self::duplex(duplex));
        cells.put(flags.join(","));
        cells.put(is_up);
        cells.put(speed);
        cells.put(mtu);
    }
}

/// What went through each interface.
#[napi(catch_unwind)]
pub fn pernic_net_io_counters(
    paths: u32,
    #[napi(ts_arg_type = "Float64Array")] room: Room,
) -> Outcome<Either<String, u32>> {
    let interfaces = collector(paths).pernic_net_io_counters();
    let io = |(interface, counters)| Io(interface, counters);
    rows(room, interfaces.map(|each| Rows(each.into_iter().map(io).collect())))
}

/// The addresses of the interfaces.
#[napi(catch_unwind)]
pub fn net_if_addrs(
    paths: u32,
    #[napi(ts_arg_type = "Float64Array")] room: Room,
) -> Outcome<Either<String, u32>> {
    rows(room, collector(paths).net_if_addrs().map(Counted))
}

/// The state of each interface.
#[napi(catch_unwind)]
pub fn net_if_stats(
    paths: u32,
    #[napi(ts_arg_type = "Float64Array")] room: Room,
) -> Outcome<Either<String, u32>> {
    rows(room, collector(paths).net_if_stats().map(Counted))
}

const fn duplex(duplex: Duplex) -> &'static [u8] {
    match duplex {
        Duplex::Full => b"full",
        Duplex::Half => b"half",
        Duplex::Unknown => b"unknown",
    }
}

/// An address as ip(8) writes it, with the interface behind it that it is local to.
fn text(address: &InterfaceAddress) -> Vec<u8> {
    match address {
        InterfaceAddress::Ip(address, None) | InterfaceAddress::Tunnel(address) => {
            IpAddr::to_string(address).into_bytes()
        }
        InterfaceAddress::Ip(address, Some(interface)) => {
            [address.to_string().as_bytes(), interface].join(&b'%')
        }
        InterfaceAddress::Link(bytes) => {
            let mut text = Vec::with_capacity(bytes.len().saturating_mul(3));
            for byte in bytes {
                if !text.is_empty() {
                    text.push(b':');
                }
                text.extend([byte >> 4, byte & 15].map(digit));
            }
            text
        }
    }
}

/// A hexadecimal digit.
const fn digit(nibble: u8) -> u8 {
    nibble.saturating_add(if nibble < 10 { b'0' } else { b'a' - 10 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(address: &InterfaceAddress) -> String {
        String::from_utf8(text(address)).unwrap()
    }

    #[test]
    fn addresses_as_people_write_them() {
        let ip =
            |address: &str, interface| InterfaceAddress::Ip(address.parse().unwrap(), interface);
        assert_eq!(shown(&ip("10.0.0.1", None)), "10.0.0.1");
        assert_eq!(shown(&ip("fe80::1", Some(b"eth0".to_vec()))), "fe80::1%eth0");
        assert_eq!(shown(&ip("ffff:ffff:ffff:ffff::", None)), "ffff:ffff:ffff:ffff::");
        assert_eq!(shown(&InterfaceAddress::Tunnel("10.0.0.1".parse().unwrap())), "10.0.0.1");
    }

    #[test]
    fn e_k7_a_hardware_address_of_20_bytes_is_whole() {
        let infiniband = InterfaceAddress::Link((0xEC..=0xFF).collect());
        assert_eq!(
            shown(&infiniband),
            "ec:ed:ee:ef:f0:f1:f2:f3:f4:f5:f6:f7:f8:f9:fa:fb:fc:fd:fe:ff"
        );
        assert_eq!(shown(&InterfaceAddress::Link(vec![2, 0, 0, 0, 0, 0x0A])), "02:00:00:00:00:0a");
    }
}
