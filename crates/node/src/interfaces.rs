//! Network interfaces, row by row, for `src/interfaces.ts`.

use std::net::IpAddr;

use napi_derive::napi;
use psutil_collect::backend::NetCollector;
use psutil_collect::model::net::{Duplex, InterfaceAddress, NetIfAddr, NetIfStats, NetIoCounters};

use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::table::{NumberColumn, Table, or_nan, table};
use crate::value::number;

/// What went through each interface. Numbers: bytes, packets, errors and drops; text: the interface.
#[napi(catch_unwind)]
pub fn pernic_net_io_counters(paths: u32) -> Outcome<Table> {
    type Row = (Vec<u8>, NetIoCounters);
    let columns: [NumberColumn<'_, Row>; 8] = [
        &|(_, counters)| number(counters.bytes_sent),
        &|(_, counters)| number(counters.bytes_recv),
        &|(_, counters)| number(counters.packets_sent),
        &|(_, counters)| number(counters.packets_recv),
        &|(_, counters)| number(counters.errin),
        &|(_, counters)| number(counters.errout),
        &|(_, counters)| number(counters.dropin),
        &|(_, counters)| number(counters.dropout),
    ];
    let rows = collector(paths).pernic_net_io_counters();
    outcome(rows.map(|rows| table(&rows, &columns, &[&|(interface, _)| Some(interface)])))
}

/// An address and what belongs to it, as text.
struct Addr<'a> {
    addr: &'a NetIfAddr,
    /// Address, netmask, broadcast address, other end.
    texts: [Option<Vec<u8>>; 4],
}

/// The addresses of the interfaces. Numbers: the family; text: the interface, the address, netmask, broadcast, ptp.
#[napi(catch_unwind)]
pub fn net_if_addrs(paths: u32) -> Outcome<Table> {
    outcome(collector(paths).net_if_addrs().map(|addrs| {
        let rows = addrs.iter().map(|addr| {
            let NetIfAddr { interface: _, address, netmask, broadcast, ptp } = addr;
            let texts = [address, netmask, broadcast, ptp];
            Addr { addr, texts: texts.map(|each| each.as_ref().map(text)) }
        });
        table(
            &rows.collect::<Vec<_>>(),
            &[&|row| row.addr.family().map_or(f64::NAN, |family| f64::from(family as u8))],
            &[
                &|row| Some(&row.addr.interface),
                &|row| row.texts[0].as_deref(),
                &|row| row.texts[1].as_deref(),
                &|row| row.texts[2].as_deref(),
                &|row| row.texts[3].as_deref(),
            ],
        )
    }))
}

/// The state of each interface. Numbers: up, speed, MTU; text: the interface, duplex, flags with commas between.
#[napi(catch_unwind)]
pub fn net_if_stats(paths: u32) -> Outcome<Table> {
    outcome(collector(paths).net_if_stats().map(|states| {
        let rows = states.iter().map(|stats| (stats, stats.flags.join(",")));
        table(
            &rows.collect::<Vec<(&NetIfStats, String)>>(),
            &[
                &|(stats, _)| f64::from(u8::from(stats.is_up)),
                &|(stats, _)| or_nan(stats.speed.map(u64::from)),
                &|(stats, _)| f64::from(stats.mtu),
            ],
            &[
                &|(stats, _)| Some(&stats.interface),
                &|(stats, _)| Some(duplex(stats.duplex)),
                &|(_, flags)| Some(flags.as_bytes()),
            ],
        )
    }))
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
            let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            bytes.join(":").into_bytes()
        }
    }
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
