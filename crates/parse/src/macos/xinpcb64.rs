//! `struct xinpcb64` of `netinet/in_pcb.h` (macOS 15), `net.inet.udp.pcblist64` of sysctl(3): a socket of IPv4 or IPv6.

use std::net::SocketAddr;

use super::in_sockinfo::end;
use super::xsocket64::Xsocket64;
use crate::record::record;

record! {
    /// Both ends. Its fields stand at multiples of 4 only; of an address of IPv4 the last four bytes count.
    pub struct Xinpcb64("xinpcb64", 260) {
        pub xi_len: u64,
        pub xi_inpp: u64,
        /// In the order of the wire.
        pub inp_fport: [u8; 2],
        pub inp_lport: [u8; 2],
        _inp_list: [u8; 72],
        pub inp_vflag: u8,
        _inp_ip_ttl: [u8; 3],
        pub inp_faddr: [u8; 16],
        pub inp_laddr: [u8; 16],
        _inp_depend4: [u8; 16],
        pub xi_socket: Xsocket64,
        _xi_alignment_hack: u64,
    }
}

impl Xinpcb64 {
    /// Its own end.
    #[must_use]
    pub fn local(&self) -> SocketAddr {
        let port = u16::from_be_bytes(self.inp_lport);
        end(self.xi_socket.xso_family, self.inp_vflag, self.inp_laddr, port)
    }

    /// The other end, all zero where there is none.
    #[must_use]
    pub fn foreign(&self) -> SocketAddr {
        let port = u16::from_be_bytes(self.inp_fport);
        end(self.xi_socket.xso_family, self.inp_vflag, self.inp_faddr, port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made(family: i32, vflag: u8) -> Vec<u8> {
        let mut foreign = [0; 16];
        foreign[12..].copy_from_slice(&[10, 0, 0, 2]);
        let mut local = [0; 16];
        local[15] = 1;
        let fields: &[(usize, &[u8])] = &[
            (0, &260_u64.to_ne_bytes()),
            (8, &9_u64.to_ne_bytes()),
            (16, &[0xC3, 0x50]), // 50000
            (18, &[0x01, 0xBB]), // 443
            (92, &[vflag]),
            (96, &foreign),
            (112, &local),
            (144 + 4, &7_u64.to_ne_bytes()),
            (144 + 32, &family.to_ne_bytes()),
        ];
        written(260, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("xi_len", 0),
            ("xi_inpp", 8),
            ("inp_fport", 16),
            ("inp_lport", 18),
            ("inp_vflag", 92),
            ("inp_faddr", 96),
            ("inp_laddr", 112),
            ("xi_socket", 144),
        ];
        stand(Xinpcb64::OFFSETS, &places);
        let socket = Xinpcb64::parse(&made(2, 1)).unwrap();
        assert_eq!((socket.xi_inpp, socket.xi_socket.xso_so), (9, 7));
        assert_eq!(socket.foreign(), "10.0.0.2:50000".parse().unwrap());
        assert_eq!(socket.local(), "0.0.0.1:443".parse().unwrap());
    }

    #[test]
    fn the_family_of_the_socket_counts() {
        let socket = Xinpcb64::parse(&made(30, 3)).unwrap();
        assert_eq!(socket.local(), "[::1]:443".parse().unwrap());
        let socket = Xinpcb64::parse(&made(30, 1)).unwrap();
        assert_eq!(socket.foreign(), "[::ffff:10.0.0.2]:50000".parse().unwrap());
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(2, 1), Xinpcb64::parse);
    }
}
