//! All sockets, and the interfaces.

use psutil_collect::backend::NetCollector;
use psutil_collect::background::connections::connections;
use psutil_collect::model::field::Field;
use psutil_collect::model::net::{
    ConnectionKind, ConnectionStatus, Duplex, Endpoint, NetIoCounters, Protocol,
};
use psutil_collect::model::process::Pid;
use psutil_collect::model::sockets::SocketFilter;

use crate::machine::{Machine, SHELL, WORKER, by, files, interface, line, sockets};
use psutil_collect::port::Media;
use psutil_collect::port::replay::Question;

/// Whose each is, and its other end or its own.
fn rows(
    machine: &Machine,
    wanted: impl Into<SocketFilter>,
) -> Vec<(Option<Pid>, Option<i32>, String)> {
    let rows = connections(&machine.openbsd, wanted.into()).unwrap();
    let text = |end: Option<Endpoint>| match end {
        Some(Endpoint::Inet(end)) => end.to_string(),
        Some(Endpoint::Unix(path)) => String::from_utf8(path).unwrap(),
        None => String::new(),
    };
    let named = rows.into_iter().map(|row| {
        let end = row.socket.raddr.or(row.socket.laddr);
        (row.pid, row.fd, text(end))
    });
    named.collect()
}

fn row(pid: Pid, fd: i32, end: &str) -> (Option<Pid>, Option<i32>, String) {
    (Some(pid), Some(fd), end.into())
}

fn ownerless(end: &str) -> (Option<Pid>, Option<i32>, String) {
    (None, None, end.into())
}

#[test]
fn every_owner_of_a_shared_socket_has_a_row_though_no_address_tells_it() {
    let machine = Machine::default();
    let expected = [
        row(WORKER, 4, "127.0.0.1:50000"),
        row(SHELL, 5, "0.0.0.0:80"),
        row(SHELL, 6, "127.0.0.1:50000"),
        row(SHELL, 11, "127.0.0.1:50000"),
        ownerless("10.0.0.2:4000"),
        ownerless("10.0.0.2:4001"),
    ];
    assert_eq!(rows(&machine, ConnectionKind::Tcp), expected);
    let udp = [row(SHELL, 7, "[fe80::1]:546"), ownerless("0.0.0.0:4500")];
    assert_eq!(rows(&machine, ConnectionKind::Udp), udp);
    assert_eq!(
        rows(&machine, ConnectionKind::Unix),
        [row(SHELL, 8, "/tmp/x11"), row(SHELL, 9, "")]
    );
}

#[test]
fn trap_9_closing_connections_are_all_there() {
    let machine = Machine::default();
    let statuses = Some([ConnectionStatus::TimeWait].into_iter().collect());
    let closing = SocketFilter { kind: ConnectionKind::Inet, statuses };
    let expected = [ownerless("10.0.0.2:4000"), ownerless("10.0.0.2:4001")];
    assert_eq!(rows(&machine, closing), expected);
    let found = machine.openbsd.sockets(closing).unwrap();
    assert!(found.iter().all(|each| each.number.is_none() && each.socket.uid.is_none()));
    assert!(found.iter().all(|each| each.socket.protocol == Protocol::Tcp));
}

#[test]
fn without_processes_there_are_still_sockets() {
    let machine = Machine::default();
    machine.kernel.refuse(files(-1), nix::errno::Errno::ESRCH);
    assert_eq!(machine.openbsd.sockets(ConnectionKind::Udp.into()).map(|all| all.len()), Ok(2));
    machine.kernel.set(sockets(), Vec::<u8>::new());
    assert_eq!(machine.openbsd.sockets(ConnectionKind::All.into()), Ok(Vec::new()));
}

#[test]
fn counters_are_those_of_the_messages() {
    let machine = Machine::default();
    let counters = machine.openbsd.pernic_net_io_counters().unwrap();
    let of = |first: u64| NetIoCounters {
        bytes_sent: first + 6,
        bytes_recv: first + 5,
        packets_sent: first + 2,
        packets_recv: first,
        errin: first + 1,
        errout: first + 3,
        dropin: first + 9,
        dropout: Field::Known(first + 10),
    };
    assert_eq!(counters, [(b"em0".to_vec(), of(100)), (b"lo0".to_vec(), of(200))]);
}

#[test]
fn messages_about_something_else_are_passed_over() {
    let machine = Machine::default();
    let mut other = interface("em1", 0, 1);
    other[3] = 0x0C; // RTM_NEWADDR
    let all = [other, interface("em0", 1, 7)].concat();
    machine.kernel.set(by(&[4, 17, 0, 0, 3, 0]), all);
    let names: Vec<_> =
        machine.openbsd.pernic_net_io_counters().unwrap().into_iter().map(|it| it.0).collect();
    assert_eq!(names, [b"em0"]);
}

#[test]
fn interfaces_have_states_and_addresses() {
    let machine = Machine::default();
    let states = machine.openbsd.net_if_stats().unwrap();
    assert_eq!(states.iter().map(|it| &*it.interface).collect::<Vec<_>>(), [b"em0", b"lo0"]);
    assert!(states.iter().all(|state| state.mtu == 1500 && state.is_up));
    assert_eq!(states[1].flags, ["up", "loopback", "running", "multicast"]);
    assert_eq!((states[1].duplex, states[1].speed), (Duplex::Unknown, None));
    let addresses = machine.openbsd.net_if_addrs().unwrap();
    assert_eq!(addresses.len(), 2);
}

#[test]
fn a_line_is_as_its_driver_says() {
    let machine = Machine::default();
    let state = |flags, line_is| {
        let message = line("em0", flags, 1, line_is);
        machine.kernel.set(by(&[4, 17, 0, 0, 3, 0]), message);
        let state = machine.openbsd.net_if_stats().unwrap().remove(0);
        (state.is_up, state.duplex, state.speed)
    };
    assert_eq!(state(0x8843, (6, 2_500_000_000)), (true, Duplex::Full, Some(2500)));
    assert_eq!(state(0x8843, (5, 10_000_000)), (true, Duplex::Half, Some(10)));
    assert_eq!(state(0x8843, (2, 10_000_000)), (false, Duplex::Unknown, None), "no line");
    assert_eq!(state(0x8842, (6, 0)), (false, Duplex::Full, None), "switched off");
    // Asked, the driver knows better: `IFM_AVALID`, and no `IFM_ACTIVE`.
    let media = Media { status: 1, active: 0 };
    machine.kernel.set(Question::about("SIOCGIFMEDIA", "em0"), media);
    assert_eq!(state(0x8843, (0, 10_000_000)), (false, Duplex::Unknown, None));
}
