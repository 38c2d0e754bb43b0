//! Descriptors and the connections among them.

use psutil_collect::Error;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::net::{
    ConnectionKind, ConnectionStatus, Endpoint, Family, Protocol, SocketType,
};
use psutil_collect::model::process::{Counts, FdExtra, FdFile, FdType, OpenFd, OpenMode};
use psutil_parse::openbsd::kinfo_file::vtype;

use crate::machine::{DAEMON, INIT, Machine, SHELL, SWAPPER, file, files, kqueue, pipe};

/// `O_RDWR | O_APPEND | O_CLOEXEC` of OpenBSD.
const FLAGS: u32 = 0x1_000A;

fn opened(machine: &Machine) -> Vec<OpenFd> {
    let snapshot = machine.snapshot(SHELL);
    let numbers = machine.openbsd.fd_numbers(&snapshot).unwrap();
    machine.openbsd.open_fds(&snapshot, &numbers).unwrap()
}

#[test]
fn what_is_no_descriptor_is_not_counted() {
    let machine = Machine::default();
    let (openbsd, shell) = (&*machine.openbsd, machine.snapshot(SHELL));
    assert_eq!(openbsd.num_fds(&shell), Ok(12));
    assert_eq!(openbsd.fd_numbers(&shell), Ok((0..12).collect()));
    assert_eq!(openbsd.num_fds(&machine.snapshot(INIT)), Ok(0));
    assert_eq!(openbsd.num_fds(&machine.snapshot(SWAPPER)), Ok(0));
    assert_eq!(openbsd.num_fds(&machine.snapshot(DAEMON)), Ok(1));
    let some = openbsd.open_fds(&shell, &[3, 99, -1]).unwrap();
    assert_eq!(some.iter().map(|fd| fd.fd).collect::<Vec<_>>(), [3], "the others are closed");
}

#[test]
fn each_is_of_its_type() {
    use FdType::{Fifo, File, Kqueue, Pipe, Socket};
    let types: Vec<_> = opened(&Machine::default()).iter().map(|fd| fd.fdtype).collect();
    let first = [File, File, Fifo, Pipe, Kqueue];
    assert_eq!(types, [&first[..], &[Socket; 7]].concat());
}

#[test]
fn a_file_is_told_as_stat_would() {
    let fds = opened(&Machine::default());
    let regular = &fds[1];
    assert_eq!((regular.path.clone(), regular.deleted), (None, false));
    assert_eq!((regular.position, regular.flags), (Some(4096), Some(FLAGS)));
    assert_eq!(regular.mode, Some(OpenMode::ReadAppend));
    let status =
        FdFile { dev: 0x400, ino: 77, rdev: 0, mode: 0o100_644, size: 1 << 33, nlink: Some(2) };
    assert_eq!(regular.file, Some(status));
    assert_eq!(fds[0].file.map(|file| file.rdev), Some(0x500), "a device is one");
    let pipe = &fds[3];
    // A bit of the kernel's own for writing, and `O_NONBLOCK`; where it stands is not for us to know.
    assert_eq!((pipe.flags, pipe.mode), (Some(0x5), Some(OpenMode::Write)));
    assert_eq!((pipe.position, pipe.file), (None, None));
    assert_eq!(pipe.extra, FdExtra::Nothing);
    assert_eq!(pipe.counts, Counts::of(&[]), "not told to this user");
    let went = [("rbytes", 30), ("wbytes", 40), ("rxfer", 3), ("rwfer", 4)];
    assert_eq!(regular.counts, Counts::of(&went));
    assert_eq!(fds[4].counts.iter().next(), Some(("kqCount", 3)));
    assert_eq!((fds[4].flags, fds[4].mode), (Some(0), Some(OpenMode::Read)));
}

#[test]
fn a_file_whose_status_is_not_told_has_none() {
    let machine = Machine::default();
    machine.kernel.set(files(SHELL), file(SHELL, 0, vtype::VREG, 0));
    assert_eq!(opened(&machine)[0].file, None);
}

#[test]
fn open_files_are_regular_ones() {
    let machine = Machine::default();
    let found = machine.openbsd.open_files(&machine.snapshot(SHELL)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].fd, found[0].path.clone(), found[0].position), (1, None, Some(4096)));
    assert_eq!((found[0].flags, found[0].mode), (Some(FLAGS), Some(OpenMode::ReadAppend)));
}

#[test]
fn descriptors_are_in_order_whatever_the_kernel_does() {
    let machine = Machine::default();
    let unordered = [pipe(SHELL, 9), kqueue(SHELL, 4), pipe(SHELL, 5)].concat();
    machine.kernel.set(files(SHELL), unordered);
    assert_eq!(machine.openbsd.fd_numbers(&machine.snapshot(SHELL)), Ok(vec![4, 5, 9]));
    machine.kernel.set(files(SHELL), pipe(SHELL, 1)[..600].to_vec());
    let cut_off = machine.openbsd.num_fds(&machine.snapshot(SHELL));
    assert!(matches!(cut_off, Err(Error::KernelData { .. })), "{cut_off:?}");
}

#[test]
fn trap_10_each_descriptor_of_a_socket_has_a_row() {
    let machine = Machine::default();
    let shell = machine.snapshot(SHELL);
    let rows = |kind: ConnectionKind| machine.openbsd.connections(&shell, kind.into()).unwrap();
    let fds = |kind| rows(kind).iter().filter_map(|row| row.fd).collect::<Vec<_>>();
    assert_eq!(fds(ConnectionKind::All), [5, 6, 7, 8, 9, 11]);
    assert_eq!(fds(ConnectionKind::Inet), [5, 6, 7, 11]);
    assert_eq!(fds(ConnectionKind::Tcp4), [5, 6, 11]);
    assert_eq!(fds(ConnectionKind::Udp6), [7]);
    assert_eq!(fds(ConnectionKind::Unix), [8, 9]);
    assert!(fds(ConnectionKind::Tcp6).is_empty());
    assert!(rows(ConnectionKind::All).iter().all(|row| row.pid == Some(SHELL)));
    let sockets: Vec<_> =
        machine.openbsd.socket_fds(&shell).unwrap().iter().map(|it| it.fd).collect();
    assert_eq!(sockets, [5, 6, 7, 8, 9, 10, 11], "that of routing messages is one as well");
}

#[test]
fn ends_and_states_are_told() {
    let machine = Machine::default();
    let shell = machine.snapshot(SHELL);
    let rows = machine.openbsd.connections(&shell, ConnectionKind::All.into()).unwrap();
    let inet = |text: &str| Some(Endpoint::Inet(text.parse().unwrap()));
    let listens = &rows[0].socket;
    assert_eq!((listens.laddr.clone(), listens.raddr.clone()), (inet("0.0.0.0:80"), None));
    assert_eq!(listens.status, Some(ConnectionStatus::Listen));
    assert_eq!((listens.socket_type, listens.protocol), (SocketType::Stream, Protocol::Tcp));
    let connected = &rows[1].socket;
    assert_eq!(connected.laddr, inet("127.0.0.1:80"));
    assert_eq!(connected.raddr, inet("127.0.0.1:50000"));
    assert_eq!(connected.status, Some(ConnectionStatus::Established));
    assert_eq!(connected.uid, Some(500));
    let local = &rows[2].socket;
    assert_eq!((local.family, local.status, local.uid), (Family::Ipv6, None, Some(77)));
    assert_eq!(local.laddr, inet("[fe80::1]:546"), "without the interface that is in it");
    let unix = &rows[3].socket;
    assert_eq!((unix.family, unix.socket_type), (Family::Unix, SocketType::Seqpacket));
    assert_eq!(
        (unix.laddr.clone(), unix.raddr.clone()),
        (Some(Endpoint::Unix(b"/tmp/x11".to_vec())), None)
    );
    assert_eq!(rows[4].socket.laddr, None);
    let fds = opened(&machine);
    assert_eq!(fds[6].extra, FdExtra::Socket(Some(connected.clone())));
    assert_eq!(fds[10].extra, FdExtra::Socket(None));
}
