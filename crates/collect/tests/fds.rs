//! Descriptors of every kind, made here and looked at from here.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "a test makes what it looks at")]

mod common;

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::net::{TcpListener, UdpSocket};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use common::kernels::OldKernel;
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags};
use nix::sys::eventfd::{EfdFlags, EventFd};
use nix::sys::inotify::{AddWatchFlags, InitFlags, Inotify};
use nix::sys::memfd::{MFdFlags, memfd_create};
use nix::sys::signal::{SigSet, Signal};
use nix::sys::signalfd::SignalFd;
use nix::sys::stat::Mode;
use nix::sys::time::TimeSpec;
use nix::sys::timerfd::{ClockId, Expiration, TimerFd, TimerFlags, TimerSetTimeFlags};
use psutil_collect::backend::ProcessCollector;
use psutil_collect::backend::linux::Linux;
use psutil_collect::host::{Host, host};
use psutil_collect::model::identity::Target;
use psutil_collect::model::net::{
    ConnectionStatus, Endpoint, Family, Protocol, Socket, SocketType,
};
use psutil_collect::model::process::{FdExtra, FdType, OpenFd, OpenMode, Timer};
use psutil_collect::port::{Kernel, Pidfds};
use psutil_collect::{Error, Paths};

/// This program, as it sees itself.
struct Us {
    host: Host,
    target: Target,
}

impl Us {
    fn new() -> Self {
        let host = host(Paths::default());
        let target = host.open(None).unwrap();
        Self { host, target }
    }

    fn fd(&self, fd: &impl AsRawFd) -> OpenFd {
        let snapshot = self.host.snapshot(self.target).unwrap();
        let fds = self.host.open_fds(&snapshot, &[fd.as_raw_fd()]).unwrap();
        fds.into_iter().next().unwrap()
    }
}

/// A directory of the test's own.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("psutil-fds-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn join(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_vec()
}

#[test]
fn a_file_with_its_position_flags_and_numbers() {
    let directory = Directory::new("file");
    let path = directory.join("a b\nc");
    let mut file = OpenOptions::new().append(true).read(true).create(true).open(&path).unwrap();
    file.write_all(b"0123456789").unwrap();
    file.seek(SeekFrom::Start(7)).unwrap();
    let (fd, meta) = (Us::new().fd(&file), file.metadata().unwrap());
    assert_eq!((fd.fdtype, fd.path, fd.deleted), (FdType::File, Some(bytes(&path)), false));
    assert_eq!((fd.position, fd.mode), (Some(7), Some(OpenMode::ReadAppend)));
    let flags = libc::O_RDWR | libc::O_APPEND | libc::O_CLOEXEC;
    assert_eq!(fd.flags, Some(flags.cast_unsigned()));
    let numbers = fd.file.unwrap();
    assert_eq!((numbers.dev, numbers.ino, numbers.rdev), (meta.dev(), meta.ino(), 0));
    assert_eq!((numbers.mode, numbers.size, numbers.nlink), (meta.mode(), 10, Some(1)));
    assert!(fd.mnt_id.is_some());
    assert_eq!(fd.extra, FdExtra::Nothing);
}

#[test]
fn directories_devices_and_paths_only() {
    let directory = Directory::new("directory");
    let us = Us::new();
    let fd = us.fd(&File::open(&directory.0).unwrap());
    assert_eq!((fd.fdtype, fd.path), (FdType::File, Some(bytes(&directory.0))));
    assert_eq!(fd.file.unwrap().mode & libc::S_IFMT, libc::S_IFDIR);
    let null = File::open("/dev/null").unwrap();
    let fd = us.fd(&null);
    assert_eq!((fd.fdtype, fd.path), (FdType::File, Some(b"/dev/null".to_vec())));
    assert_eq!(fd.file.unwrap().rdev, null.metadata().unwrap().rdev());
    let only = OpenOptions::new().read(true).custom_flags(libc::O_PATH).open("/etc").unwrap();
    assert_eq!(us.fd(&only).path, Some(b"/etc".to_vec()));
}

#[test]
fn pipes_with_and_without_a_name() {
    let directory = Directory::new("pipe");
    let us = Us::new();
    let (reader, writer) = nix::unistd::pipe().unwrap();
    for (end, mode) in [(&reader, OpenMode::Read), (&writer, OpenMode::Write)] {
        let fd = us.fd(end);
        assert_eq!((fd.fdtype, fd.path, fd.mode), (FdType::Pipe, None, Some(mode)));
    }
    let path = directory.join("fifo");
    nix::unistd::mkfifo(&path, Mode::S_IRWXU).unwrap();
    let fifo = OpenOptions::new().read(true).write(true).open(&path).unwrap();
    let fd = us.fd(&fifo);
    assert_eq!((fd.fdtype, fd.path), (FdType::Fifo, Some(bytes(&path))));
}

#[test]
fn trap_8_the_count_of_an_eventfd() {
    let event = EventFd::from_value_and_flags(171, EfdFlags::EFD_SEMAPHORE).unwrap();
    let fd = Us::new().fd(&event.as_fd());
    assert_eq!(fd.fdtype, FdType::Eventfd);
    let FdExtra::Eventfd { count, id, semaphore } = fd.extra else { panic!("{fd:?}") };
    assert_eq!(count, Some(171));
    // What kernels before 5.2 and 6.6 do not tell.
    assert!(id.is_none_or(|id| id >= 0) && semaphore.is_none_or(|semaphore| semaphore));
}

#[test]
fn signals_and_timers() {
    let us = Us::new();
    let mask: SigSet = [Signal::SIGHUP, Signal::SIGUSR2].into_iter().collect();
    let signals = SignalFd::new(&mask).unwrap();
    let fd = us.fd(&signals);
    let FdExtra::Signalfd(Some(set)) = fd.extra else { panic!("{fd:?}") };
    assert_eq!(set.numbers().collect::<Vec<_>>(), [libc::SIGHUP, libc::SIGUSR2]);

    let timer = TimerFd::new(ClockId::CLOCK_MONOTONIC, TimerFlags::empty()).unwrap();
    assert_eq!(
        us.fd(&timer.as_fd()).extra,
        FdExtra::Timerfd(Timer {
            clockid: Some(libc::CLOCK_MONOTONIC),
            ticks: Some(0),
            settime_flags: Some(0),
            value: Some(0.0),
            interval: Some(0.0),
        })
    );
    let (first, then) = (TimeSpec::new(1000, 0), TimeSpec::new(1, 500_000_000));
    let expiration = Expiration::IntervalDelayed(first, then);
    timer.set(expiration, TimerSetTimeFlags::empty()).unwrap();
    let FdExtra::Timerfd(set) = us.fd(&timer.as_fd()).extra else { panic!("no timer") };
    assert_eq!(set.interval, Some(1.5));
    assert!(set.value.is_some_and(|left| left > 900.0 && left <= 1000.0));
}

#[test]
fn what_is_waited_for_and_watched() {
    let directory = Directory::new("watch");
    let us = Us::new();
    let event = EventFd::new().unwrap();
    let epoll = Epoll::new(EpollCreateFlags::empty()).unwrap();
    epoll.add(&event, EpollEvent::new(EpollFlags::EPOLLIN, u64::MAX)).unwrap();
    let fd = us.fd(&epoll.0);
    let FdExtra::Epoll(targets) = fd.extra else { panic!("{fd:?}") };
    let seen = us.fd(&event.as_fd());
    assert_eq!(targets.len(), 1);
    assert_eq!((targets[0].fd, targets[0].data), (seen.fd, u64::MAX));
    assert_eq!(targets[0].events & 0xFF, EpollFlags::EPOLLIN.bits().cast_unsigned() | 0x18);
    let file = seen.file.unwrap();
    assert_eq!((targets[0].ino, targets[0].dev), (Some(file.ino), Some(file.dev)));

    let inotify = Inotify::init(InitFlags::empty()).unwrap();
    inotify.add_watch(&directory.0, AddWatchFlags::IN_CREATE).unwrap();
    let fd = us.fd(&inotify.as_fd());
    let FdExtra::Inotify(watches) = fd.extra else { panic!("{fd:?}") };
    let watched = fs::metadata(&directory.0).unwrap();
    assert_eq!(watches.len(), 1);
    assert_eq!((watches[0].ino, watches[0].dev), (watched.ino(), watched.dev()));
    assert_eq!(watches[0].mask, AddWatchFlags::IN_CREATE.bits());
}

#[test]
fn a_pidfd_and_one_of_a_process_that_has_been_reaped() {
    let us = Us::new();
    let mut child = std::process::Command::new("cat");
    let mut child = child.stdin(std::process::Stdio::piped()).spawn().unwrap();
    let pid = child.id().cast_signed();
    let pidfd: OwnedFd = Kernel.pidfd_open(pid).unwrap();
    let fd = us.fd(&pidfd);
    assert_eq!(fd.fdtype, FdType::Pidfd);
    assert_eq!(fd.extra, FdExtra::Pidfd { pid: Some(pid), nspid: vec![pid] });
    drop(child.stdin.take());
    child.wait().unwrap();
    assert_eq!(us.fd(&pidfd).extra, FdExtra::Pidfd { pid: None, nspid: vec![] });
}

#[test]
fn sockets_with_their_addresses() {
    let us = Us::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let fd = us.fd(&listener);
    assert_eq!(fd.fdtype, FdType::Socket);
    let FdExtra::Socket(Some(socket)) = fd.extra else { panic!("{fd:?}") };
    assert_eq!((socket.family, socket.socket_type), (Family::Ipv4, SocketType::Stream));
    assert_eq!(socket.protocol, Protocol::Tcp);
    assert_eq!(socket.laddr, Some(Endpoint::Inet(listener.local_addr().unwrap())));
    assert_eq!((socket.raddr, socket.status), (None, Some(ConnectionStatus::Listen)));
    assert_eq!(socket.uid, Some(nix::unistd::getuid().as_raw()));

    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    let FdExtra::Socket(Some(socket)) = us.fd(&udp).extra else { panic!("no socket") };
    assert_eq!((socket.socket_type, socket.status), (SocketType::Dgram, None));
}

#[test]
fn sockets_by_the_kernel_and_by_its_text_files_are_the_same() {
    let sockets = (
        TcpListener::bind("127.0.0.1:0").unwrap(),
        UdpSocket::bind("127.0.0.1:0").unwrap(),
        std::os::unix::net::UnixDatagram::unbound().unwrap(),
    );
    let us = Us::new();
    let fds = [sockets.0.as_raw_fd(), sockets.1.as_raw_fd(), sockets.2.as_raw_fd()];
    let ours = us.host.open_fds(&us.host.snapshot(us.target).unwrap(), &fds).unwrap();
    let text: Linux<OldKernel<true>> = Linux::new(Paths::default());
    let by_text = text.snapshot(text.open(None).unwrap()).unwrap();
    let theirs = text.open_fds(&by_text, &fds).unwrap();
    for (ours, theirs) in ours.into_iter().zip(theirs) {
        let (FdExtra::Socket(Some(ours)), FdExtra::Socket(Some(theirs))) =
            (ours.extra, theirs.extra)
        else {
            panic!("not in a table")
        };
        // Of Unix sockets the text does not say who opened them.
        let uid = if ours.family == Family::Unix { None } else { ours.uid };
        assert_eq!(Socket { uid, ..ours }, theirs);
    }
}

#[test]
fn trap_14_e_f16_deleted_files_and_files_that_are_called_so() {
    let directory = Directory::new("deleted");
    let us = Us::new();
    let seen = |file: &File| {
        let fd = us.fd(file);
        (fd.path.unwrap(), fd.deleted)
    };
    let path = directory.join("x");
    let file = File::create(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(seen(&file), (bytes(&path), true));

    let called = directory.join("x (deleted)");
    let file = File::create(&called).unwrap();
    assert_eq!(seen(&file), (bytes(&called), false));
    // Another name keeps the file, though not under the name that it was opened by.
    fs::hard_link(&called, directory.join("other")).unwrap();
    fs::remove_file(&called).unwrap();
    assert_eq!(seen(&file), (bytes(&called), true));

    // Deleted, and then another file made of the name that the kernel shows for it.
    let file = File::create(&path).unwrap();
    fs::remove_file(&path).unwrap();
    File::create(&called).unwrap();
    assert_eq!(seen(&file), (bytes(&path), true));
}

#[test]
fn trap_14_e_f16_a_memfd_is_no_open_file() {
    let us = Us::new();
    let memfd = memfd_create(c"x", MFdFlags::empty()).unwrap();
    let fd = us.fd(&memfd);
    assert_eq!((fd.fdtype, fd.path), (FdType::File, Some(b"/memfd:x".to_vec())));
    assert_eq!(fd.file.unwrap().nlink, Some(0));
    let files = us.host.open_files(&us.host.snapshot(us.target).unwrap()).unwrap();
    assert!(files.iter().all(|file| file.fd != memfd.as_raw_fd()));
}

#[test]
fn e_f16_open_files_are_regular_ones() {
    let directory = Directory::new("regular");
    let path = directory.join("x");
    let file = File::create(&path).unwrap();
    let others = (
        File::open(&directory.0).unwrap(),
        File::open("/dev/null").unwrap(),
        nix::unistd::pipe().unwrap(),
        EventFd::new().unwrap(),
        UdpSocket::bind("127.0.0.1:0").unwrap(),
    );
    let us = Us::new();
    let files = us.host.open_files(&us.host.snapshot(us.target).unwrap()).unwrap();
    let ours = files.iter().find(|open| open.fd == file.as_raw_fd()).unwrap();
    assert_eq!((ours.path.clone(), ours.deleted), (Some(bytes(&path)), false));
    assert_eq!((ours.position, ours.mode), (Some(0), Some(OpenMode::Write)));
    for fd in [others.0.as_raw_fd(), others.1.as_raw_fd(), others.4.as_raw_fd()] {
        assert!(files.iter().all(|open| open.fd != fd));
    }
}

#[test]
fn e_f15_a_path_that_is_too_long_to_be_told() {
    // Deeper than a page of path, and readlink gives up.
    let directory = Directory::new("deep");
    let name = "d".repeat(200);
    let mut deep = File::open(&directory.0).unwrap();
    for _ in 0..30 {
        nix::sys::stat::mkdirat(&deep, name.as_str(), Mode::S_IRWXU).unwrap();
        let flags = nix::fcntl::OFlag::O_RDONLY | nix::fcntl::OFlag::O_DIRECTORY;
        deep = nix::fcntl::openat(&deep, name.as_str(), flags, Mode::empty()).unwrap().into();
    }
    let fd = Us::new().fd(&deep);
    assert_eq!((fd.fdtype, fd.path), (FdType::File, None));
}

#[test]
fn closed_ones_are_left_out() {
    let us = Us::new();
    let file = File::open("/dev/null").unwrap();
    let number = file.as_raw_fd();
    let snapshot = us.host.snapshot(us.target).unwrap();
    assert_eq!(us.host.open_fds(&snapshot, &[number, i32::MAX]).unwrap().len(), 1);
    assert!(us.host.fd_numbers(&snapshot).unwrap().contains(&number));
}

#[test]
fn a_process_that_has_ended_has_no_descriptors_to_show() {
    let host = host(Paths::default());
    let mut child = std::process::Command::new("cat");
    let mut child = child.stdin(std::process::Stdio::piped()).spawn().unwrap();
    let target = host.open(Some(child.id().cast_signed())).unwrap();
    let snapshot = host.snapshot(target).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let gone = |error: &Error| matches!(error, Error::NoSuchProcess { .. });
    assert!(host.open_fds(&snapshot, &[0, 1]).is_err_and(|error| gone(&error)));
    assert!(host.num_fds(&snapshot).is_err_and(|error| gone(&error)));
    assert!(host.open_files(&snapshot).is_err_and(|error| gone(&error)));
}
