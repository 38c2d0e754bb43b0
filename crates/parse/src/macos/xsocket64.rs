//! `struct xsocket64` of `sys/socketvar.h` (macOS 15): a socket within the records of `pcblist64`.

use crate::record::record;

record! {
    /// A socket. Its fields stand at multiples of 4 only.
    pub struct Xsocket64("xsocket64", 108) {
        /// 0 if there is no socket any more, and all else is 0 with it.
        pub xso_len: u32,
        /// The `soi_so` of its descriptors.
        pub xso_so: u64,
        /// `SOCK_STREAM` and so on.
        pub so_type: i16,
        _so_options: [u8; 6],
        pub so_pcb: u64,
        pub xso_protocol: i32,
        /// `AF_INET` and so on.
        pub xso_family: i32,
        _so_qlen: [u8; 64],
        _so_snd: u32,
        pub so_uid: u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &108_u32.to_ne_bytes()),
            (4, &7_u64.to_ne_bytes()),
            (12, &1_i16.to_ne_bytes()),
            (20, &8_u64.to_ne_bytes()),
            (28, &[6_i32, 2].map(i32::to_ne_bytes).concat()),
            (104, &501_u32.to_ne_bytes()),
        ];
        written(108, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("xso_len", 0),
            ("xso_so", 4),
            ("so_type", 12),
            ("so_pcb", 20),
            ("xso_protocol", 28),
            ("xso_family", 32),
            ("so_uid", 104),
        ];
        stand(Xsocket64::OFFSETS, &places);
        let socket = Xsocket64::parse(&made()).unwrap();
        assert_eq!((socket.xso_len, socket.xso_so, socket.so_pcb), (108, 7, 8));
        assert_eq!((socket.so_type, socket.xso_protocol, socket.xso_family), (1, 6, 2));
        assert_eq!(socket.so_uid, 501);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), Xsocket64::parse);
    }
}
