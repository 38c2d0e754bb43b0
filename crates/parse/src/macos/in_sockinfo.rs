//! `struct in_sockinfo` of `sys/proc_info.h` (macOS 15): the ends of a socket of IPv4 or IPv6.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::bsd::sockaddr;
use crate::record::record;

/// The families, as wide as a socket has them.
const AF_INET: i32 = sockaddr::AF_INET as i32;
const AF_INET6: i32 = sockaddr::AF_INET6_MACOS as i32;

/// `insi_vflag` and `inp_vflag`: takes part in IPv4.
pub const INI_IPV4: u8 = 0x1;
/// `insi_vflag` and `inp_vflag`: takes part in IPv6. A socket of IPv6 that listens has both.
pub const INI_IPV6: u8 = 0x2;

record! {
    /// Both ends. Ports are `int`s whose first two bytes are those of the wire; of an address of IPv4 the last four
    /// bytes count.
    pub struct InSockinfo("in_sockinfo", 80) {
        pub insi_fport: i32,
        pub insi_lport: i32,
        _insi_gencnt: u64,
        _insi_flags: u32,
        _insi_flow: u32,
        pub insi_vflag: u8,
        _insi_ip_ttl: u8,
        _pad: u16,
        _rfu_1: u32,
        pub insi_faddr: [u8; 16],
        pub insi_laddr: [u8; 16],
        _insi_v4: [u8; 16],
    }
}

impl InSockinfo {
    /// Its own end; the family is that of the socket, `soi_family`.
    #[must_use]
    pub fn local(&self, family: i32) -> SocketAddr {
        end(family, self.insi_vflag, self.insi_laddr, port(self.insi_lport))
    }

    /// The other end, all zero where there is none.
    #[must_use]
    pub fn foreign(&self, family: i32) -> SocketAddr {
        end(family, self.insi_vflag, self.insi_faddr, port(self.insi_fport))
    }
}

/// The lower half, which is in the order of the wire.
fn port(number: i32) -> u16 {
    u16::from_be(u16::try_from(number & 0xFFFF).unwrap_or_default())
}

/// One end. The family of the socket says what to expect, for its `vflag` may be both.
pub(super) fn end(family: i32, vflag: u8, address: [u8; 16], port: u16) -> SocketAddr {
    let [.., a, b, c, d] = address;
    let inet4 = Ipv4Addr::new(a, b, c, d);
    let is_inet6 = match family {
        AF_INET => false,
        AF_INET6 => true,
        _ => vflag & INI_IPV6 != 0,
    };
    let address = if !is_inet6 {
        IpAddr::V4(inet4)
    } else if vflag & (INI_IPV4 | INI_IPV6) == INI_IPV4 && !inet4.is_unspecified() {
        // IPv4 within IPv6: the kernel keeps no more of the address than that.
        IpAddr::V6(inet4.to_ipv6_mapped())
    } else {
        IpAddr::V6(without_scope(Ipv6Addr::from(address)))
    };
    SocketAddr::new(address, port)
}

/// The address without the number of an interface, which the kernel keeps in the second word of those of one link.
fn without_scope(address: Ipv6Addr) -> Ipv6Addr {
    let [first, _, rest @ ..] = address.segments();
    let of_one_link = first & 0xFFC0 == 0xFE80 || matches!(first & 0xFF0F, 0xFF01 | 0xFF02);
    if !of_one_link {
        return address;
    }
    let [third, fourth, fifth, sixth, seventh, eighth] = rest;
    Ipv6Addr::new(first, 0, third, fourth, fifth, sixth, seventh, eighth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made(vflag: u8, foreign: [u8; 16], local: [u8; 16]) -> InSockinfo {
        InSockinfo::parse(&bytes(vflag, foreign, local)).unwrap()
    }

    fn bytes(vflag: u8, foreign: [u8; 16], local: [u8; 16]) -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &[0xC3, 0x50, 0, 0]), // 50000
            (4, &[0x01, 0xBB, 0, 0]), // 443
            (24, &[vflag]),
            (32, &foreign),
            (48, &local),
        ];
        written(80, fields)
    }

    /// In the last four bytes; what stands before them is left from another.
    fn four(a: u8, b: u8, c: u8, d: u8) -> [u8; 16] {
        let mut address = [0xAA; 16];
        address[12..].copy_from_slice(&[a, b, c, d]);
        address
    }

    fn six(address: &str) -> [u8; 16] {
        address.parse::<Ipv6Addr>().unwrap().octets()
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("insi_fport", 0),
            ("insi_lport", 4),
            ("insi_vflag", 24),
            ("insi_faddr", 32),
            ("insi_laddr", 48),
        ];
        stand(InSockinfo::OFFSETS, &places);
    }

    #[test]
    fn ports_and_addresses_are_in_the_order_of_the_wire() {
        let socket = made(INI_IPV4, four(10, 0, 0, 2), four(127, 0, 0, 1));
        assert_eq!(socket.local(AF_INET), "127.0.0.1:443".parse().unwrap());
        assert_eq!(socket.foreign(AF_INET), "10.0.0.2:50000".parse().unwrap());
        let socket = made(INI_IPV6, six("2001:db8::2"), six("::1"));
        assert_eq!(socket.local(AF_INET6), "[::1]:443".parse().unwrap());
        assert_eq!(socket.foreign(AF_INET6), "[2001:db8::2]:50000".parse().unwrap());
    }

    #[test]
    fn a_socket_that_listens_for_both_is_one_of_ipv6() {
        let socket = made(INI_IPV4 | INI_IPV6, [0; 16], [0; 16]);
        assert_eq!(socket.local(AF_INET6), "[::]:443".parse().unwrap());
        let socket = made(INI_IPV4, [0; 16], [0; 16]);
        assert_eq!(socket.local(AF_INET6), "[::]:443".parse().unwrap());
    }

    #[test]
    fn of_a_family_that_is_not_known_its_flags_count() {
        let socket = made(INI_IPV4, four(10, 0, 0, 2), [0; 16]);
        assert_eq!(socket.local(0), "0.0.0.0:443".parse().unwrap());
        assert_eq!(socket.foreign(0), "10.0.0.2:50000".parse().unwrap());
        assert_eq!(made(3, [0; 16], six("::1")).local(0), "[::1]:443".parse().unwrap());
    }

    #[test]
    fn e_f8_v4_within_v6_stays_v6() {
        let socket = made(INI_IPV4, four(127, 0, 0, 2), six("::ffff:127.0.0.1"));
        assert_eq!(socket.local(AF_INET6), "[::ffff:127.0.0.1]:443".parse().unwrap());
        assert_eq!(socket.foreign(AF_INET6), "[::ffff:127.0.0.2]:50000".parse().unwrap());
    }

    #[test]
    fn the_interface_is_no_part_of_an_address() {
        let socket = made(INI_IPV6, six("fe80:4::1"), six("ff02:4::fb"));
        assert_eq!(socket.foreign(AF_INET6), "[fe80::1]:50000".parse().unwrap());
        assert_eq!(socket.local(AF_INET6), "[ff02::fb]:443".parse().unwrap());
        let socket = made(INI_IPV6, six("ff05:4::1"), six("fec0:4::1"));
        assert_eq!(socket.foreign(AF_INET6), "[ff05:4::1]:50000".parse().unwrap());
        assert_eq!(socket.local(AF_INET6), "[fec0:4::1]:443".parse().unwrap());
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&bytes(1, [0; 16], [0; 16]), InSockinfo::parse);
    }
}
