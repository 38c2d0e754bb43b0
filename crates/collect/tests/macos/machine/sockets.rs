//! Synthesised after `sys/proc_info.h`, `netinet/in_pcb.h`, `netinet/tcp_var.h`, `sys/unpcb.h` and `sys/socketvar.h` of
//! macOS 15 (xnu-11417).

use psutil_collect::port::replay::Replay;
use psutil_parse::macos::in_sockinfo::InSockinfo;
use psutil_parse::macos::pcblist64::Xinpgen;
use psutil_parse::macos::socket_fdinfo::SocketFdinfo;
use psutil_parse::macos::socket_info::SocketInfo;
use psutil_parse::macos::tcp_sockinfo::TcpSockinfo;
use psutil_parse::macos::un_sockinfo::UnSockinfo;
use psutil_parse::macos::xinpcb64::Xinpcb64;
use psutil_parse::macos::xsocket64::Xsocket64;
use psutil_parse::macos::xtcpcb64::Xtcpcb64;
use psutil_parse::macos::xunpcb64::Xunpcb64;

use super::files::opened;
use super::{PROGRAM, UID, named, pidfdinfo};
use crate::record;

/// The addresses that the kernel knows sockets by: one that listens, one of UDP over IPv6, a Unix socket, one that nobody
/// has any more, and one of root.
pub const LISTENS: u64 = 0xFFFF_0001;
pub const DATAGRAMS: u64 = 0xFFFF_0002;
pub const LOCAL: u64 = 0xFFFF_0003;
pub const LEFT: u64 = 0xFFFF_0004;
pub const OF_ROOT: u64 = 0xFFFF_0005;

/// `AF_INET6`
const INET6: i32 = 30;

/// `::1`
const LOOPBACK: [u8; 16] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];

fn inet4(address: [u8; 4]) -> Vec<u8> {
    [&[0; 12], &address[..]].concat()
}

/// As the kernel keeps it in an `int`: the bytes of the wire first.
fn port(number: u16) -> i32 {
    i32::from(number.to_be())
}

/// `struct sockaddr_un`
fn path(path: &str) -> Vec<u8> {
    let length = u8::try_from(path.len() + 2).unwrap();
    [&[length, 1], path.as_bytes()].concat()
}

pub fn put(kernel: &Replay) {
    put_descriptors(kernel);
    let socket = |so: u64, kind: i16, protocol: i32, family: i32, uid: u32| {
        record!(Xsocket64 {
            xso_len: 108_u32,
            xso_so: so,
            so_type: kind,
            xso_protocol: protocol,
            xso_family: family,
            so_uid: uid,
        })
    };
    let tcp = |so: u64, state: i32, local: u16, foreign: u16, uid: u32| {
        let pcb = record!(Xinpcb64 {
            inp_lport: local.to_be_bytes().to_vec(),
            inp_fport: foreign.to_be_bytes().to_vec(),
            inp_vflag: 1_u8,
            inp_laddr: inet4([127, 0, 0, 1]),
            inp_faddr: inet4(if foreign == 0 { [0; 4] } else { [192, 0, 2, 7] }),
            xi_socket: socket(so, 1, 6, 2, uid),
        });
        record!(Xtcpcb64 { xt_len: 472_u32, xt_inpcb: pcb, t_state: state })
    };
    // What has been given up has a record all the same, without a socket.
    let nothing = record!(Xtcpcb64 { xt_len: 472_u32 });
    let rows = [
        tcp(LISTENS, 1, 8080, 0, UID),
        nothing,
        tcp(LEFT, 10, 8080, 50_000, UID),
        tcp(OF_ROOT, 4, 22, 50_001, 0),
    ];
    named(kernel, 20, "net.inet.tcp.pcblist64", list(&rows));
    let udp = record!(Xinpcb64 {
        xi_len: 260_u64,
        inp_lport: 5353_u16.to_be_bytes().to_vec(),
        inp_vflag: 2_u8,
        inp_laddr: LOOPBACK.to_vec(),
        xi_socket: socket(DATAGRAMS, 2, 17, INET6, UID),
    });
    named(kernel, 21, "net.inet.udp.pcblist64", list(&[udp]));
    let unix = record!(Xunpcb64 {
        xu_len: 724_u32,
        xu_au: path("/tmp/ours"),
        xu_cau: path("/var/run/theirs"),
        xu_socket: socket(LOCAL, 1, 0, 1, UID),
    });
    named(kernel, 22, "net.local.stream.pcblist64", list(&[unix]));
    named(kernel, 23, "net.local.dgram.pcblist64", list(&[]));
}

/// The records between the two that begin and end a list.
pub fn list(rows: &[Vec<u8>]) -> Vec<u8> {
    let end = record!(Xinpgen { xig_len: 24_u32, xig_gen: 5_u64 });
    [&end[..], &rows.concat(), &end].concat()
}

/// The descriptors 3 to 5 of the program.
fn put_descriptors(kernel: &Replay) {
    let put = |fd: i32, info: Vec<u8>| {
        let info = record!(SocketFdinfo { pfi: opened(3, true, 0), psi: info });
        kernel.set(pidfdinfo(PROGRAM, fd, 3), info);
    };
    let ends = record!(InSockinfo {
        insi_lport: port(8080),
        insi_vflag: 1_u8,
        insi_laddr: inet4([127, 0, 0, 1]),
    });
    put(
        3,
        record!(SocketInfo {
            soi_so: LISTENS,
            soi_type: 1,
            soi_protocol: 6,
            soi_family: 2,
            soi_kind: 2,
            soi_proto: record!(TcpSockinfo { tcpsi_ini: ends, tcpsi_state: 1 }),
        }),
    );
    put(
        4,
        record!(SocketInfo {
            soi_so: DATAGRAMS,
            soi_type: 2,
            soi_protocol: 17,
            soi_family: INET6,
            soi_kind: 1,
            soi_proto: record!(InSockinfo {
                insi_lport: port(5353),
                insi_vflag: 2_u8,
                insi_laddr: LOOPBACK.to_vec(),
            }),
        }),
    );
    put(
        5,
        record!(SocketInfo {
            soi_so: LOCAL,
            soi_type: 1,
            soi_family: 1,
            soi_kind: 3,
            soi_proto: record!(UnSockinfo {
                unsi_addr: path("/tmp/ours"),
                unsi_caddr: path("/var/run/theirs"),
            }),
        }),
    );
}
