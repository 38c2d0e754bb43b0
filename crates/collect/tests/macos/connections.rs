//! Sockets, and who has them.

use std::net::SocketAddr;
use std::sync::Arc;

use nix::errno::Errno;
use psutil_collect::backend::{NetCollector, ProcessCollector};
use psutil_collect::background::connections::connections;
use psutil_collect::model::net::{
    Connection, ConnectionKind, ConnectionStatus, Endpoint, Family, Protocol, SocketType,
};
use psutil_collect::model::process::{FdExtra, Pid};
use psutil_collect::model::sockets::{SocketFd, SocketFilter, Statuses};
use psutil_collect::port::Libproc;
use psutil_collect::port::replay::{Question, Replay};
use psutil_collect::{Error, Result};
use psutil_parse::macos::proc_fdinfo::ProcFdinfo;
use psutil_parse::macos::socket_fdinfo::SocketFdinfo;

use crate::machine::sockets::{DATAGRAMS, LISTENS, LOCAL, list};
use crate::machine::{PROGRAM, UID, ZOMBIE, collector, machine, named, pidfdinfo, pidinfo, visit};
use crate::record;

type End = Option<Endpoint>;

fn inet(text: &str) -> End {
    text.parse::<SocketAddr>().ok().map(Endpoint::Inet)
}

#[expect(clippy::unnecessary_wraps, reason = "as the other kind of an end has it")]
fn path(text: &str) -> End {
    Some(Endpoint::Unix(text.as_bytes().to_vec()))
}

fn of_program(kind: ConnectionKind) -> Vec<Connection> {
    let mac = collector(&machine());
    mac.connections(&visit(&mac, PROGRAM), kind.into()).unwrap()
}

fn everywhere(kernel: &Replay, wanted: SocketFilter) -> Result<Vec<Connection>> {
    connections(&Arc::clone(&collector(kernel)), wanted)
}

#[test]
fn a_process_has_its_descriptors() {
    let rows = of_program(ConnectionKind::All);
    let fds: Vec<_> = rows.iter().map(|row| (row.fd, row.pid)).collect();
    assert_eq!(fds, [3, 4, 5].map(|fd| (Some(fd), Some(PROGRAM))));
    let [listens, datagrams, local] = [0, 1, 2].map(|place: usize| &rows[place].socket);
    assert_eq!((listens.family, listens.protocol), (Family::Ipv4, Protocol::Tcp));
    assert_eq!((&listens.laddr, &listens.raddr), (&inet("127.0.0.1:8080"), &None));
    assert_eq!(listens.status, Some(ConnectionStatus::Listen));
    assert_eq!((datagrams.family, datagrams.socket_type), (Family::Ipv6, SocketType::Dgram));
    assert_eq!((&datagrams.laddr, datagrams.status), (&inet("[::1]:5353"), None));
    assert_eq!((local.family, local.socket_type), (Family::Unix, SocketType::Stream));
}

#[test]
fn trap_19_the_other_end_of_a_unix_socket_is_where_the_union_ends() {
    let rows = of_program(ConnectionKind::Unix);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].socket.laddr, path("/tmp/ours"));
    assert_eq!(rows[0].socket.raddr, path("/var/run/theirs"));
}

#[test]
fn a_kind_is_all_that_is_told() {
    for (kind, fds) in [
        (ConnectionKind::Inet, &[3, 4][..]),
        (ConnectionKind::Tcp4, &[3]),
        (ConnectionKind::Udp6, &[4]),
        (ConnectionKind::Udp4, &[]),
        (ConnectionKind::Tcp6, &[]),
    ] {
        let found: Vec<_> = of_program(kind).into_iter().filter_map(|row| row.fd).collect();
        assert_eq!(found, fds, "{kind:?}");
    }
}

#[test]
fn descriptors_are_known_by_the_sockets_addresses() {
    let mac = collector(&machine());
    let fds = mac.socket_fds(&visit(&mac, PROGRAM)).unwrap();
    let expected = [(3, LISTENS), (4, DATAGRAMS), (5, LOCAL)];
    assert_eq!(fds, expected.map(|(fd, number)| SocketFd { fd, number }));
    assert_eq!(mac.socket_fds(&visit(&mac, ZOMBIE)), Ok(Vec::new()));
    let opened = mac.open_fds(&visit(&mac, PROGRAM), &[3]).unwrap();
    let FdExtra::Socket(Some(socket)) = &opened[0].extra else { panic!("{opened:?}") };
    assert_eq!(socket.laddr, inet("127.0.0.1:8080"));
}

#[test]
fn trap_10_each_descriptor_of_a_socket_has_a_row() {
    let kernel = machine();
    let mut socket = vec![0; SocketFdinfo::SIZE];
    kernel.proc_pidfdinfo(PROGRAM, 3, 3, &mut socket).unwrap();
    kernel.set(pidfdinfo(PROGRAM, 9, 3), socket);
    let fd = |number: i32| record!(ProcFdinfo { proc_fd: number, proc_fdtype: 2_u32 });
    kernel.set(pidinfo(PROGRAM, 1, 0), [fd(9), fd(3)].concat());
    let mac = collector(&kernel);
    let rows = mac.connections(&visit(&mac, PROGRAM), ConnectionKind::All.into()).unwrap();
    assert_eq!(rows.iter().map(|row| row.fd).collect::<Vec<_>>(), [Some(3), Some(9)]);
    assert_eq!(rows[0].socket, rows[1].socket);
}

#[test]
fn trap_9_all_sockets_of_the_machine_with_those_whose_owner_is_not_told() {
    let rows = everywhere(&machine(), ConnectionKind::All.into()).unwrap();
    let rows: Vec<(Option<Pid>, Option<i32>, End, End)> = rows
        .into_iter()
        .map(|row| {
            let is_of = if row.socket.uid == Some(0) { row.pid.is_none() } else { true };
            assert!(is_of && row.socket.uid.is_some());
            (row.pid, row.fd, row.socket.laddr, row.socket.raddr)
        })
        .collect();
    let expected = [
        (Some(PROGRAM), Some(3), inet("127.0.0.1:8080"), None),
        // In TIME_WAIT, and nobody's any more.
        (None, None, inet("127.0.0.1:8080"), inet("192.0.2.7:50000")),
        // Of root, which is not for us to look at.
        (None, None, inet("127.0.0.1:22"), inet("192.0.2.7:50001")),
        (Some(PROGRAM), Some(4), inet("[::1]:5353"), None),
        (Some(PROGRAM), Some(5), path("/tmp/ours"), path("/var/run/theirs")),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn only_lists_that_are_wanted_are_asked_for() {
    let kernel = machine();
    for other in [21, 22, 23] {
        kernel.refuse(Question::of("sysctl", &[1000, other]), Errno::EIO);
    }
    let tcp = everywhere(&kernel, ConnectionKind::Tcp.into()).unwrap();
    assert_eq!(tcp.len(), 3);
    assert_eq!(tcp[0].socket.uid, Some(UID));
    let statuses = [ConnectionStatus::TimeWait].into_iter().collect::<Statuses>();
    let wanted = SocketFilter { kind: ConnectionKind::All, statuses: Some(statuses) };
    let waiting = everywhere(&kernel, wanted).unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].socket.raddr, inet("192.0.2.7:50000"));
    assert!(everywhere(&kernel, ConnectionKind::Udp.into()).is_err());
}

#[test]
fn an_empty_list_is_no_error_and_a_cut_one_is() {
    let kernel = machine();
    named(&kernel, 20, "net.inet.tcp.pcblist64", list(&[]));
    let mac = collector(&kernel);
    assert_eq!(mac.sockets(ConnectionKind::Tcp.into()), Ok(Vec::new()));
    named(&kernel, 20, "net.inet.tcp.pcblist64", list(&[vec![0x55; 4]]));
    let cut = mac.sockets(ConnectionKind::Tcp.into());
    assert!(matches!(cut, Err(Error::KernelData { .. })));
}
