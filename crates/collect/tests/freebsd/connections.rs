//! Sockets: of one process, and of all.

use std::net::SocketAddr;

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::{HostCollector, NetCollector, ProcessCollector};
use psutil_collect::background::connections::connections;
use psutil_collect::model::net::{
    Connection, ConnectionKind, ConnectionStatus, Endpoint, Family, Protocol, Socket, SocketType,
};
use psutil_collect::model::sockets::{SocketFd, SocketFilter};
use psutil_collect::port::replay::Replay;

use crate::machine::processes::{INIT, PID, SERVER, SSHD, ZOMBIE, plain, proc};
use crate::machine::{machine, named, on, shared, sysctl, unnamed, visit};

fn ip(text: &str) -> Endpoint {
    Endpoint::Inet(text.parse::<SocketAddr>().unwrap())
}

fn path(text: &str) -> Endpoint {
    Endpoint::Unix(text.into())
}

fn tcp(family: Family, laddr: &str, raddr: Option<&str>, status: ConnectionStatus) -> Socket {
    Socket {
        family,
        socket_type: SocketType::Stream,
        protocol: Protocol::Tcp,
        laddr: Some(ip(laddr)),
        raddr: raddr.map(ip),
        status: Some(status),
        uid: Some(0),
    }
}

fn listener() -> Socket {
    tcp(Family::Ipv4, "0.0.0.0:80", None, ConnectionStatus::Listen)
}

fn connection() -> Socket {
    let (local, remote) = ("[::ffff:10.0.0.1]:443", Some("[::ffff:10.0.0.2]:50000"));
    Socket { uid: Some(1001), ..tcp(Family::Ipv6, local, remote, ConnectionStatus::Established) }
}

fn dns(uid: Option<u32>) -> Socket {
    Socket {
        family: Family::Ipv4,
        socket_type: SocketType::Dgram,
        protocol: Protocol::Udp,
        laddr: Some(ip("127.0.0.1:53")),
        raddr: None,
        status: None,
        uid,
    }
}

fn unix(uid: Option<u32>) -> Socket {
    Socket {
        family: Family::Unix,
        socket_type: SocketType::Stream,
        protocol: Protocol::Default,
        laddr: Some(path("/tmp/s")),
        raddr: Some(path("/tmp/peer")),
        status: None,
        uid,
    }
}

fn ssh() -> Socket {
    tcp(Family::Ipv6, "[::]:22", None, ConnectionStatus::Listen)
}

fn log() -> Socket {
    let socket_type = SocketType::Dgram;
    let laddr = Some(path("/var/run/log"));
    Socket { socket_type, laddr, raddr: None, ..unix(Some(1001)) }
}

fn row(pid: i32, fd: i32, socket: Socket) -> Connection {
    Connection { fd: Some(fd), pid: Some(pid), socket }
}

fn of(replay: &Replay, pid: i32, wanted: impl Into<SocketFilter>) -> Vec<Connection> {
    let backend = on(replay);
    backend.connections(&visit(&backend, pid), wanted.into()).unwrap()
}

#[test]
fn those_of_a_process_have_their_states_from_the_table() {
    let expected = [
        row(SERVER, 5, listener()),
        row(SERVER, 6, connection()),
        row(SERVER, 7, dns(None)),
        row(SERVER, 8, unix(None)),
    ];
    assert_eq!(of(&machine(), SERVER, ConnectionKind::All), expected);
}

#[test]
fn only_what_is_wanted_is_told() {
    let replay = machine();
    let count = |kind: ConnectionKind| of(&replay, SERVER, kind).len();
    assert_eq!(count(ConnectionKind::Tcp), 2);
    assert_eq!(count(ConnectionKind::Udp), 1);
    assert_eq!(count(ConnectionKind::Inet6), 1);
    assert_eq!(count(ConnectionKind::Unix), 1);
    let statuses = Some([ConnectionStatus::Listen].into_iter().collect());
    let listening = SocketFilter { kind: ConnectionKind::All, statuses };
    assert_eq!(of(&replay, SERVER, listening), [row(SERVER, 5, listener())]);
    // Nor is a table read that nothing is wanted of.
    named(&replay, "net.inet.tcp.pcblist", vec![1_u8; 100]);
    assert_eq!(count(ConnectionKind::Udp), 1);
}

#[test]
fn one_that_is_not_in_the_table_has_no_state() {
    let replay = machine();
    named(&replay, "net.inet.tcp.pcblist", crate::machine::sockets::list(&[]));
    let unknown = |socket| Socket { status: None, uid: None, ..socket };
    let expected = [row(SERVER, 5, unknown(listener())), row(SERVER, 6, unknown(connection()))];
    assert_eq!(of(&replay, SERVER, ConnectionKind::Tcp), expected);
}

#[test]
fn of_another_user_the_table_of_all_files_tells() {
    let replay = machine();
    let expected = [row(SSHD, 3, ssh()), row(SSHD, 4, ssh()), row(SSHD, 5, log())];
    assert_eq!(of(&replay, SSHD, ConnectionKind::All), expected);
    // Not even that.
    replay.refuse(sysctl(&[1, 15]), Errno::EPERM);
    let backend = on(&replay);
    let denied = backend.connections(&visit(&backend, SSHD), ConnectionKind::All.into());
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(SSHD), .. })));
}

#[test]
fn a_zombie_has_none() {
    assert_eq!(of(&machine(), ZOMBIE, ConnectionKind::All), []);
}

#[test]
fn trap_9_sockets_that_nobody_has_are_all_kept() {
    let sockets = on(&machine()).sockets(ConnectionKind::All.into()).unwrap();
    let waiting = |remote| Socket {
        uid: None,
        ..tcp(Family::Ipv4, "10.0.0.1:80", Some(remote), ConnectionStatus::TimeWait)
    };
    let expected = [
        (Some(0xA1), listener()),
        (Some(0xA2), connection()),
        (None, waiting("10.0.0.9:1")),
        (None, waiting("10.0.0.9:2")),
        (Some(0xC1), ssh()),
        (Some(0xA3), dns(Some(53))),
        (Some(0xA4), unix(Some(1001))),
        (Some(0xD1), log()),
    ];
    let sockets: Vec<_> = sockets.into_iter().map(|it| (it.number, it.socket)).collect();
    assert_eq!(sockets, expected);
}

/// Whom the sockets with owners belong to.
fn owners(replay: &Replay) -> Vec<(Option<i32>, Option<i32>)> {
    let rows = connections(&shared(replay), ConnectionKind::All.into()).unwrap();
    rows.iter().map(|row| (row.pid, row.fd)).collect()
}

#[test]
fn trap_10_each_descriptor_of_each_owner_has_a_row() {
    let owned = |pid, fd| (Some(pid), Some(fd));
    let expected = [
        owned(SERVER, 5),
        owned(SERVER, 6),
        (None, None),
        (None, None),
        owned(SSHD, 3),
        owned(SSHD, 4),
        owned(SERVER, 7),
        owned(SERVER, 8),
        owned(SSHD, 5),
    ];
    assert_eq!(owners(&machine()), expected);
}

#[test]
fn a_process_that_came_after_the_table_owns_nothing_of_it() {
    let replay = machine();
    let backend = on(&replay);
    let sshd = visit(&backend, SSHD);
    let known = [3, 4, 5].into_iter().zip([0xC1, 0xC1, 0xD1]);
    let known: Vec<_> = known.map(|(fd, number)| SocketFd { fd, number }).collect();
    assert_eq!(backend.socket_fds(&sshd), Ok(known.clone()));
    // Its number is taken by another, who starts after the table was read.
    replay.set(proc(PID, SSHD), plain(SSHD, INIT, 5001, "late"));
    let late = backend.socket_fds(&visit(&backend, SSHD));
    assert!(matches!(late, Err(Error::AccessDenied { .. })), "{late:?}");
    assert!(matches!(backend.socket_fds(&sshd), Err(Error::NoSuchProcess { reused: true, .. })));
    // The table is read once, and again when all sockets are asked for again, or when nothing may be held.
    replay.set(proc(PID, SSHD), plain(SSHD, INIT, 900, "sshd"));
    replay.set(sysctl(&[1, 15]), Vec::<u8>::new());
    assert_eq!(backend.socket_fds(&sshd), Ok(known));
    backend.release();
    assert_eq!(backend.socket_fds(&sshd), Ok(vec![]));
}

#[test]
fn a_protocol_that_the_kernel_lacks_has_no_sockets() {
    let replay = machine();
    for name in ["net.inet.tcp.pcblist", "net.inet.udp.pcblist"] {
        unnamed(&replay, name);
    }
    assert_eq!(on(&replay).sockets(ConnectionKind::All.into()).unwrap().len(), 2);
    assert_eq!(on(&replay).sockets(ConnectionKind::Inet.into()), Ok(vec![]));
}

#[test]
fn a_table_that_is_cut_off_is_an_error() {
    let replay = machine();
    named(&replay, "net.inet.udp.pcblist", vec![1_u8; 100]);
    let senseless = on(&replay).sockets(ConnectionKind::Udp.into());
    assert!(matches!(senseless, Err(Error::KernelData { .. })));
}
