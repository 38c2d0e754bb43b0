//! `kf_sock` of `struct kinfo_file`, `sys/user.h` (FreeBSD 12 to 15): what a descriptor tells of its socket. Offsets are
//! those within `kf_un`, which begins at byte 32.

use crate::bsd::sockaddr::{self, AF_INET6_FREEBSD, Sockaddr};
use crate::record::record;

record! {
    /// A socket.
    pub struct KfSock("kf_sock", 304) {
        pub kf_sock_sendq: u32,
        /// `AF_*`.
        pub kf_sock_domain0: i32,
        /// `SOCK_*`.
        pub kf_sock_type0: i32,
        /// `IPPROTO_*`.
        pub kf_sock_protocol0: i32,
        pub kf_sa_local: [u8; 128],
        pub kf_sa_peer: [u8; 128],
        /// Where the kernel has its `so_pcb`: the `so_pcb` of an `xsocket`.
        pub kf_sock_pcb: u64,
        pub kf_sock_inpcb: u64,
        /// The pcb of the socket that a unix socket is connected to.
        pub kf_sock_unpconn: u64,
        pub kf_sock_snd_sb_state: u16,
        pub kf_sock_rcv_sb_state: u16,
        pub kf_sock_recvq: u32,
    }
}

impl KfSock {
    /// Its own address.
    #[must_use]
    pub fn local(&self) -> Option<Sockaddr<'_>> {
        sockaddr::parse(&self.kf_sa_local, AF_INET6_FREEBSD)
    }

    /// The other end's.
    #[must_use]
    pub fn peer(&self) -> Option<Sockaddr<'_>> {
        sockaddr::parse(&self.kf_sa_peer, AF_INET6_FREEBSD)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    const UN: usize = 32;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("kf_sock_sendq", 32 - UN),
            ("kf_sock_domain0", 36 - UN),
            ("kf_sock_type0", 40 - UN),
            ("kf_sock_protocol0", 44 - UN),
            ("kf_sa_local", 48 - UN),
            ("kf_sa_peer", 176 - UN),
            ("kf_sock_pcb", 304 - UN),
            ("kf_sock_inpcb", 312 - UN),
            ("kf_sock_unpconn", 320 - UN),
            ("kf_sock_recvq", 332 - UN),
        ];
        assert_offsets(KfSock::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let mut bytes = [0; 304];
        for (at, value) in [(0, 5_u32), (4, 2), (8, 1), (12, 6), (300, 7)] {
            put(&mut bytes, at, value.to_ne_bytes());
        }
        put(&mut bytes, 16, [16, 2, 0x01, 0xBB, 127, 0, 0, 1]);
        put(&mut bytes, 272, 0xFFFF_F800_0000_0001_u64.to_ne_bytes());
        put(&mut bytes, 280, 2_u64.to_ne_bytes());
        put(&mut bytes, 288, 3_u64.to_ne_bytes());
        let sock = KfSock::parse(&bytes).unwrap();
        assert_eq!((sock.kf_sock_sendq, sock.kf_sock_recvq), (5, 7));
        assert_eq!((sock.kf_sock_domain0, sock.kf_sock_type0, sock.kf_sock_protocol0), (2, 1, 6));
        assert_eq!((sock.kf_sock_pcb, sock.kf_sock_inpcb), (0xFFFF_F800_0000_0001, 2));
        assert_eq!(sock.kf_sock_unpconn, 3);
        assert_eq!(sock.local(), Some(Sockaddr::Inet("127.0.0.1:443".parse().unwrap())));
        assert_eq!(sock.peer(), None);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(KfSock::SIZE, KfSock::parse);
    }
}
