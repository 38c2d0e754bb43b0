//! Descriptors.

use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::process::{Counts, FdExtra, FdFile, FdType, OpenFd, OpenFile, OpenMode};
use psutil_collect::port::replay::Replay;

use psutil_parse::freebsd::kf_file::KfFile;
use psutil_parse::freebsd::kf_un::KfTimerfd;

use crate::machine::files::{FILEDESC, file};
use crate::machine::processes::{KERNEL, SERVER, proc};
use crate::machine::{Backend, machine, on, visit};
use crate::record;

fn opened(backend: &Backend) -> Vec<OpenFd> {
    let it = visit(backend, SERVER);
    let numbers = backend.fd_numbers(&it).unwrap();
    backend.open_fds(&it, &numbers).unwrap()
}

fn one(replay: &Replay, fd: i32) -> OpenFd {
    opened(&on(replay)).into_iter().find(|it| it.fd == fd).unwrap()
}

#[test]
fn what_is_below_0_is_no_descriptor() {
    let backend = on(&machine());
    let it = visit(&backend, SERVER);
    assert_eq!(backend.num_fds(&it), Ok(15));
    assert_eq!(backend.fd_numbers(&it).unwrap(), (0..15).collect::<Vec<_>>());
    assert_eq!(backend.open_fds(&it, &[1, 99]).unwrap().len(), 1);
    assert_eq!(backend.num_fds(&visit(&backend, KERNEL)), Ok(0));
}

#[test]
fn each_has_its_type() {
    use FdType as T;
    let types: Vec<_> = opened(&on(&machine())).iter().map(|it| it.fdtype).collect();
    let expected = [
        T::File,
        T::File,
        T::Pipe,
        T::Kqueue,
        T::Eventfd,
        T::Socket,
        T::Socket,
        T::Socket,
        T::Socket,
        T::Socket,
        T::Fifo,
        T::Procdesc,
        T::Unknown,
        T::File,
        T::File,
    ];
    assert_eq!(types, expected);
}

#[test]
fn a_file_and_how_it_was_opened() {
    let log = one(&machine(), 1);
    assert_eq!(log.path.as_deref(), Some(&b"/home/u/log"[..]));
    assert_eq!((log.position, log.mode), (Some(512), Some(OpenMode::Append)));
    // O_WRONLY, O_APPEND and O_CREAT of FreeBSD
    assert_eq!(log.flags, Some(0x1 | 0x8 | 0x200));
    let file = FdFile {
        dev: 0x1_0000_0005,
        ino: 4711,
        rdev: 0,
        mode: 0o100_644,
        size: 8192,
        nlink: Some(1),
    };
    assert_eq!(log.file, Some(file));
    let terminal = one(&machine(), 0);
    assert_eq!(terminal.file.unwrap().rdev, 0x1_0000_0042);
    assert_eq!((terminal.flags, terminal.mode), (Some(2), Some(OpenMode::ReadWrite)));
    let pipe = one(&machine(), 2);
    assert_eq!((pipe.flags, pipe.mode), (Some(0x1 | 0x4), Some(OpenMode::Write)));
    assert_eq!((pipe.path, pipe.file, pipe.position), (None, None, None));
}

#[test]
fn before_freebsd_15_there_is_no_count_of_names() {
    let replay = machine();
    let regular = record!(KfFile { kf_file_type: 1, kf_file_mode: 0o100_644_u16 });
    replay.set(proc(FILEDESC, SERVER), file(1, 3, (1, 0), regular, "/x"));
    assert_eq!(one(&replay, 3).file.unwrap().nlink, None);
}

#[test]
fn what_only_one_type_has() {
    let machine = machine();
    let eventfd = FdExtra::Eventfd { count: Some(7), id: None, semaphore: Some(true) };
    assert_eq!(one(&machine, 4).extra, eventfd);
    assert_eq!(one(&machine, 12).extra, FdExtra::Unknown(b"shm".to_vec()));
    assert_eq!(one(&machine, 11).extra, FdExtra::Nothing);
    assert_eq!(one(&machine, 11).counts, Counts::of(&[("pid", 101)]));
    assert_eq!(one(&machine, 2).counts, Counts::of(&[("bufferCnt", 9)]));
    assert_eq!(one(&machine, 5).counts, Counts::of(&[("sendq", 12), ("recvq", 34)]));
    assert_eq!(one(&machine, 1).counts, Counts::of(&[]));
    assert_eq!(one(&machine, 9).extra, FdExtra::Socket(None));
    let FdExtra::Socket(Some(socket)) = one(&machine, 5).extra else { panic!("it is a socket") };
    assert!(socket.status.is_some());
}

#[test]
fn a_timer_tells_its_clock_alone() {
    let replay = machine();
    let timerfd = record!(KfTimerfd { kf_timerfd_clockid: 4_u32 });
    replay.set(proc(FILEDESC, SERVER), file(14, 3, (3, -1), timerfd, ""));
    let FdExtra::Timerfd(timer) = one(&replay, 3).extra else { panic!("it is a timer") };
    assert_eq!((timer.clockid, timer.ticks, timer.value), (Some(4), None, None));
}

#[test]
fn a_type_that_a_later_release_has_is_unknown() {
    let replay = machine();
    replay.set(proc(FILEDESC, SERVER), file(77, 3, (1, -1), vec![9; 304], "/x"));
    let it = one(&replay, 3);
    assert_eq!((it.fdtype, it.extra, it.path), (FdType::Unknown, FdExtra::Unknown(vec![]), None));
}

#[test]
fn regular_files_alone() {
    let backend = on(&machine());
    let files = backend.open_files(&visit(&backend, SERVER)).unwrap();
    let file = |fd, path: Option<&str>, position, flags, mode| OpenFile {
        path: path.map(Into::into),
        deleted: false,
        fd,
        position: Some(position),
        flags: Some(flags),
        mode: Some(mode),
    };
    let expected = [
        file(1, Some("/home/u/log"), 512, 0x209, OpenMode::Append),
        file(13, None, 0, 0, OpenMode::Read),
    ];
    assert_eq!(files, expected);
}
