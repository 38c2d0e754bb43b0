//! What a process has open, for `src/process/opened.ts`.

use crate::thin::napi;
use napi::bindgen_prelude::Float64Array;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process::{
    EpollTarget, FdExtra, InotifyWatch, OpenFd, OpenFile, OpenMode, Timer,
};
use psutil_collect::port::signals;

use crate::cells::{Cells, Put, Stream, Wide};
use crate::handle::whole;
use crate::machine::integers;
use crate::net::{Sockets, connection_table, filter};
use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::promise::{Promised, off_thread_of};
use crate::table::{Table, table};
use crate::value::number;

/// How many descriptors it has.
#[napi(catch_unwind)]
pub fn process_num_fds(handle: &[f64]) -> Outcome<f64> {
    answer(handle, Host::num_fds, number)
}

/// The numbers of its descriptors.
#[napi(catch_unwind)]
pub fn process_fd_numbers(handle: &[f64]) -> Outcome<Float64Array> {
    answer(handle, Host::fd_numbers, integers)
}

/// What these descriptors are.
#[napi(catch_unwind)]
pub fn process_fds(handle: &[f64], fds: &[f64]) -> Outcome<Stream> {
    let fds: Vec<i32> = fds.iter().filter_map(|fd| i32::try_from(whole(*fd)).ok()).collect();
    answer(handle, |host, snapshot| host.open_fds(snapshot, &fds), fd_stream)
}

/// Its regular files. Numbers: fd, position, flags, deleted; text: path, mode.
#[napi(catch_unwind)]
pub fn process_open_files(handle: &[f64]) -> Outcome<Table> {
    answer(handle, Host::open_files, |files| file_table(&files))
}

/// Files in the columns of [`process_open_files`].
pub fn file_table(files: &[OpenFile]) -> Table {
    table(files.iter())
}

impl Put for &OpenFile {
    fn put(self, cells: &mut Cells) {
        cells.put(self.fd);
        cells.put(self.position.map(exact));
        cells.put(self.flags);
        cells.put(self.deleted);
        cells.put(self.path.as_deref());
        cells.put(self.mode.map(mode));
    }
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

/// Descriptors, and a table of the sockets among them.
fn fd_stream(fds: Vec<OpenFd>) -> Stream {
    let mut sockets = Sockets::default();
    for fd in &fds {
        if let FdExtra::Socket(Some(socket)) = &fd.extra {
            sockets.push(socket, [f64::NAN; 2]);
        }
    }
    let mut cells = Cells::default();
    cells.list(fds);
    cells.put(sockets.table());
    cells.into_stream()
}

impl Put for OpenFd {
    fn put(self, cells: &mut Cells) {
        let file = self.file;
        cells.put(self.fd);
        cells.put(self.fdtype as u32);
        cells.put(self.path);
        cells.put(self.deleted);
        cells.put(self.position.map(exact));
        cells.put(self.flags);
        cells.put(self.mode.map(mode));
        for number in
            [file.map(|file| file.dev), file.map(|file| file.ino), file.map(|file| file.rdev)]
        {
            cells.put(Wide(number));
        }
        cells.put(file.map(|file| file.mode));
        for number in [
            file.map(|file| file.size),
            file.and_then(|file| file.nlink),
            self.mnt_id,
            self.scm_fds,
        ] {
            cells.put(number);
        }
        if Host::COUNTS {
            cells.list(self.counts.iter().collect::<Vec<_>>());
        } else {
            cells.put(0);
        }
        cells.put(self.extra);
    }
}

/// A count and what it is of.
impl Put for (&'static str, u64) {
    fn put(self, cells: &mut Cells) {
        cells.put(self.0);
        cells.put(self.1);
    }
}

/// A type that has more than others always has the same, whatever is known of it.
impl Put for FdExtra {
    fn put(self, cells: &mut Cells) {
        match self {
            Self::Nothing => {}
            Self::Socket(socket) => cells.put(socket.is_some()),
            Self::Eventfd { count, id, semaphore } => {
                cells.put(Wide(count));
                cells.put(id);
                cells.put(semaphore);
            }
            Self::Signalfd(set) => {
                cells.put(set.is_some());
                if let Some(set) = set {
                    cells.list(set.numbers().map(Named).collect::<Vec<_>>());
                }
            }
            Self::Epoll(targets) => cells.list(targets),
            Self::Timerfd(timer) => cells.put(timer),
            Self::Inotify(watches) => cells.list(watches),
            Self::Pidfd { pid, nspid } => {
                cells.put(pid);
                cells.list(nspid);
            }
            Self::Unknown(name) => cells.put(name),
        }
    }
}

/// A signal: its number and its name.
struct Named(i32);

impl Put for Named {
    fn put(self, cells: &mut Cells) {
        cells.put(self.0);
        cells.put(signals::name(self.0).map(String::into_bytes));
    }
}

impl Put for Timer {
    fn put(self, cells: &mut Cells) {
        let Self { clockid, ticks, settime_flags, value, interval } = self;
        cells.put(clockid);
        cells.put(Wide(ticks));
        cells.put(settime_flags);
        cells.put(value);
        cells.put(interval);
    }
}

impl Put for EpollTarget {
    fn put(self, cells: &mut Cells) {
        let Self { fd, events, data, position, ino, dev } = self;
        cells.put(fd);
        cells.put(events);
        cells.put(Wide(data));
        cells.put(position.map(exact));
        cells.put(Wide(ino));
        cells.put(Wide(dev));
    }
}

impl Put for InotifyWatch {
    fn put(self, cells: &mut Cells) {
        let Self { wd, ino, dev, mask } = self;
        cells.put(wd);
        cells.put(Wide(ino));
        cells.put(Wide(dev));
        cells.put(mask);
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53: 9 PB")]
const fn exact(position: i64) -> f64 {
    position as f64
}

const fn mode(mode: OpenMode) -> &'static [u8] {
    match mode {
        OpenMode::Read => b"r",
        OpenMode::Write => b"w",
        OpenMode::Append => b"a",
        OpenMode::ReadWrite => b"r+",
        OpenMode::ReadAppend => b"a+",
    }
}
