//! Sockets, whose they are, and interfaces.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::{NetCollector, ProcessCollector};
use psutil_collect::background::connections::connections;
use psutil_collect::model::field::Field;
use psutil_collect::model::net::{
    Connection, ConnectionKind, ConnectionStatus, Duplex, Endpoint, Family, NetIoCounters,
    Protocol, SocketType,
};
use psutil_collect::model::sockets::SocketFilter;
use psutil_collect::port::replay::Question;

use crate::machine::{
    INIT, LISTENER, Made, OTHERS, PEER, STREAM, UNIX, USERS, file, files_of, inet4, inet6, socket,
    sysctl, table_of, unix,
};

fn of_kind(made: &Made, kind: ConnectionKind) -> Vec<Connection> {
    made.backend.connections(&made.visit(USERS), kind.into()).unwrap()
}

fn inet(text: &str) -> Option<Endpoint> {
    text.parse().ok().map(Endpoint::Inet)
}

#[test]
fn trap_10_a_socket_has_a_row_for_each_descriptor() {
    let rows = of_kind(&Made::default(), ConnectionKind::All);
    let fds: Vec<_> = rows.iter().map(|row| (row.fd.unwrap(), row.pid.unwrap())).collect();
    assert_eq!(fds, [(5, USERS), (6, USERS), (7, USERS), (13, USERS)]);
    assert_eq!(rows[1].socket, rows[3].socket);
}

#[test]
fn ends_and_states_are_those_of_the_tables() {
    let rows = of_kind(&Made::default(), ConnectionKind::All);
    let (listener, stream, local) = (&rows[0].socket, &rows[1].socket, &rows[2].socket);
    assert_eq!((&listener.laddr, &listener.raddr), (&inet("0.0.0.0:80"), &None));
    assert_eq!(listener.status, Some(ConnectionStatus::Listen));
    assert_eq!(stream.laddr, inet("10.0.0.1:5000"));
    assert_eq!(stream.raddr, inet("10.0.0.2:443"));
    assert_eq!(stream.status, Some(ConnectionStatus::Established));
    let of_stream = (stream.family, stream.socket_type, stream.protocol);
    assert_eq!(of_stream, (Family::Ipv4, SocketType::Stream, Protocol::Tcp));
    assert_eq!(local.raddr, Some(Endpoint::Unix(b"/var/run/log".to_vec())));
    assert_eq!((local.family, &local.laddr, local.status), (Family::Unix, &None, None));
}

#[test]
fn only_tables_that_are_wanted_are_read() {
    let made = Made::default();
    for table in ["net.local.stream.pcblist", "net.inet6.udp6.pcblist", "net.inet.udp.pcblist"] {
        made.kernel.refuse(table_of(table), Errno::EIO);
    }
    assert_eq!(of_kind(&made, ConnectionKind::Tcp).len(), 3);
    let listening: SocketFilter = SocketFilter {
        kind: ConnectionKind::All,
        statuses: Some([ConnectionStatus::Listen].into_iter().collect()),
    };
    let numbers = made.backend.sockets(listening).unwrap();
    assert_eq!(numbers.iter().map(|it| it.number).collect::<Vec<_>>(), [Some(LISTENER)]);
}

#[test]
fn a_kernel_without_ipv6_has_no_sockets_of_it() {
    let made = Made::default();
    let name = "net.inet6.udp6.pcblist";
    made.kernel.forget(&Question::about("sysctlnametomib", name));
    assert_eq!(made.backend.sockets(ConnectionKind::Inet6.into()), Ok(Vec::new()));
    made.kernel.name("net.inet6.udp6.pcblist", &[4, 24, 17, 103]);
    let rows = made.backend.sockets(ConnectionKind::Inet6.into()).unwrap();
    assert_eq!(rows[0].socket.laddr, inet("[::1]:53"));
    assert_eq!((rows[0].socket.raddr.as_ref(), rows[0].socket.status), (None, None));
}

#[test]
fn a_socket_of_the_other_family_is_in_the_other_table() {
    let made = Made::default();
    let mapped = "::ffff:10.0.0.1".parse().unwrap();
    let both = [
        socket(STREAM, 2, 4, [inet4([10, 0, 0, 1], 1), inet4([0; 4], 0)]),
        socket(STREAM, 24, 4, [inet6(mapped, 1), inet4([0; 4], 0)]),
    ];
    for table in ["net.inet.tcp.pcblist", "net.inet6.tcp6.pcblist"] {
        made.kernel.set(table_of(table), both.concat());
    }
    let rows = made.backend.sockets(ConnectionKind::Tcp.into()).unwrap();
    let ends: Vec<_> = rows.into_iter().map(|row| row.socket.laddr).collect();
    assert_eq!(ends, [inet("10.0.0.1:1"), inet("[::ffff:10.0.0.1]:1")]);
}

#[test]
fn trap_9_sockets_that_nobody_has_are_kept_all() {
    let made = Made::default();
    let rows = connections(&made.backend, ConnectionKind::All.into()).unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.pid, row.fd)).collect();
    let users = |fd| (Some(USERS), Some(fd));
    let others = (Some(OTHERS), Some(3));
    let (nobody, tcp) = ((None, None), [users(6), users(13), others, users(5)]);
    let rest = [nobody, nobody, nobody, users(7), nobody];
    assert_eq!(told, [&tcp[..], &rest].concat());
    let waiting = rows.iter().filter(|row| row.socket.status == Some(ConnectionStatus::TimeWait));
    assert_eq!(waiting.count(), 2);
}

#[test]
fn where_the_kernel_hides_its_addresses_sockets_are_nobodys() {
    let made = Made::default();
    let hidden = [file(USERS, 3, [2, 0, 3], 0), file(USERS, 4, [1, 1, 1], 0)];
    made.kernel.set(files_of(USERS), hidden.concat());
    let snapshot = made.visit(USERS);
    let all = ConnectionKind::All.into();
    for denied in [
        made.backend.connections(&snapshot, all).map(drop),
        made.backend.socket_fds(&snapshot).map(drop),
    ] {
        assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(USERS), .. })));
    }
    let rows = connections(&made.backend, all).unwrap();
    assert!(rows.iter().all(|row| row.pid != Some(USERS)));
    assert_eq!(made.backend.num_fds(&snapshot), Ok(2));
    assert_eq!(made.backend.connections(&made.visit(INIT), all), Ok(Vec::new()));
}

#[test]
fn paths_of_both_ends_are_told() {
    let made = Made::default();
    let both = [
        socket(UNIX, 1, 0, [unix("/a"), unix("/b c")]),
        socket(PEER, 1, 0, [unix(""), Vec::new()]),
    ];
    made.kernel.set(table_of("net.local.dgram.pcblist"), both.concat());
    made.kernel.forget(&table_of("net.local.stream.pcblist"));
    let rows = made.backend.sockets(ConnectionKind::Unix.into()).unwrap();
    assert_eq!(rows[0].socket.socket_type, SocketType::Dgram);
    assert_eq!(rows[0].socket.laddr, Some(Endpoint::Unix(b"/a".to_vec())));
    assert_eq!(rows[0].socket.raddr, Some(Endpoint::Unix(b"/b c".to_vec())));
    assert_eq!((&rows[1].socket.laddr, &rows[1].socket.raddr), (&None, &None));
}

#[test]
fn what_went_through_interfaces() {
    let made = Made::default();
    let counters = made.backend.pernic_net_io_counters().unwrap();
    let wm0 = NetIoCounters {
        bytes_sent: 6,
        bytes_recv: 5_000_000_000,
        packets_sent: 3,
        packets_recv: 1,
        errin: 2,
        errout: 4,
        dropin: 7,
        dropout: Field::Lacking,
    };
    assert_eq!(counters[0], (b"wm0".to_vec(), wm0));
    assert_eq!(counters[1].0, b"lo0");
    made.kernel.set(sysctl(&[4, 34, 0, 0, 6, 0]), vec![200_u8, 0, 4, 0x14]);
    assert!(matches!(made.backend.pernic_net_io_counters(), Err(Error::KernelData { .. })));
}

#[test]
fn how_interfaces_are() {
    let made = Made::default();
    let stats = made.backend.net_if_stats().unwrap();
    let [wm0, lo0] = &stats[..] else { panic!("{stats:?}") };
    assert_eq!((&wm0.interface[..], wm0.is_up, wm0.mtu), (&b"wm0"[..], true, 1500));
    assert_eq!((wm0.duplex, wm0.speed), (Duplex::Full, Some(1000)));
    assert_eq!((&lo0.interface[..], lo0.is_up, lo0.mtu), (&b"lo0"[..], true, 33_624));
    assert_eq!((lo0.duplex, lo0.speed), (Duplex::Unknown, None));
    assert!(lo0.flags.contains(&"loopback") && wm0.flags.contains(&"broadcast"));
    let addresses = made.backend.net_if_addrs().unwrap();
    assert_eq!(addresses.len(), 2);
}
