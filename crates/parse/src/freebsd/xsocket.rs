//! `struct xsocket` of `sys/socketvar.h` (FreeBSD 12 to 15), within each entry of the `pcblist`s of sysctl(3): a socket.

use crate::record::record;

record! {
    /// A buffer of a socket.
    pub struct Xsockbuf("xsockbuf", 36) {
        /// Bytes in it.
        pub sb_cc: u32,
        pub sb_hiwat: u32,
        pub sb_mbcnt: u32,
        _sb_mcnt: [u32; 2],
        pub sb_mbmax: u32,
        pub sb_lowat: i32,
        pub sb_timeo: i32,
        pub sb_flags: i16,
        _pad: u16,
    }
}

record! {
    /// A socket.
    pub struct Xsocket("xsocket", 240) {
        pub xso_len: u64,
        /// Where the kernel has it: the `xf_data` of an `xfile`.
        pub xso_so: u64,
        /// The `kf_sock_pcb` of a `kinfo_file`.
        pub so_pcb: u64,
        _so_oobmark: [u64; 9],
        pub xso_protocol: i32,
        pub xso_family: i32,
        pub so_qlen: u32,
        pub so_incqlen: u32,
        pub so_qlimit: u32,
        pub so_pgid: i32,
        pub so_uid: u32,
        _so_spare32: [i32; 8],
        /// `SOCK_*`.
        pub so_type: i16,
        pub so_options: i16,
        pub so_linger: i16,
        pub so_state: i16,
        pub so_timeo: i16,
        pub so_error: u16,
        pub so_rcv: Xsockbuf,
        pub so_snd: Xsockbuf,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("xso_len", 0),
            ("xso_so", 8),
            ("so_pcb", 16),
            ("xso_protocol", 96),
            ("xso_family", 100),
            ("so_uid", 120),
            ("so_type", 156),
            ("so_rcv", 168),
            ("so_snd", 204),
        ];
        assert_offsets(Xsocket::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let mut bytes = [0; 240];
        put(&mut bytes, 0, 240_u64.to_ne_bytes());
        put(&mut bytes, 8, 0xFFFF_F800_0000_0001_u64.to_ne_bytes());
        put(&mut bytes, 16, 2_u64.to_ne_bytes());
        put(&mut bytes, 96, 6_i32.to_ne_bytes());
        put(&mut bytes, 100, 28_i32.to_ne_bytes());
        put(&mut bytes, 120, 1001_u32.to_ne_bytes());
        put(&mut bytes, 156, 1_i16.to_ne_bytes());
        put(&mut bytes, 168, 3_u32.to_ne_bytes());
        put(&mut bytes, 204, 4_u32.to_ne_bytes());
        let socket = Xsocket::parse(&bytes).unwrap();
        assert_eq!((socket.xso_len, socket.xso_so), (240, 0xFFFF_F800_0000_0001));
        assert_eq!((socket.so_pcb, socket.xso_protocol, socket.xso_family), (2, 6, 28));
        assert_eq!((socket.so_uid, socket.so_type), (1001, 1));
        assert_eq!((socket.so_rcv.sb_cc, socket.so_snd.sb_cc), (3, 4));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Xsocket::SIZE, Xsocket::parse);
        assert_cut_off(Xsockbuf::SIZE, Xsockbuf::parse);
    }
}
