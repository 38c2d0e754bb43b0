//! `struct in_conninfo` of `netinet/in_pcb.h` (FreeBSD 12 to 15): the two ends of a connection. An IPv4 address stands in
//! the last 4 of 16 bytes.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::bsd::sockaddr::without_zone;
use crate::record::record;

record! {
    /// The ends; ports and addresses are big endian.
    pub struct InConninfo("in_conninfo", 44) {
        pub inc_flags: u8,
        pub inc_len: u8,
        pub inc_fibnum: u16,
        pub ie_fport: [u8; 2],
        pub ie_lport: [u8; 2],
        pub ie_faddr: [u8; 16],
        pub ie_laddr: [u8; 16],
        pub ie6_zoneid: u32,
    }
}

impl InConninfo {
    /// Its own end; `ipv4` is what `INP_IPV4` of `inp_vflag` says.
    #[must_use]
    pub fn local(&self, ipv4: bool) -> SocketAddr {
        end(self.ie_laddr, self.ie_lport, ipv4)
    }

    /// The other end; all zero where there is none.
    #[must_use]
    pub fn foreign(&self, ipv4: bool) -> SocketAddr {
        end(self.ie_faddr, self.ie_fport, ipv4)
    }
}

fn end(address: [u8; 16], port: [u8; 2], ipv4: bool) -> SocketAddr {
    let [.., a, b, c, d] = address;
    let address = if ipv4 {
        IpAddr::V4(Ipv4Addr::new(a, b, c, d))
    } else {
        IpAddr::V6(without_zone(address))
    };
    SocketAddr::new(address, u16::from_be_bytes(port))
}

#[cfg(test)]
mod tests {
    use std::net::Ipv6Addr;

    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("ie_fport", 4),
            ("ie_lport", 6),
            ("ie_faddr", 8),
            ("ie_laddr", 24),
            ("ie6_zoneid", 40),
        ];
        assert_offsets(InConninfo::OFFSETS, &reference);
    }

    #[test]
    fn ports_and_addresses_are_big_endian() {
        let mut bytes = [0; 44];
        put(&mut bytes, 4, [0xC3, 0x50]); // 50000
        put(&mut bytes, 6, [0x01, 0xBB]); // 443
        put(&mut bytes, 20, [10, 0, 0, 2]);
        put(&mut bytes, 36, [127, 0, 0, 1]);
        let ends = InConninfo::parse(&bytes).unwrap();
        assert_eq!(ends.local(true), "127.0.0.1:443".parse().unwrap());
        assert_eq!(ends.foreign(true), "10.0.0.2:50000".parse().unwrap());
        put(&mut bytes, 24, Ipv6Addr::LOCALHOST.octets());
        let ends = InConninfo::parse(&bytes).unwrap();
        assert_eq!(ends.local(false), "[::1]:443".parse().unwrap());
        assert_eq!(ends.foreign(false), "[::10.0.0.2]:50000".parse().unwrap());
    }

    #[test]
    fn addresses_of_a_link_have_no_zone_in_them() {
        let mut bytes = [0; 44];
        put(&mut bytes, 24, [0xfe, 0x80, 0, 4]);
        put(&mut bytes, 39, [1]);
        put(&mut bytes, 40, 4_u32.to_ne_bytes());
        let ends = InConninfo::parse(&bytes).unwrap();
        assert_eq!(ends.local(false), "[fe80::1]:0".parse().unwrap());
        assert_eq!(ends.ie6_zoneid, 4);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(InConninfo::SIZE, InConninfo::parse);
    }
}
