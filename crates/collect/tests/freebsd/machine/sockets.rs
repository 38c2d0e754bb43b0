//! Synthesised after `sys/user.h`, `netinet/in_pcb.h`, `netinet/tcp_var.h`, `sys/unpcb.h` and `sys/file.h` of FreeBSD 14.1: sockets
//! as descriptors tell of them, as the tables of protocols do, and as the table of all files does.

use psutil_collect::port::replay::Replay;
use psutil_parse::freebsd::in_conninfo::InConninfo;
use psutil_parse::freebsd::kf_sock::KfSock;
use psutil_parse::freebsd::pcblist::Xinpgen;
use psutil_parse::freebsd::xfile::Xfile;
use psutil_parse::freebsd::xinpcb::Xinpcb;
use psutil_parse::freebsd::xsocket::Xsocket;
use psutil_parse::freebsd::xtcpcb::{WHOLE, Xtcpcb};
use psutil_parse::freebsd::xunpcb::Xunpcb;

use super::files::file;
use super::processes::{SERVER, SSHD};
use super::{named, sysctl};
use crate::record;

const INET: i32 = 2;
const INET6: i32 = 28;
const UNIX: i32 = 1;
const ROUTE: i32 = 17;

const STREAM: i32 = 1;
const DGRAM: i32 = 2;

/// `KF_TYPE_SOCKET`.
const SOCKET: i32 = 2;

/// An address in 16 bytes, and a port.
type End = ([u8; 16], u16);

const fn v4(address: [u8; 4], port: u16) -> End {
    let [a, b, c, d] = address;
    ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d], port)
}

const NOTHING: End = ([0; 16], 0);
const LOCAL: [u8; 4] = [10, 0, 0, 1];

fn sockaddr_in((address, port): End) -> Vec<u8> {
    [&[16, 2][..], &port.to_be_bytes(), &address[12..], &[0; 8]].concat()
}

fn mapped(address: [u8; 4], port: u16) -> Vec<u8> {
    let mut bytes = [&[28, 28][..], &port.to_be_bytes(), &[0; 4], &[0; 10], &[255; 2]].concat();
    bytes.extend(address);
    bytes.extend([0; 4]);
    bytes
}

fn sockaddr_un(path: &str) -> Vec<u8> {
    let length = u8::try_from(path.len() + 3).unwrap();
    [&[length, 1][..], path.as_bytes(), &[0]].concat()
}

struct Sock {
    domain: i32,
    kind: i32,
    protocol: i32,
    local: Vec<u8>,
    peer: Vec<u8>,
    pcb: u64,
}

fn descriptor(fd: i32, sock: Sock) -> Vec<u8> {
    let un = record!(KfSock {
        kf_sock_sendq: 12_u32,
        kf_sock_recvq: 34_u32,
        kf_sock_domain0: sock.domain,
        kf_sock_type0: sock.kind,
        kf_sock_protocol0: sock.protocol,
        kf_sa_local: sock.local,
        kf_sa_peer: sock.peer,
        kf_sock_pcb: sock.pcb,
    });
    file(SOCKET, fd, (0x3, -1), un, "")
}

/// Those of the server: 5 to 9.
pub fn descriptors() -> Vec<u8> {
    let tcp =
        |domain, local, peer, pcb| Sock { domain, kind: STREAM, protocol: 6, local, peer, pcb };
    let listener = tcp(INET, sockaddr_in(v4([0; 4], 80)), sockaddr_in(NOTHING), 0xA1);
    let connection = tcp(INET6, mapped(LOCAL, 443), mapped([10, 0, 0, 2], 50_000), 0xA2);
    let local = sockaddr_in(v4([127, 0, 0, 1], 53));
    let dns = Sock { domain: INET, kind: DGRAM, protocol: 17, local, peer: vec![], pcb: 0xA3 };
    let (local, peer) = (sockaddr_un("/tmp/s"), sockaddr_un("/tmp/peer"));
    let unix = Sock { domain: UNIX, kind: STREAM, protocol: 0, local, peer, pcb: 0xA4 };
    let (local, peer) = (vec![], vec![]);
    let route = Sock { domain: ROUTE, kind: 3, protocol: 0, local, peer, pcb: 0xA5 };
    let all = [(5, listener), (6, connection), (7, dns), (8, unix), (9, route)];
    all.into_iter().flat_map(|(fd, sock)| descriptor(fd, sock)).collect()
}

fn xsocket(pcb: u64, family: i32, kind: i32, uid: u32) -> Vec<u8> {
    if pcb == 0 {
        return Vec::new(); // in TIME_WAIT, it has no socket any more
    }
    record!(Xsocket {
        xso_len: 240_u64,
        xso_so: pcb + 0x1000,
        so_pcb: pcb,
        xso_family: family,
        so_uid: uid,
        so_type: i16::try_from(kind).unwrap(),
    })
}

fn inpcb(socket: Vec<u8>, vflag: u8, local: End, foreign: End) -> Vec<u8> {
    let inc = record!(InConninfo {
        ie_lport: local.1.to_be_bytes().to_vec(),
        ie_fport: foreign.1.to_be_bytes().to_vec(),
        ie_laddr: local.0.to_vec(),
        ie_faddr: foreign.0.to_vec(),
    });
    record!(Xinpcb { xi_len: 400_u64, xi_socket: socket, inp_inc: inc, inp_vflag: vflag })
}

fn tcpcb(inpcb: Vec<u8>, state: i32) -> Vec<u8> {
    let length = u64::try_from(WHOLE).unwrap();
    let mut bytes = record!(Xtcpcb { xt_len: length, xt_inp: inpcb, t_state: state });
    bytes.resize(WHOLE, 0xEE);
    bytes
}

fn unpcb(pcb: u64, kind: i32, path: &str, peer: &str) -> Vec<u8> {
    record!(Xunpcb {
        xu_len: 904_u64,
        xu_unpp: pcb,
        xu_addr: sockaddr_un(path),
        xu_caddr: sockaddr_un(peer),
        xu_socket: xsocket(pcb, UNIX, kind, 1001),
    })
}

/// Rows between a head and an end.
pub fn list(rows: &[Vec<u8>]) -> Vec<u8> {
    let end = record!(Xinpgen { xig_len: 32_u64 });
    [&end[..], &rows.concat(), &end].concat()
}

fn xfile(pid: i32, fd: i32, kind: i16, pcb: u64) -> Vec<u8> {
    record!(Xfile {
        xf_size: 128_u64,
        xf_pid: pid,
        xf_fd: fd,
        xf_type: kind,
        xf_data: pcb + 0x1000
    })
}

pub fn put(replay: &Replay) {
    let ssh = v4([0; 4], 22);
    let tcp = [
        tcpcb(inpcb(xsocket(0xA1, INET, STREAM, 0), 1, v4([0; 4], 80), NOTHING), 1),
        // Of IPv6, and connected by IPv4.
        tcpcb(
            inpcb(xsocket(0xA2, INET6, STREAM, 1001), 1, v4(LOCAL, 443), v4([10, 0, 0, 2], 50_000)),
            4,
        ),
        tcpcb(inpcb(xsocket(0, 0, 0, 0), 1, v4(LOCAL, 80), v4([10, 0, 0, 9], 1)), 10),
        tcpcb(inpcb(xsocket(0, 0, 0, 0), 1, v4(LOCAL, 80), v4([10, 0, 0, 9], 2)), 10),
        // It takes both.
        tcpcb(inpcb(xsocket(0xC1, INET6, STREAM, 0), 3, ssh, NOTHING), 1),
    ];
    named(replay, "net.inet.tcp.pcblist", list(&tcp));
    let udp = inpcb(xsocket(0xA3, INET, DGRAM, 53), 1, v4([127, 0, 0, 1], 53), NOTHING);
    named(replay, "net.inet.udp.pcblist", list(&[udp]));
    let unix = unpcb(0xA4, STREAM, "/tmp/s", "/tmp/peer");
    named(replay, "net.local.stream.pcblist", list(&[unix]));
    named(replay, "net.local.dgram.pcblist", list(&[unpcb(0xD1, DGRAM, "/var/run/log", "")]));
    let files = [
        xfile(SERVER, 1, 1, 0),
        xfile(SERVER, 5, 2, 0xA1),
        xfile(SSHD, 4, 2, 0xC1),
        xfile(SSHD, 3, 2, 0xC1),
        xfile(SSHD, 5, 2, 0xD1),
        xfile(SSHD, 6, 2, 0xFFFF),
    ];
    replay.set(sysctl(&[1, 15]), files.concat());
}
