//! `struct xinpcb` of `netinet/in_pcb.h` (FreeBSD 12 to 15), `net.inet.udp.pcblist` of sysctl(3), and within `xtcpcb`:
//! a socket of IPv4 or IPv6.

use std::net::SocketAddr;

use super::in_conninfo::InConninfo;
use super::pcblist;
use super::xsocket::Xsocket;
use crate::Result;
use crate::record::record;

/// Bits of `inp_vflag`. A socket of IPv6 that takes IPv4, too, has both until it is connected.
pub const INP_IPV4: u8 = 0x1;
/// See [`INP_IPV4`].
pub const INP_IPV6: u8 = 0x2;

record! {
    /// A socket.
    pub struct Xinpcb("xinpcb", 400) {
        pub xi_len: u64,
        pub xi_socket: Xsocket,
        pub inp_inc: InConninfo,
        _pad: u32,
        pub inp_gencnt: u64,
        _inp_ppcb: [u64; 5],
        _inp_flow: [u32; 3],
        pub inp_flags: i32,
        pub inp_flags2: i32,
        _inp_unused: [u32; 6],
        _in6p_hops: [u8; 4],
        /// [`INP_IPV4`], [`INP_IPV6`].
        pub inp_vflag: u8,
        _inp_ip_ttl: [u8; 7],
    }
}

impl Xinpcb {
    /// Its own address and port.
    #[must_use]
    pub fn local(&self) -> SocketAddr {
        self.inp_inc.local(self.is_ipv4())
    }

    /// The other end's; all zero where there is none.
    #[must_use]
    pub fn foreign(&self) -> SocketAddr {
        self.inp_inc.foreign(self.is_ipv4())
    }

    const fn is_ipv4(&self) -> bool {
        self.inp_vflag & INP_IPV6 == 0
    }
}

/// Each socket.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<Xinpcb>> {
    pcblist::entries("xinpcb", bytes, Xinpcb::SIZE).map(|entry| entry.and_then(Xinpcb::parse))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    /// A socket as the kernel writes it, by the offsets of its header.
    pub fn written(vflag: u8) -> Vec<u8> {
        let mut bytes = vec![0; 400];
        put(&mut bytes, 0, 400_u64.to_ne_bytes());
        put(&mut bytes, 8, 240_u64.to_ne_bytes());
        put(&mut bytes, 16, 0xFFFF_F800_0000_0001_u64.to_ne_bytes());
        put(&mut bytes, 252, [0xC3, 0x50]); // 50000
        put(&mut bytes, 254, [0x01, 0xBB]); // 443
        put(&mut bytes, 268, [10, 0, 0, 2]);
        put(&mut bytes, 284, [127, 0, 0, 1]);
        put(&mut bytes, 296, 99_u64.to_ne_bytes());
        put(&mut bytes, 392, [vflag]);
        bytes
    }

    pub fn head() -> Vec<u8> {
        let mut bytes = vec![0; 64];
        put(&mut bytes, 0, 64_u64.to_ne_bytes());
        bytes
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("xi_len", 0),
            ("xi_socket", 8),
            ("inp_inc", 248),
            ("inp_gencnt", 296),
            ("inp_flags", 356),
            ("inp_vflag", 392),
        ];
        assert_offsets(Xinpcb::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let bytes = [head(), written(INP_IPV4), written(INP_IPV6), head()].concat();
        let rows: Vec<_> = rows(&bytes).map(Result::unwrap).collect();
        assert_eq!(rows[0].local(), "127.0.0.1:443".parse().unwrap());
        assert_eq!(rows[0].foreign(), "10.0.0.2:50000".parse().unwrap());
        assert_eq!(rows[1].local(), "[::127.0.0.1]:443".parse().unwrap());
        assert_eq!((rows[0].inp_gencnt, rows[0].xi_socket.xso_so), (99, 0xFFFF_F800_0000_0001));
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn a_socket_of_both_is_of_ipv6() {
        let socket = Xinpcb::parse(&written(INP_IPV4 | INP_IPV6)).unwrap();
        assert!(socket.local().is_ipv6());
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Xinpcb::SIZE, Xinpcb::parse);
        let bytes = [head(), written(INP_IPV4), head()].concat();
        for length in (1..bytes.len()).filter(|length| *length != 64) {
            assert!(rows(&bytes[..length]).any(|row| row.is_err()), "{length} bytes");
        }
    }
}
