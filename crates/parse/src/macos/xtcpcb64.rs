//! `struct xtcpcb64` of `netinet/tcp_var.h` (macOS 15), `net.inet.tcp.pcblist64` of sysctl(3): a socket of TCP.

use super::xinpcb64::Xinpcb64;
use crate::record::record;

record! {
    /// A socket. Its fields stand at multiples of 4 only.
    pub struct Xtcpcb64("xtcpcb64", 472) {
        pub xt_len: u32,
        pub xt_inpcb: Xinpcb64,
        _t_segq: [u8; 28],
        /// As `tcpsi_state`.
        pub t_state: i32,
        _t_flags: [u8; 176],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &472_u32.to_ne_bytes()),
            (4 + 18, &[0x01, 0xBB]), // 443
            (4 + 92, &[1]),
            (4 + 112, &[0; 16]),
            (4 + 144 + 32, &2_i32.to_ne_bytes()),
            (292, &1_i32.to_ne_bytes()),
        ];
        written(472, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        stand(Xtcpcb64::OFFSETS, &[("xt_len", 0), ("xt_inpcb", 4), ("t_state", 292)]);
        let socket = Xtcpcb64::parse(&made()).unwrap();
        assert_eq!((socket.xt_len, socket.t_state), (472, 1));
        assert_eq!(socket.xt_inpcb.local(), "0.0.0.0:443".parse().unwrap());
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), Xtcpcb64::parse);
    }
}
