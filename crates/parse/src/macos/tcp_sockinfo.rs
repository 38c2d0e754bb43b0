//! `struct tcp_sockinfo` of `sys/proc_info.h` (macOS 15): a socket of TCP.

use super::in_sockinfo::InSockinfo;
use crate::record::record;

/// `tcpsi_state` and `t_state`: closed.
pub const TSI_S_CLOSED: i32 = 0;
/// `tcpsi_state`: waits for others to connect.
pub const TSI_S_LISTEN: i32 = 1;
/// `tcpsi_state`: has asked for a connection.
pub const TSI_S_SYN_SENT: i32 = 2;
/// `tcpsi_state`: was asked for one, and has answered.
pub const TSI_S_SYN_RECEIVED: i32 = 3;
/// `tcpsi_state`: connected.
pub const TSI_S_ESTABLISHED: i32 = 4;
/// `tcpsi_state`: the other end has closed. The header writes it with two underscores.
pub const TSI_S_CLOSE_WAIT: i32 = 5;
/// `tcpsi_state`: this end has closed.
pub const TSI_S_FIN_WAIT_1: i32 = 6;
/// `tcpsi_state`: both ends have, at the same time.
pub const TSI_S_CLOSING: i32 = 7;
/// `tcpsi_state`: the other end has, then this one.
pub const TSI_S_LAST_ACK: i32 = 8;
/// `tcpsi_state`: this end has, and the other one knows.
pub const TSI_S_FIN_WAIT_2: i32 = 9;
/// `tcpsi_state`: over, but for what may still be under way.
pub const TSI_S_TIME_WAIT: i32 = 10;

record! {
    /// Both ends, and how far they are.
    pub struct TcpSockinfo("tcp_sockinfo", 120) {
        pub tcpsi_ini: InSockinfo,
        /// [`TSI_S_ESTABLISHED`] and so on.
        pub tcpsi_state: i32,
        _tcpsi_timer: [i32; 4],
        _tcpsi_mss: i32,
        _tcpsi_flags: u32,
        _rfu_1: u32,
        _tcpsi_tp: u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made(state: i32) -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (4, &[0x01, 0xBB, 0, 0]), // 443
            (24, &[1]),
            (48, &[0; 16]),
            (80, &state.to_ne_bytes()),
        ];
        written(120, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        stand(TcpSockinfo::OFFSETS, &[("tcpsi_ini", 0), ("tcpsi_state", 80), ("_tcpsi_tp", 112)]);
        for state in [TSI_S_CLOSED, TSI_S_LISTEN, TSI_S_TIME_WAIT, 11, -1] {
            let socket = TcpSockinfo::parse(&made(state)).unwrap();
            assert_eq!(socket.tcpsi_state, state);
            assert_eq!(socket.tcpsi_ini.local(2), "0.0.0.0:443".parse().unwrap());
        }
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(4), TcpSockinfo::parse);
    }
}
