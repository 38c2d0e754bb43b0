//! `struct xtcpcb` of `netinet/tcp_var.h` (FreeBSD 12 to 15), `net.inet.tcp.pcblist` of sysctl(3): a socket of TCP.

use super::pcblist;
use super::xinpcb::Xinpcb;
use crate::Result;
use crate::record::record;

record! {
    /// A socket. What stands behind its flags differs by release.
    pub struct Xtcpcb("xtcpcb", 576) {
        pub xt_len: u64,
        pub xt_inp: Xinpcb,
        _xt_stack: [u64; 20],
        /// A number of [`TCP_STATES`](crate::bsd::TCP_STATES).
        pub t_state: i32,
        pub t_flags: u32,
    }
}

/// How long the whole struct is.
pub const WHOLE: usize = 744;

/// Each socket.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<Xtcpcb>> {
    pcblist::entries("xtcpcb", bytes, Xtcpcb::SIZE).map(|entry| entry.and_then(Xtcpcb::parse))
}

#[cfg(test)]
mod tests {
    use super::super::xinpcb::{INP_IPV4, tests as inp};
    use super::*;
    use crate::bsd::TCP_STATES;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    fn written(state: i32) -> Vec<u8> {
        let mut bytes = vec![0; WHOLE];
        put(&mut bytes, 0, 744_u64.to_ne_bytes());
        bytes[8..408].copy_from_slice(&inp::written(INP_IPV4));
        put(&mut bytes, 568, state.to_ne_bytes());
        put(&mut bytes, 572, 3_u32.to_ne_bytes());
        bytes
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [("xt_len", 0), ("xt_inp", 8), ("t_state", 568)];
        assert_offsets(Xtcpcb::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let bytes = [inp::head(), written(4), written(10), inp::head()].concat();
        let rows: Vec<_> = rows(&bytes).map(Result::unwrap).collect();
        assert_eq!(rows.iter().map(|row| row.t_state).collect::<Vec<_>>(), [4, 10]);
        assert_eq!(rows[0].xt_inp.local(), "127.0.0.1:443".parse().unwrap());
        assert_eq!((rows[0].xt_len, rows[0].t_flags), (744, 3));
    }

    #[test]
    fn states_have_their_numbers() {
        let number = |name| TCP_STATES.iter().position(|&state| state == name);
        let named = ["CLOSED", "LISTEN", "ESTABLISHED", "FIN_WAIT_2", "TIME_WAIT"].map(number);
        assert_eq!(named, [0, 1, 4, 9, 10].map(Some));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Xtcpcb::SIZE, Xtcpcb::parse);
        let bytes = [inp::head(), written(4), inp::head()].concat();
        for length in (1..bytes.len()).filter(|length| *length != 64) {
            assert!(rows(&bytes[..length]).any(|row| row.is_err()), "{length} bytes");
        }
    }
}
