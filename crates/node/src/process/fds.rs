//! What a process has open, for `src/process/opened.ts`.

use crate::thin::napi;
use napi::bindgen_prelude::{BigInt, Int32Array};
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process::{
    EpollTarget, FdExtra, InotifyWatch, OpenFd, OpenFile, OpenMode, Timer,
};

use crate::net::{Sockets, connection_table, filter};
use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::promise::{Promised, off_thread_of};
use crate::signals::{SignalNames, names_of};
use crate::table::{Table, lower, or_nan, table, upper};
use crate::value::{lossy, number};

/// Descriptors: what all have as a table, what only some have beside it, with the row that it belongs to.
#[napi(object, object_from_js = false)]
pub struct NativeFds {
    pub fds: Table,
    pub sockets: Table,
    pub extras: Vec<NativeFdExtra>,
}

/// What only a descriptor of one type has.
#[napi(object, object_from_js = false)]
#[derive(Default)]
pub struct NativeFdExtra {
    pub row: u32,
    /// eventfd, timerfd
    pub count: Option<BigInt>,
    pub eventfd_id: Option<i32>,
    pub eventfd_semaphore: Option<bool>,
    #[napi(ts_type = "Array<Signal>")]
    pub sigmask: Option<SignalNames>,
    pub targets: Option<Vec<NativeEpollTarget>>,
    pub clockid: Option<i32>,
    pub settime_flags: Option<u32>,
    pub it_value: Option<f64>,
    pub it_interval: Option<f64>,
    pub watches: Option<Vec<NativeInotifyWatch>>,
    pub pid: Option<i32>,
    pub nspid: Option<Vec<i32>>,
    pub name: Option<String>,
}

/// What an epoll waits for.
#[napi(object, object_from_js = false)]
pub struct NativeEpollTarget {
    pub fd: i32,
    pub events: u32,
    pub data: BigInt,
    pub position: Option<i64>,
    pub ino: Option<BigInt>,
    pub dev: Option<BigInt>,
}

/// What an inotify watches.
#[napi(object, object_from_js = false)]
pub struct NativeInotifyWatch {
    pub wd: i32,
    pub ino: BigInt,
    pub dev: BigInt,
    pub mask: u32,
}

/// How many descriptors it has.
#[napi(catch_unwind)]
pub fn process_num_fds(handle: &[f64]) -> Outcome<f64> {
    answer(handle, Host::num_fds, number)
}

/// The numbers of its descriptors.
#[napi(catch_unwind)]
pub fn process_fd_numbers(handle: &[f64]) -> Outcome<Int32Array> {
    answer(handle, Host::fd_numbers, Int32Array::from)
}

/// What these descriptors are.
#[napi(catch_unwind)]
pub fn process_fds(handle: &[f64], fds: &[i32]) -> Outcome<NativeFds> {
    answer(handle, |host, snapshot| host.open_fds(snapshot, fds), |fds| native_fds(&fds))
}

/// Its regular files. Numbers: fd, position, flags, deleted; text: path, mode.
#[napi(catch_unwind)]
pub fn process_open_files(handle: &[f64]) -> Outcome<Table> {
    answer(handle, Host::open_files, |files| file_table(&files))
}

/// Files in the columns of [`process_open_files`].
pub fn file_table(files: &[OpenFile]) -> Table {
    table(
        files,
        |file| {
            [
                f64::from(file.fd),
                position(file.position),
                file.flags.map_or(f64::NAN, f64::from),
                f64::from(u8::from(file.deleted)),
            ]
        },
        |file| [file.path.as_deref(), mode(file.mode)],
    )
}

/// [`process_open_files`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Table>>")]
pub fn process_open_files_async(handle: &[f64]) -> Promised<Table> {
    off_thread_of(handle, process_open_files)
}

/// Its sockets of a kind and in these states; the owner is the descriptor and the process.
#[napi(catch_unwind)]
pub fn process_connections(handle: &[f64], kind: u32, statuses: u32) -> Outcome<Table> {
    answer(
        handle,
        |host, snapshot| host.connections(snapshot, filter(kind, statuses)),
        |connections| connection_table(&connections),
    )
}

/// [`process_connections`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Table>>")]
pub fn process_connections_async(handle: &[f64], kind: u32, statuses: u32) -> Promised<Table> {
    off_thread_of(handle, move |handle| process_connections(handle, kind, statuses))
}

fn native_fds(fds: &[OpenFd]) -> NativeFds {
    let mut sockets = Sockets::default();
    let mut extras = Vec::new();
    for (row, fd) in (0_u32..).zip(fds) {
        match &fd.extra {
            FdExtra::Socket(Some(socket)) => {
                sockets.push(socket, [f64::from(row), f64::NAN]);
            }
            FdExtra::Nothing | FdExtra::Socket(None) => {}
            extra => extras.push(native_extra(row, extra)),
        }
    }
    NativeFds { fds: fd_table(fds), sockets: sockets.table(), extras }
}

fn fd_table(fds: &[OpenFd]) -> Table {
    let halves =
        |number: Option<u64>| [number.map_or(f64::NAN, upper), number.map_or(f64::NAN, lower)];
    table(
        fds,
        |fd| {
            let of_dev = halves(fd.file.map(|file| file.dev));
            let of_ino = halves(fd.file.map(|file| file.ino));
            let of_rdev = halves(fd.file.map(|file| file.rdev));
            [
                f64::from(fd.fd),
                f64::from(fd.fdtype as u8),
                position(fd.position),
                fd.flags.map_or(f64::NAN, f64::from),
                f64::from(u8::from(fd.deleted)),
                of_dev[0],
                of_dev[1],
                of_ino[0],
                of_ino[1],
                of_rdev[0],
                of_rdev[1],
                fd.file.map_or(f64::NAN, |file| f64::from(file.mode)),
                or_nan(fd.file.map(|file| file.size)),
                or_nan(fd.file.map(|file| file.nlink)),
                or_nan(fd.mnt_id),
                or_nan(fd.scm_fds),
            ]
        },
        |fd| [fd.path.as_deref(), mode(fd.mode)],
    )
}

fn native_extra(row: u32, extra: &FdExtra) -> NativeFdExtra {
    let mut native = NativeFdExtra { row, ..NativeFdExtra::default() };
    match extra {
        FdExtra::Nothing | FdExtra::Socket(_) => {}
        FdExtra::Eventfd { count, id, semaphore } => {
            native.count = count.map(BigInt::from);
            native.eventfd_id = *id;
            native.eventfd_semaphore = *semaphore;
        }
        FdExtra::Signalfd(set) => native.sigmask = set.map(|set| names_of(set, true)),
        FdExtra::Epoll(targets) => {
            native.targets = Some(targets.iter().map(NativeEpollTarget::from).collect());
        }
        FdExtra::Timerfd(Timer { clockid, ticks, settime_flags, value, interval }) => {
            native.clockid = *clockid;
            native.count = ticks.map(BigInt::from);
            native.settime_flags = *settime_flags;
            native.it_value = *value;
            native.it_interval = *interval;
        }
        FdExtra::Inotify(watches) => {
            native.watches = Some(watches.iter().map(NativeInotifyWatch::from).collect());
        }
        FdExtra::Pidfd { pid, nspid } => {
            native.pid = *pid;
            native.nspid = Some(nspid.clone());
        }
        FdExtra::Unknown(name) => native.name = Some(lossy(name.clone())),
    }
    native
}

impl From<&EpollTarget> for NativeEpollTarget {
    fn from(target: &EpollTarget) -> Self {
        let EpollTarget { fd, events, data, position, ino, dev } = *target;
        Self {
            fd,
            events,
            data: data.into(),
            position,
            ino: ino.map(BigInt::from),
            dev: dev.map(BigInt::from),
        }
    }
}

impl From<&InotifyWatch> for NativeInotifyWatch {
    fn from(&InotifyWatch { wd, ino, dev, mask }: &InotifyWatch) -> Self {
        Self { wd, ino: ino.into(), dev: dev.into(), mask }
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53: 9 PB")]
fn position(position: Option<i64>) -> f64 {
    position.map_or(f64::NAN, |position| position as f64)
}

fn mode(mode: Option<OpenMode>) -> Option<&'static [u8]> {
    Some(match mode? {
        OpenMode::Read => b"r",
        OpenMode::Write => b"w",
        OpenMode::Append => b"a",
        OpenMode::ReadWrite => b"r+",
        OpenMode::ReadAppend => b"a+",
    })
}
