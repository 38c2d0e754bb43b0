//! `struct xunpcb` of `sys/unpcb.h` (FreeBSD 12 to 15), `net.local.{stream,dgram,seqpacket}.pcblist` of sysctl(3): a unix
//! socket.

use super::pcblist;
use super::xsocket::Xsocket;
use crate::Result;
use crate::bsd::sockaddr::{self, AF_INET6_FREEBSD, Sockaddr};
use crate::record::record;

record! {
    /// A socket.
    pub struct Xunpcb("xunpcb", 904) {
        pub xu_len: u64,
        /// Where the kernel has it: the `kf_sock_pcb` of a `kinfo_file`.
        pub xu_unpp: u64,
        pub unp_vnode: u64,
        /// The `xu_unpp` of the one it is connected to, or 0.
        pub unp_conn: u64,
        _xu_firstref: [u64; 2],
        pub unp_gencnt: u64,
        _xu_spare64: [u64; 12],
        pub xu_addr: [u8; 256],
        pub xu_caddr: [u8; 256],
        pub xu_socket: Xsocket,
    }
}

impl Xunpcb {
    /// The path that it has, if any.
    #[must_use]
    pub fn local(&self) -> Option<&[u8]> {
        path(&self.xu_addr)
    }

    /// The path of the one it is connected to, if any.
    #[must_use]
    pub fn foreign(&self) -> Option<&[u8]> {
        path(&self.xu_caddr)
    }
}

fn path(address: &[u8]) -> Option<&[u8]> {
    match sockaddr::parse(address, AF_INET6_FREEBSD) {
        Some(Sockaddr::Unix(path)) => Some(path).filter(|path| !path.is_empty()),
        _ => None,
    }
}

/// Each socket.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<Xunpcb>> {
    pcblist::entries("xunpcb", bytes, Xunpcb::SIZE).map(|entry| entry.and_then(Xunpcb::parse))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    fn head() -> Vec<u8> {
        let mut bytes = vec![0; 32];
        put(&mut bytes, 0, 32_u64.to_ne_bytes());
        bytes
    }

    fn written(path: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; 904];
        put(&mut bytes, 0, 904_u64.to_ne_bytes());
        put(&mut bytes, 8, 1_u64.to_ne_bytes());
        put(&mut bytes, 24, 2_u64.to_ne_bytes());
        put(&mut bytes, 48, 3_u64.to_ne_bytes());
        put(&mut bytes, 152, [u8::try_from(path.len() + 2).unwrap(), 1]);
        bytes[154..154 + path.len()].copy_from_slice(path);
        put(&mut bytes, 664, 240_u64.to_ne_bytes());
        put(&mut bytes, 672, 0xFFFF_F800_0000_0001_u64.to_ne_bytes());
        bytes
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("xu_len", 0),
            ("xu_unpp", 8),
            ("unp_vnode", 16),
            ("unp_conn", 24),
            ("unp_gencnt", 48),
            ("xu_addr", 152),
            ("xu_caddr", 408),
            ("xu_socket", 664),
        ];
        assert_offsets(Xunpcb::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let list = [head(), written(b"/tmp/a) b\n\xFF"), written(b""), head()].concat();
        let rows: Vec<_> = rows(&list).map(Result::unwrap).collect();
        assert_eq!(rows[0].local(), Some(&b"/tmp/a) b\n\xFF"[..]));
        assert_eq!((rows[0].foreign(), rows[1].local()), (None, None));
        assert_eq!((rows[0].xu_unpp, rows[0].unp_conn, rows[0].unp_gencnt), (1, 2, 3));
        assert_eq!(rows[0].xu_socket.xso_so, 0xFFFF_F800_0000_0001);
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Xunpcb::SIZE, Xunpcb::parse);
        let bytes = [head(), written(b"/tmp/x"), head()].concat();
        for length in (1..bytes.len()).filter(|length| *length != 32) {
            assert!(rows(&bytes[..length]).any(|row| row.is_err()), "{length} bytes");
        }
    }
}
