//! `struct socket_info` of `sys/proc_info.h` (macOS 15): a socket, with a union of what its protocol knows.

use super::in_sockinfo::InSockinfo;
use super::tcp_sockinfo::TcpSockinfo;
use super::un_sockinfo::UnSockinfo;
use super::vinfo_stat::VinfoStat;
use crate::record::record;

/// `soi_kind`: nothing but the socket is told.
pub const SOCKINFO_GENERIC: i32 = 0;
/// `soi_kind`: IPv4 or IPv6, but not TCP.
pub const SOCKINFO_IN: i32 = 1;
/// `soi_kind`: TCP.
pub const SOCKINFO_TCP: i32 = 2;
/// `soi_kind`: a Unix socket.
pub const SOCKINFO_UN: i32 = 3;

record! {
    /// What is in a buffer of a socket.
    pub struct SockbufInfo("sockbuf_info", 24) {
        /// Bytes that wait.
        pub sbi_cc: u32,
        pub sbi_hiwat: u32,
        _sbi_mbcnt: u32,
        _sbi_mbmax: u32,
        _sbi_lowat: u32,
        _sbi_flags: i16,
        _sbi_timeo: i16,
    }
}

record! {
    /// A socket.
    pub struct SocketInfo("socket_info", 768) {
        pub soi_stat: VinfoStat,
        /// Which socket it is. Several descriptors may have the same.
        pub soi_so: u64,
        pub soi_pcb: u64,
        /// `SOCK_STREAM` and so on.
        pub soi_type: i32,
        pub soi_protocol: i32,
        /// `AF_INET` and so on.
        pub soi_family: i32,
        _soi_options: [u8; 20],
        pub soi_rcv: SockbufInfo,
        pub soi_snd: SockbufInfo,
        /// Which of the union is meant: [`SOCKINFO_IN`] and so on.
        pub soi_kind: i32,
        _rfu_1: u32,
        soi_proto: [u8; 528],
    }
}

impl SocketInfo {
    /// Its ends, if it is of IPv4 or IPv6. Those of TCP begin with the same struct.
    #[must_use]
    pub fn pri_in(&self) -> Option<InSockinfo> {
        matches!(self.soi_kind, SOCKINFO_IN | SOCKINFO_TCP)
            .then(|| InSockinfo::parse(&self.soi_proto).ok())?
    }

    /// Its ends and its state, if it is of TCP.
    #[must_use]
    pub fn pri_tcp(&self) -> Option<TcpSockinfo> {
        (self.soi_kind == SOCKINFO_TCP).then(|| TcpSockinfo::parse(&self.soi_proto).ok())?
    }

    /// Its paths, if it is a Unix socket.
    #[must_use]
    pub fn pri_un(&self) -> Option<UnSockinfo> {
        (self.soi_kind == SOCKINFO_UN).then(|| UnSockinfo::parse(&self.soi_proto).ok())?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made(kind: i32) -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (136, &[7_u64, 8].map(u64::to_ne_bytes).concat()),
            (152, &[1_i32, 6, 2].map(i32::to_ne_bytes).concat()),
            (184, &100_u32.to_ne_bytes()),
            (208, &200_u32.to_ne_bytes()),
            (232, &kind.to_ne_bytes()),
            (240 + 4, &[0x1F, 0x90, 0, 0]), // 8080
            (240 + 80, &4_i32.to_ne_bytes()),
        ];
        written(768, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("soi_stat", 0),
            ("soi_so", 136),
            ("soi_pcb", 144),
            ("soi_type", 152),
            ("soi_protocol", 156),
            ("soi_family", 160),
            ("soi_rcv", 184),
            ("soi_snd", 208),
            ("soi_kind", 232),
            ("soi_proto", 240),
        ];
        stand(SocketInfo::OFFSETS, &places);
        stand(SockbufInfo::OFFSETS, &[("sbi_cc", 0), ("sbi_hiwat", 4)]);
        let socket = SocketInfo::parse(&made(SOCKINFO_TCP)).unwrap();
        assert_eq!((socket.soi_so, socket.soi_pcb), (7, 8));
        assert_eq!((socket.soi_type, socket.soi_protocol, socket.soi_family), (1, 6, 2));
        assert_eq!((socket.soi_rcv.sbi_cc, socket.soi_snd.sbi_cc), (100, 200));
    }

    #[test]
    fn the_union_is_read_as_what_the_kernel_put_there() {
        let told = |kind| {
            let socket = SocketInfo::parse(&made(kind)).unwrap();
            let state = socket.pri_tcp().map(|tcp| tcp.tcpsi_state);
            let port = socket.pri_in().map(|inet| inet.local(2).port());
            (port, state, socket.pri_un().is_some())
        };
        assert_eq!(told(SOCKINFO_TCP), (Some(8080), Some(4), false));
        assert_eq!(told(SOCKINFO_IN), (Some(8080), None, false));
        assert_eq!(told(SOCKINFO_UN), (None, None, true));
        for kind in [SOCKINFO_GENERIC, 4, 7, -1, i32::MAX] {
            assert_eq!(told(kind), (None, None, false), "{kind}");
        }
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(SOCKINFO_TCP), SocketInfo::parse);
        ends(&[0; 24], SockbufInfo::parse);
    }
}
