//! `struct xunpcb64` of `sys/unpcb.h` (macOS 15), `net.local.stream.pcblist64` and its kin of sysctl(3): a Unix socket.

use super::un_sockinfo::path;
use super::xsocket64::Xsocket64;
use crate::record::record;

record! {
    /// A socket. The paths stand in unions of a `sockaddr_un` and 256 bytes; its fields stand at multiples of 4 only.
    pub struct Xunpcb64("xunpcb64", 724) {
        pub xu_len: u32,
        /// Which one it is, as `xunp_conn` has it.
        pub xu_unpp: u64,
        _xunp_link: [u8; 40],
        /// The `xu_unpp` of the one that it is connected to, 0 for none.
        pub xunp_conn: u64,
        _xunp_refs: [u8; 44],
        xu_au: [u8; 256],
        xu_cau: [u8; 256],
        pub xu_socket: Xsocket64,
    }
}

impl Xunpcb64 {
    /// The path that it is bound to.
    #[must_use]
    pub fn local(&self) -> Option<&[u8]> {
        path(&self.xu_au)
    }

    /// The path that the socket is bound to which it is connected to.
    #[must_use]
    pub fn foreign(&self) -> Option<&[u8]> {
        path(&self.xu_cau)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{chars, ends, stand, written};

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &724_u32.to_ne_bytes()),
            (4, &9_u64.to_ne_bytes()),
            (52, &10_u64.to_ne_bytes()),
            (104, &chars::<256>(b"\x10\x01/tmp/a)\n\xFF")),
            (360, &chars::<256>(b"\x10\x01/var/run/log")),
            (616 + 4, &7_u64.to_ne_bytes()),
            (616 + 104, &501_u32.to_ne_bytes()),
        ];
        written(724, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("xu_len", 0),
            ("xu_unpp", 4),
            ("xunp_conn", 52),
            ("xu_au", 104),
            ("xu_cau", 360),
            ("xu_socket", 616),
        ];
        stand(Xunpcb64::OFFSETS, &places);
        let socket = Xunpcb64::parse(&made()).unwrap();
        assert_eq!((socket.xu_len, socket.xu_unpp, socket.xunp_conn), (724, 9, 10));
        assert_eq!((socket.xu_socket.xso_so, socket.xu_socket.so_uid), (7, 501));
        assert_eq!(socket.local(), Some(&b"/tmp/a)\n\xFF"[..]));
        assert_eq!(socket.foreign(), Some(&b"/var/run/log"[..]));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), Xunpcb64::parse);
    }
}
