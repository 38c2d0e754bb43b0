//! The network: a made-up machine (`__test__/fixtures/linux-net`), and this one by `sock_diag` and by text.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::fd::AsRawFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::Arc;

use common::kernels::{Changed, OldKernel, OneFamilyAtATime};
use common::tree::{self, Tree};
use psutil_collect::backend::NetCollector;
use psutil_collect::backend::linux::Linux;
use psutil_collect::background::connections::connections;
use psutil_collect::host::{Host, host};
use psutil_collect::model::field::Field;
use psutil_collect::model::net::{
    AddressFamily, Connection, ConnectionKind, ConnectionStatus, Duplex, Endpoint, Family,
    NetIfStats, Protocol, SocketType,
};
use psutil_collect::model::process::Pid;
use psutil_collect::model::sockets::SocketFilter;
use psutil_collect::port::Kernel;
use psutil_collect::{Error, Paths};

const FIXTURE: &str = "linux-net";

fn fixture() -> Host {
    tree::fixture(FIXTURE)
}

fn end(address: &str) -> Endpoint {
    Endpoint::Inet(address.parse().unwrap())
}

fn unix(name: &[u8]) -> Endpoint {
    Endpoint::Unix(name.to_vec())
}

/// The row's own end and the other one; there must be one.
fn laddr(row: &Connection) -> &Endpoint {
    row.socket.laddr.as_ref().unwrap()
}

fn raddr(row: &Connection) -> &Endpoint {
    row.socket.raddr.as_ref().unwrap()
}

fn of_kind(host: Host, kind: ConnectionKind) -> Vec<Connection> {
    connections(&Arc::new(host), kind.into()).unwrap()
}

/// Whose rows these are.
fn owners(rows: &[Connection]) -> Vec<(Option<Pid>, Option<i32>)> {
    rows.iter().map(|row| (row.pid, row.fd)).collect()
}

#[test]
fn b7_trap_10_every_descriptor_of_a_shared_socket_has_a_row() {
    let rows = of_kind(fixture(), ConnectionKind::Tcp4);
    let shared: Vec<_> =
        rows.iter().filter(|row| *laddr(row) == end("0.0.0.0:22")).cloned().collect();
    let expected = [(Some(42), Some(3)), (Some(42), Some(4)), (Some(43), Some(3))];
    assert_eq!(owners(&shared), expected);
    assert!(shared.iter().all(|row| row.socket == shared[0].socket));
    assert_eq!(shared[0].socket.status, Some(ConnectionStatus::Listen));
    assert_eq!((&shared[0].socket.raddr, shared[0].socket.uid), (&None, Some(0)));
}

#[test]
fn trap_9_rows_without_an_inode_are_all_kept_and_are_nobodys() {
    let rows = of_kind(fixture(), ConnectionKind::Tcp4);
    let waiting: Vec<_> = rows
        .iter()
        .filter(|row| row.socket.status == Some(ConnectionStatus::TimeWait))
        .cloned()
        .collect();
    assert_eq!(owners(&waiting), [(None, None); 3]);
    let ports: Vec<_> = waiting.iter().map(|row| raddr(row).clone()).collect();
    assert_eq!(ports, [50001, 50002, 50003].map(|port| end(&format!("198.51.100.7:{port}"))));
    // 44 has a descriptor that looks like one of theirs.
    assert!(rows.iter().all(|row| row.pid != Some(44)));
}

#[test]
fn a_socket_of_nobody_who_is_known_has_a_row() {
    let rows = of_kind(fixture(), ConnectionKind::Inet4);
    for address in ["127.0.0.1:631", "192.0.2.1:5353"] {
        let rows: Vec<_> = rows.iter().filter(|row| *laddr(row) == end(address)).cloned().collect();
        assert_eq!(owners(&rows), [(None, None)], "{address}");
    }
}

#[test]
fn e_f8_v4_within_v6_and_kinds() {
    use ConnectionKind as Kind;
    let rows = of_kind(fixture(), ConnectionKind::Tcp6);
    assert_eq!(*laddr(&rows[1]), end("[::ffff:192.0.2.1]:80"));
    assert_eq!(*raddr(&rows[1]), end("[::ffff:198.51.100.9]:40000"));
    assert_eq!((rows[1].pid, rows[1].fd), (Some(44), Some(9)));
    assert!(rows.iter().all(|row| row.socket.family == Family::Ipv6));
    let count = |kind| of_kind(fixture(), kind).len();
    assert_eq!(count(Kind::Tcp), count(Kind::Tcp4) + count(Kind::Tcp6));
    assert_eq!(count(Kind::Udp), count(Kind::Udp4) + count(Kind::Udp6));
    assert_eq!(count(Kind::Inet), count(Kind::Tcp) + count(Kind::Udp));
    assert_eq!(count(Kind::Inet), count(Kind::Inet4) + count(Kind::Inet6));
    assert_eq!(count(Kind::All), count(Kind::Inet) + count(Kind::Unix));
    let udp = of_kind(fixture(), Kind::Udp4);
    assert!(udp.iter().all(|row| row.socket.status.is_none()));
    assert_eq!(udp[0].socket.socket_type, SocketType::Dgram);
}

#[test]
fn b4_e_f7_names_of_unix_sockets_are_whole() {
    let rows = of_kind(fixture(), ConnectionKind::Unix);
    let names: Vec<_> = rows.iter().map(|row| row.socket.laddr.clone()).collect();
    let expected = [
        Some(unix(b"/run/a name with spaces")),
        Some(unix(b"@abstract@")),
        Some(unix(b"/run/two\nlines")),
        None,
        Some(unix(b"/run/pending")),
        Some(unix(b"/run/pending")),
    ];
    assert_eq!(names, expected);
    assert_eq!((rows[0].pid, rows[0].fd), (Some(42), Some(9)));
    assert_eq!((rows[3].pid, rows[3].fd), (Some(43), Some(7)));
    let types: Vec<_> = rows.iter().map(|row| row.socket.socket_type).take(3).collect();
    assert_eq!(types, [SocketType::Stream, SocketType::Dgram, SocketType::Seqpacket]);
}

#[test]
fn trap_11_a_table_that_is_not_there_has_no_rows() {
    let tree = Tree::of(FIXTURE);
    let whole = of_kind(tree.host(), ConnectionKind::All).len();
    for (table, rows) in [("tcp6", 2), ("udp", 2), ("unix", 6)] {
        tree.remove(&format!("proc/net/{table}"));
        assert!(whole > rows);
    }
    assert_eq!(of_kind(tree.host(), ConnectionKind::All).len(), whole - 10);
    tree.remove("proc/net/tcp");
    assert_eq!(of_kind(tree.host(), ConnectionKind::All), []);
}

#[test]
fn e_f8_a_malformed_line_is_an_error_that_names_it() {
    let tree = Tree::of(FIXTURE);
    let text = std::fs::read_to_string(tree.0.join("proc/net/tcp")).unwrap();
    tree.write("proc/net/tcp", text.replacen("010200C0:0016 076433C6:C351", "nonsense", 1));
    let error = connections(&Arc::new(tree.host()), ConnectionKind::Tcp4.into()).unwrap_err();
    let Error::KernelData { path, reason } = error else { panic!("{error:?}") };
    assert!(path.ends_with("proc/net/tcp") && reason.starts_with("line 4:"), "{reason}");
}

#[test]
fn e_f6_counters_of_each_interface_by_its_whole_name() {
    let rows = fixture().pernic_net_io_counters().unwrap();
    let names: Vec<&[u8]> = rows.iter().map(|(name, _)| name.as_slice()).collect();
    assert_eq!(names, [&b"lo"[..], b"eth0", b"eth0:1", b"bond0", b"wlan0"]);
    let eth0 = rows[1].1;
    assert_eq!((eth0.bytes_recv, eth0.bytes_sent), (4_294_967_295, 3_000_000_000));
    assert_eq!((eth0.packets_recv, eth0.packets_sent), (20_000, 30_000));
    assert_eq!([eth0.errin, eth0.dropin, eth0.errout], [1, 2, 3]);
    assert_eq!(eth0.dropout, Field::Known(4));
    assert_eq!(rows[3].1.bytes_recv, u64::MAX);
}

#[test]
fn a_malformed_line_of_counters_is_an_error_that_names_it() {
    let tree = Tree::of(FIXTURE);
    tree.write("proc/net/dev", "heading\nheading\nlo: 1 2 3\n");
    let error = tree.host().pernic_net_io_counters().unwrap_err();
    let Error::KernelData { path, reason } = error else { panic!("{error:?}") };
    assert!(path.ends_with("proc/net/dev") && reason.starts_with("line 3:"), "{reason}");
    tree.remove("proc/net/dev");
    assert!(matches!(tree.host().pernic_net_io_counters(), Err(Error::System(_))));
}

#[test]
fn trap_12_the_states_of_interfaces_by_files() {
    let states = fixture().net_if_stats().unwrap();
    let state = |name: &[u8]| -> &NetIfStats {
        states.iter().find(|stats| stats.interface == name).unwrap()
    };
    assert_eq!(states.len(), 5, "bonding_masters is none");
    let eth0 = state(b"eth0");
    assert_eq!((eth0.is_up, eth0.speed, eth0.duplex), (true, Some(100_000), Duplex::Full));
    assert_eq!(eth0.flags, ["up", "broadcast", "running", "slave", "multicast"]);
    assert_eq!((state(b"bond0").mtu, state(b"bond0").is_up), (9000, true));
    assert!(state(b"bond0").flags.contains(&"master"));
    let wlan0 = state(b"wlan0");
    assert_eq!((wlan0.is_up, wlan0.speed, wlan0.duplex), (false, None, Duplex::Unknown));
    let usb0 = state(b"usb0");
    assert_eq!((usb0.is_up, usb0.speed, usb0.duplex), (false, None, Duplex::Half));
    let lo = state(b"lo");
    assert_eq!((lo.is_up, lo.speed, lo.duplex), (true, None, Duplex::Unknown));
}

#[test]
fn e_k7_an_interface_that_goes_meanwhile_is_left_out() {
    let tree = Tree::of(FIXTURE);
    tree.remove("sys/class/net/eth0/mtu");
    assert_eq!(tree.host().net_if_stats().unwrap().len(), 4);
    tree.write("sys/class/net/lo/flags", "0x");
    assert!(matches!(tree.host().net_if_stats(), Err(Error::KernelData { .. })));
}

#[test]
fn without_a_sysfs_there_are_no_states() {
    let paths = Paths { sysfs: "/nowhere".into(), ..Paths::default() };
    assert!(matches!(host(paths).net_if_stats(), Err(Error::System(_))));
}

/// This machine by `sock_diag`, family by family, and as on a kernel that has none.
fn all_ways() -> [Box<dyn Fn(SocketFilter) -> Vec<Connection>>; 3] {
    let new = Arc::new(Linux::<Kernel>::new(Paths::default()));
    let slow = Arc::new(Linux::<Changed<OneFamilyAtATime>>::new(Paths::default()));
    let old = Arc::new(Linux::<OldKernel<true>>::new(Paths::default()));
    [
        Box::new(move |wanted| connections(&new, wanted).unwrap()),
        Box::new(move |wanted| connections(&slow, wanted).unwrap()),
        Box::new(move |wanted| connections(&old, wanted).unwrap()),
    ]
}

/// Our own rows of a socket with this address, or with any if it is `None`.
fn ours(rows: &[Connection], laddr: &Endpoint) -> Vec<Connection> {
    let pid = Pid::try_from(std::process::id()).unwrap();
    let ours = rows.iter().filter(|row| row.pid == Some(pid));
    ours.filter(|row| row.socket.laddr.as_ref() == Some(laddr)).cloned().collect()
}

fn inet(address: SocketAddr) -> Endpoint {
    Endpoint::Inet(address)
}

#[test]
fn all_ways_tell_the_same_of_our_own_sockets() {
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let twin = tcp.try_clone().unwrap();
    let client = TcpStream::connect(tcp.local_addr().unwrap()).unwrap();
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = tcp.local_addr().unwrap();
    let told = all_ways().map(|host| {
        let rows = host(ConnectionKind::Inet.into());
        let listening: Vec<_> = ours(&rows, &inet(address))
            .into_iter()
            .filter(|row| row.socket.status == Some(ConnectionStatus::Listen))
            .collect();
        let mut fds = vec![tcp.as_raw_fd(), twin.as_raw_fd()];
        fds.sort_unstable();
        let expected: Vec<_> = fds.into_iter().map(Some).collect();
        assert_eq!(listening.iter().map(|row| row.fd).collect::<Vec<_>>(), expected);
        let connected = ours(&rows, &inet(client.local_addr().unwrap()));
        assert_eq!(connected.len(), 1);
        assert_eq!(connected[0].socket.raddr, Some(inet(address)));
        let datagrams = ours(&rows, &inet(udp.local_addr().unwrap()));
        assert_eq!(datagrams[0].socket.protocol, Protocol::Udp);
        assert_eq!(datagrams[0].socket.status, None);
        [listening, connected, datagrams].concat()
    });
    assert!(told.iter().all(|each| *each == told[0]));
}

/// TCP in these states.
fn in_state(statuses: &[ConnectionStatus]) -> SocketFilter {
    let statuses = Some(statuses.iter().copied().collect());
    SocketFilter { kind: ConnectionKind::All, statuses }
}

#[test]
fn only_what_is_in_a_state_that_is_wanted() {
    use ConnectionStatus as Status;
    let of_state = |statuses: &[Status]| {
        let mut ports = Vec::new();
        for row in connections(&Arc::new(fixture()), in_state(statuses)).unwrap() {
            assert_eq!(row.socket.protocol, Protocol::Tcp);
            assert!(statuses.contains(&row.socket.status.unwrap()));
            ports.push(row.pid);
        }
        ports
    };
    let listening = of_state(&[Status::Listen]);
    assert!(listening.starts_with(&[Some(42), Some(42), Some(43)]), "{listening:?}");
    let waiting = of_state(&[Status::TimeWait]);
    assert_eq!(waiting, [None; 3]);
    assert_eq!(of_state(&[Status::TimeWait, Status::Listen]).len(), listening.len() + 3);
    assert_eq!(of_state(&Status::ALL), {
        let all = of_kind(fixture(), ConnectionKind::Tcp).into_iter();
        all.filter(|row| row.socket.status.is_some()).map(|row| row.pid).collect::<Vec<_>>()
    });
    assert_eq!(of_state(&[]), []);
}

#[test]
fn all_ways_tell_the_same_of_what_listens() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap();
    let _client = TcpStream::connect(address).unwrap();
    let _accepted = server.accept().unwrap();
    let told = all_ways().map(|host| {
        let rows = host(in_state(&[ConnectionStatus::Listen]));
        assert!(rows.iter().all(|row| row.socket.status == Some(ConnectionStatus::Listen)));
        ours(&rows, &inet(address))
    });
    assert_eq!(told[0].iter().map(|row| row.fd).collect::<Vec<_>>(), [Some(server.as_raw_fd())]);
    assert!(told.iter().all(|each| *each == told[0]));
}

#[test]
fn the_tables_come_in_their_order_however_they_were_asked_for() {
    let four = TcpListener::bind("127.0.0.1:0").unwrap();
    let Ok(six) = TcpListener::bind("[::1]:0") else { return };
    for host in all_ways() {
        let rows = host(ConnectionKind::Inet.into());
        let table = |row: &Connection| (row.socket.protocol.number(), row.socket.family as u8);
        assert!(rows.is_sorted_by_key(table));
        let here = [&four, &six].map(|server| ours(&rows, &inet(server.local_addr().unwrap())));
        assert_eq!(here.map(|rows| rows.len()), [1, 1]);
    }
}

#[test]
fn sockets_alone_are_those_of_the_rows() {
    let sockets = fixture().sockets(ConnectionKind::All.into()).unwrap();
    let mut rows = of_kind(fixture(), ConnectionKind::All);
    rows.dedup_by(|one, other| one.socket == other.socket && one.pid.is_some());
    let alone: Vec<_> = sockets.into_iter().map(|each| each.socket).collect();
    assert_eq!(alone, rows.into_iter().map(|row| row.socket).collect::<Vec<_>>());
}

#[test]
fn trap_9_live_sockets_of_time_wait_are_all_there() {
    const COUNT: usize = 5;
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap();
    for _ in 0..COUNT {
        let client = TcpStream::connect(address).unwrap();
        let (accepted, _) = server.accept().unwrap();
        drop(client); // who closes first has to wait
        drop(accepted);
    }
    for host in all_ways() {
        let waiting = loop {
            let rows = host(ConnectionKind::Tcp4.into());
            let waiting: Vec<_> = rows
                .into_iter()
                .filter(|row| row.socket.raddr == Some(inet(address)))
                .filter(|row| row.socket.status == Some(ConnectionStatus::TimeWait))
                .collect();
            if waiting.len() >= COUNT {
                break waiting;
            }
            std::thread::yield_now();
        };
        assert_eq!(owners(&waiting), [(None, None); COUNT]);
    }
}

#[test]
fn b4_e_f7_live_names_of_unix_sockets() {
    let folder = std::env::temp_dir().join(format!("psutil net\n{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("a b\n0000000000000000: 00000002 00000000 00010000 0001 01 1 x");
    // A name may have 107 bytes.
    let server = UnixListener::bind(&path);
    let client = UnixStream::connect(&path);
    std::fs::remove_dir_all(&folder).unwrap();
    let (server, client) = (server.unwrap(), client.unwrap());
    // Until then the other end has no inode that it could be known by.
    let _accepted = server.accept().unwrap();
    let name = Endpoint::Unix(path.as_os_str().as_encoded_bytes().to_vec());
    let [diag, ..] = all_ways();
    let rows = diag(ConnectionKind::Unix.into());
    if rows.iter().all(|row| row.socket.uid.is_none()) {
        return; // a kernel without unix_diag: its text tells no owners, and names only up to the line's end
    }
    let listening = ours(&rows, &name);
    assert_eq!(listening.len(), 2, "what is accepted has the server's name");
    assert!(listening.iter().any(|row| row.fd == Some(server.as_raw_fd())));
    let client =
        rows.iter().find(|row| row.pid == listening[0].pid && row.fd == Some(client.as_raw_fd()));
    assert_eq!(client.unwrap().socket.raddr, Some(name), "the other end has the server's name");
    assert_eq!(listening[0].socket.uid, Some(nix::unistd::geteuid().as_raw()));
}

#[test]
fn b3_threads_of_the_kernel_are_no_failure() {
    for host in all_ways() {
        host(ConnectionKind::All.into());
    }
}

#[test]
fn the_interfaces_are_those_of_the_counters() {
    let host = host(Paths::default());
    let names = |rows: Vec<Vec<u8>>| {
        let mut names = rows;
        names.sort_unstable();
        names.dedup();
        names
    };
    let counted = host.pernic_net_io_counters().unwrap().into_iter().map(|(name, _)| name);
    let counted = names(counted.collect());
    let stats = host.net_if_stats().unwrap().into_iter().map(|stats| stats.interface);
    assert_eq!(names(stats.collect()), counted);
    let addrs = host.net_if_addrs().unwrap();
    assert_eq!(names(addrs.iter().map(|addr| addr.interface.clone()).collect()), counted);
    let lo = addrs.iter().find(|addr| addr.interface == b"lo").unwrap();
    assert!(lo.family() <= Some(AddressFamily::Link));
    assert_eq!((&lo.broadcast, &lo.ptp), (&None, &None), "trap 13");
}

#[test]
fn trap_13_addresses_are_sorted_by_family() {
    let addrs = host(Paths::default()).net_if_addrs().unwrap();
    let sorted = addrs.is_sorted_by_key(|addr| {
        let place = addrs.iter().position(|other| other.interface == addr.interface);
        (place, addr.family())
    });
    assert!(sorted);
}
