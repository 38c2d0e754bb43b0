//! `struct kinfo_pcb` of `sys/socket.h`, states of `netinet/tcp_fsm.h` (NetBSD 10), `net.inet.tcp.pcblist` and its kin of
//! sysctl(7): a socket.

use crate::bsd::sockaddr::{self, AF_INET6_OPENBSD_NETBSD, Sockaddr};
use crate::record::record;

record! {
    /// A socket.
    pub struct KinfoPcb("kinfo_pcb", 640) {
        pub ki_pcbaddr: u64,
        pub ki_ppcbaddr: u64,
        /// What `kinfo_file` calls `ki_fdata`.
        pub ki_sockaddr: u64,
        pub ki_family: u32,
        pub ki_type: u32,
        pub ki_protocol: u32,
        pub ki_pflags: u32,
        pub ki_sostate: u32,
        pub ki_prstate: u32,
        /// A number of [`TCP_STATES`](crate::bsd::TCP_STATES).
        pub ki_tstate: i32,
        pub ki_tflags: u32,
        pub ki_rcvq: u64,
        pub ki_sndq: u64,
        pub ki_s: [u8; 264],
        pub ki_d: [u8; 264],
        pub ki_inode: u64,
        pub ki_vnode: u64,
        /// Of a socket of `AF_LOCAL`: the `ki_pcbaddr` of the one at its other end.
        pub ki_conn: u64,
        pub ki_refs: u64,
        pub ki_nextref: u64,
    }
}

impl KinfoPcb {
    /// Its own address; `None` if it has none.
    #[must_use]
    pub fn src(&self) -> Option<Sockaddr<'_>> {
        sockaddr::parse(&self.ki_s, AF_INET6_OPENBSD_NETBSD)
    }

    /// The address of the other end; `None` if it has none.
    #[must_use]
    pub fn dst(&self) -> Option<Sockaddr<'_>> {
        sockaddr::parse(&self.ki_d, AF_INET6_OPENBSD_NETBSD)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::TCP_STATES;
    use crate::netbsd::made::{offsets, written};
    use crate::record::rows;

    fn socket(src: &[u8], dst: &[u8]) -> Vec<u8> {
        written(
            KinfoPcb::SIZE,
            &[
                (0, &[1_u64, 2, 0xFFFF_8000_0000_0003].map(u64::to_ne_bytes).concat()),
                (24, &[2_u32, 1, 6].map(u32::to_ne_bytes).concat()),
                (48, &4_i32.to_ne_bytes()),
                (56, &[10_u64, 20].map(u64::to_ne_bytes).concat()),
                (72, src),
                (336, dst),
                (600, &[7_u64, 8, 9].map(u64::to_ne_bytes).concat()),
            ],
        )
    }

    const V4: [u8; 8] = [16, 2, 0x01, 0xBB, 127, 0, 0, 1];

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        offsets(
            KinfoPcb::OFFSETS,
            "ki_sockaddr 16 ki_family 24 ki_type 28 ki_protocol 32 ki_tstate 48 ki_rcvq 56 ki_sndq 64 ki_s 72 ki_d 336 \
             ki_inode 600 ki_vnode 608 ki_conn 616",
        );
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let socket = KinfoPcb::parse(&socket(&V4, &[16, 2, 0xC3, 0x50, 10, 0, 0, 2])).unwrap();
        assert_eq!((socket.ki_sockaddr, socket.ki_family), (0xFFFF_8000_0000_0003, 2));
        assert_eq!((socket.ki_type, socket.ki_protocol), (1, 6));
        assert_eq!(TCP_STATES[usize::try_from(socket.ki_tstate).unwrap()], "ESTABLISHED");
        assert_eq!((socket.ki_rcvq, socket.ki_sndq, socket.ki_conn), (10, 20, 9));
        assert_eq!(socket.src(), Some(Sockaddr::Inet("127.0.0.1:443".parse().unwrap())));
        assert_eq!(socket.dst(), Some(Sockaddr::Inet("10.0.0.2:50000".parse().unwrap())));
    }

    #[test]
    fn e_f8_v4_within_v6_stays_v6() {
        let mut v6 = vec![28, 24, 0x01, 0xBB, 0, 0, 0, 0];
        v6.extend([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127, 0, 0, 1, 0, 0, 0, 0]);
        let socket = KinfoPcb::parse(&socket(&v6, &[0; 2])).unwrap();
        assert_eq!(socket.src(), Some(Sockaddr::Inet("[::ffff:127.0.0.1]:443".parse().unwrap())));
        assert_eq!(socket.dst(), None, "a family of 0 is no address");
    }

    #[test]
    fn a_path_may_fill_its_room_and_have_any_bytes() {
        let path = [&[106, 1], &[0xFF; 104][..]].concat();
        let bytes = socket(&path, &[10, 1, b'/', b'a', b')', b'\n', 0, b'x']);
        let socket = KinfoPcb::parse(&bytes).unwrap();
        assert_eq!(socket.src(), Some(Sockaddr::Unix(&[0xFF; 104])));
        assert_eq!(socket.dst(), Some(Sockaddr::Unix(b"/a)\n")));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let bytes = socket(&V4, &V4);
        for length in 0..bytes.len() {
            assert!(KinfoPcb::parse(&bytes[..length]).is_err(), "{length} bytes");
        }
        for step in [0, 1, 639, 641] {
            assert!(rows::<KinfoPcb>("kinfo_pcb", &bytes, step).all(|row| row.is_err()), "{step}");
        }
    }
}
