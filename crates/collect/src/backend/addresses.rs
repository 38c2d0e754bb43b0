//! The addresses of interfaces, as `getifaddrs(3)` gives them everywhere.

use std::net::IpAddr;

use crate::model::net::{InterfaceAddress, NetIfAddr};
use crate::order;
use crate::port::{InterfaceEntry, SockAddr};
use crate::sorted::Sorted;

/// `net/if.h`, the same everywhere.
const IFF_BROADCAST: u32 = 0x2;
const IFF_POINTOPOINT: u32 = 0x10;

/// In the order in which the interfaces are first named; IPv4, IPv6, then hardware of each.
pub(super) fn by_interface(entries: &[InterfaceEntry]) -> Vec<NetIfAddr> {
    let mut interfaces: Vec<Vec<NetIfAddr>> = Vec::new();
    let mut places: Sorted<Vec<u8>, usize> = Sorted::new();
    for entry in entries {
        let addr = addr(entry);
        let place = places.get(&addr.interface).copied();
        if let Some(addrs) = place.and_then(|place| interfaces.get_mut(place)) {
            addrs.push(addr);
        } else {
            places.insert(addr.interface.clone(), interfaces.len());
            interfaces.push(vec![addr]);
        }
    }
    let sorted = interfaces.into_iter().flat_map(|mut addrs| {
        if addrs.iter().any(|addr| addr.address.is_some()) {
            addrs.retain(|addr| addr.address.is_some());
        } else {
            addrs.truncate(1);
        }
        order::sort_by_key(&mut addrs, NetIfAddr::family);
        addrs
    });
    sorted.collect()
}

fn addr(entry: &InterfaceEntry) -> NetIfAddr {
    let interface = interface(&entry.name);
    let address = entry.address.as_ref().and_then(|address| known(address, &interface));
    let other = entry.broadcast_or_peer.as_ref().and_then(|other| known(other, &interface));
    // For want of another, libc repeats the address itself: nobody's broadcast address, and nobody's peer.
    let other = other.filter(|other| Some(other) != address.as_ref() && !is_nothing(other));
    let is_link = matches!(address, Some(InterfaceAddress::Link(_) | InterfaceAddress::Tunnel(_)));
    let is_ipv6 = matches!(address, Some(InterfaceAddress::Ip(IpAddr::V6(_), _)));
    let netmask = entry.netmask.as_ref().and_then(|netmask| known(netmask, b""));
    let (broadcast, ptp) = match entry.flags {
        flags if flags & IFF_POINTOPOINT != 0 => (None, other),
        // In a network of one address, whatever is said can only be the other end; IPv6 has no broadcast.
        flags if flags & IFF_BROADCAST != 0 && !is_ipv6 && !is_whole(netmask.as_ref()) => {
            (other, None)
        }
        _ => (None, None),
    };
    NetIfAddr { interface, netmask: netmask.filter(|_| !is_link), address, broadcast, ptp }
}

/// The interface of a label: `eth0:1` is an address of `eth0`. No interface has a colon in its name.
fn interface(name: &[u8]) -> Vec<u8> {
    let interface = name.split(|&byte| byte == b':').next().unwrap_or_default();
    if interface.is_empty() { name.to_vec() } else { interface.to_vec() }
}

/// An address in the user's terms; `None` for a hardware address of no bytes.
fn known(address: &SockAddr, interface: &[u8]) -> Option<InterfaceAddress> {
    Some(match address {
        SockAddr::Ipv4(address) => InterfaceAddress::Ip((*address).into(), None),
        SockAddr::Ipv6(address, scope) => {
            let scope = (*scope != 0 && !interface.is_empty()).then(|| interface.to_vec());
            InterfaceAddress::Ip((*address).into(), scope)
        }
        SockAddr::Link(_, bytes) if bytes.is_empty() => return None,
        SockAddr::Link(hardware, bytes) => {
            let end = tunnel_end(*hardware, bytes).map(InterfaceAddress::Tunnel);
            end.unwrap_or_else(|| InterfaceAddress::Link(bytes.clone()))
        }
    })
}

/// The address of a tunnel's end, if it is a tunnel: `ARPHRD_…` of `linux/if_arp.h`.
fn tunnel_end(hardware: u16, bytes: &[u8]) -> Option<IpAddr> {
    match hardware {
        // TUNNEL, SIT, IPGRE
        768 | 776 | 778 => <[u8; 4]>::try_from(bytes).ok().map(IpAddr::from),
        // TUNNEL6, IP6GRE
        769 | 823 => <[u8; 16]>::try_from(bytes).ok().map(IpAddr::from),
        _ => None,
    }
}

fn is_nothing(address: &InterfaceAddress) -> bool {
    match address {
        InterfaceAddress::Ip(address, _) | InterfaceAddress::Tunnel(address) => {
            address.is_unspecified()
        }
        InterfaceAddress::Link(bytes) => bytes.iter().all(|&byte| byte == 0),
    }
}

fn is_whole(netmask: Option<&InterfaceAddress>) -> bool {
    matches!(netmask, Some(InterfaceAddress::Ip(IpAddr::V4(mask), _)) if mask.is_broadcast())
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::*;

    const IFF_LOOPBACK: u32 = 0x8;

    const ETHERNET: u32 = IFF_BROADCAST;
    const MASK: SockAddr = SockAddr::Ipv4(Ipv4Addr::new(255, 255, 255, 0));

    fn ipv4(last: u8) -> SockAddr {
        SockAddr::Ipv4(Ipv4Addr::new(10, 0, 0, last))
    }

    fn entry(flags: u32, address: SockAddr, other: Option<SockAddr>) -> InterfaceEntry {
        let netmask = matches!(address, SockAddr::Ipv4(_)).then_some(MASK);
        let (name, address) = (b"eth0".to_vec(), Some(address));
        InterfaceEntry { name, flags, address, netmask, broadcast_or_peer: other }
    }

    fn ip(address: &SockAddr) -> Option<InterfaceAddress> {
        known(address, b"")
    }

    #[test]
    fn trap_13_the_flags_tell_a_peer_from_a_broadcast_address() {
        let broadcast = addr(&entry(ETHERNET, ipv4(1), Some(ipv4(255))));
        assert_eq!((broadcast.broadcast, broadcast.ptp), (ip(&ipv4(255)), None));
        let peer = addr(&entry(IFF_POINTOPOINT, ipv4(1), Some(ipv4(2))));
        assert_eq!((peer.broadcast, peer.ptp), (None, ip(&ipv4(2))));
        let both = addr(&entry(IFF_POINTOPOINT | IFF_BROADCAST, ipv4(1), Some(ipv4(2))));
        assert_eq!((both.broadcast, both.ptp), (None, ip(&ipv4(2))));
    }

    #[test]
    fn trap_13_the_address_itself_is_neither() {
        for flags in [IFF_LOOPBACK, IFF_POINTOPOINT, IFF_BROADCAST] {
            let same = addr(&entry(flags, ipv4(1), Some(ipv4(1))));
            assert_eq!((same.broadcast, same.ptp), (None, None));
        }
        let zero = addr(&entry(
            ETHERNET,
            SockAddr::Link(1, vec![1; 6]),
            Some(SockAddr::Link(1, vec![0; 6])),
        ));
        assert_eq!(zero.broadcast, None);
        let mut alone = entry(ETHERNET, ipv4(1), Some(ipv4(2)));
        alone.netmask = Some(SockAddr::Ipv4(Ipv4Addr::BROADCAST));
        assert_eq!(addr(&alone).broadcast, None);
    }

    #[test]
    fn trap_13_an_interface_with_only_ipv6_keeps_its_addresses() {
        let six = |scope| SockAddr::Ipv6(Ipv6Addr::new(0xFE80, 0, 0, 0, 0, 0, 0, 1), scope);
        let link = SockAddr::Link(1, vec![2, 0, 0, 0, 0, 1]);
        let addrs = by_interface(&[
            entry(ETHERNET, link.clone(), None),
            entry(ETHERNET, six(7), Some(six(7))),
        ]);
        let families: Vec<_> = addrs.iter().map(|addr| addr.family().unwrap() as u8).collect();
        assert_eq!(families, [1, 2]);
        let local = InterfaceAddress::Ip("fe80::1".parse().unwrap(), Some(b"eth0".to_vec()));
        assert_eq!((addrs[0].address.clone(), addrs[0].broadcast.clone()), (Some(local), None));
        assert_eq!(addrs[1].address, known(&link, b""));
    }

    #[test]
    fn e_k7_a_hardware_address_is_whole_or_not_there() {
        for length in [1, 6, 8, 20] {
            let link = addr(&entry(ETHERNET, SockAddr::Link(32, vec![7; length]), None));
            assert_eq!(link.address, Some(InterfaceAddress::Link(vec![7; length])));
        }
        let tun = by_interface(&[entry(0, SockAddr::Link(65534, vec![]), None)]);
        assert_eq!((tun.len(), &tun[0].address), (1, &None));
        let tunnel = addr(&entry(IFF_POINTOPOINT, SockAddr::Link(768, vec![10, 0, 0, 1]), None));
        let end = InterfaceAddress::Tunnel("10.0.0.1".parse().unwrap());
        assert_eq!(tunnel.address, Some(end));
    }

    #[test]
    fn a_label_is_an_address_of_its_interface() {
        let mut label = entry(ETHERNET, ipv4(2), Some(ipv4(255)));
        label.name = b"eth0:1".to_vec();
        let addrs = by_interface(&[entry(ETHERNET, ipv4(1), Some(ipv4(255))), label]);
        assert!(addrs.iter().all(|addr| addr.interface == b"eth0"));
        assert_eq!(addrs.len(), 2);
    }
}
