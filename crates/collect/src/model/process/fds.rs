//! What a process has open.

use super::super::net::Socket;
use super::super::process::Pid;
use super::counts::Counts;
use super::signals::SignalSet;

/// What a descriptor is, in the words of pypsutil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FdType {
    /// A file, a directory or a device; see [`FdFile::mode`].
    File,
    /// A socket.
    Socket,
    /// A pipe without a name.
    Pipe,
    /// A pipe with a name.
    Fifo,
    /// `kqueue(2)`
    Kqueue,
    /// `pdfork(2)`
    Procdesc,
    /// `inotify(7)`
    Inotify,
    /// `signalfd(2)`
    Signalfd,
    /// `epoll(7)`
    Epoll,
    /// `timerfd_create(2)`
    Timerfd,
    /// `pidfd_open(2)`
    Pidfd,
    /// `eventfd(2)`
    Eventfd,
    /// Something else.
    Unknown,
}

/// How a file was opened, in the words of `fopen(3)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenMode {
    /// `r`
    Read,
    /// `w`
    Write,
    /// `a`
    Append,
    /// `r+`
    ReadWrite,
    /// `a+`
    ReadAppend,
}

/// What `stat(2)` says of what is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FdFile {
    /// The device that it is on.
    pub dev: u64,
    /// Its number on that device.
    pub ino: u64,
    /// The device that it is; 0 if it is none.
    pub rdev: u64,
    /// Kind and permissions.
    pub mode: u32,
    /// Bytes.
    pub size: u64,
    /// Names that it has; `None` where the kernel does not tell.
    pub nlink: Option<u64>,
}

/// A descriptor.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenFd {
    /// Its number.
    pub fd: i32,
    /// What it is.
    pub fdtype: FdType,
    /// The file, without the kernel's mark of deleted ones.
    pub path: Option<Vec<u8>>,
    /// The file has lost that name.
    pub deleted: bool,
    /// Where the next read or write begins, in bytes.
    pub position: Option<i64>,
    /// Flags of `open(2)`, close-on-exec among them.
    pub flags: Option<u32>,
    /// The same as a word.
    pub mode: Option<OpenMode>,
    /// What `stat(2)` says.
    pub file: Option<FdFile>,
    /// The mount that it was opened on.
    pub mnt_id: Option<u64>,
    /// Unix sockets: descriptors on their way to it.
    pub scm_fds: Option<u64>,
    /// What only this type has.
    pub extra: FdExtra,
    /// What only some kernels count, by the names that TypeScript has for it.
    pub counts: Counts<5>,
}

/// What only a descriptor of one type has. `None` where this kernel does not tell.
#[derive(Clone, Debug, PartialEq)]
pub enum FdExtra {
    /// Nothing.
    Nothing,
    /// The socket; `None` if the tables of its network namespace lack it.
    Socket(Option<Socket>),
    /// eventfd
    Eventfd {
        /// The counter.
        count: Option<u64>,
        /// Its number among all of them.
        id: Option<i32>,
        /// Whether one is taken at a time.
        semaphore: Option<bool>,
    },
    /// signalfd: the signals that it takes.
    Signalfd(Option<SignalSet>),
    /// epoll: what it waits for.
    Epoll(Vec<EpollTarget>),
    /// timerfd
    Timerfd(Timer),
    /// inotify: what it watches.
    Inotify(Vec<InotifyWatch>),
    /// pidfd
    Pidfd {
        /// The process; `None` once it is reaped, and if it has no number here.
        pid: Option<Pid>,
        /// Its numbers in the pid namespaces from here inwards.
        nspid: Vec<Pid>,
    },
    /// Something else: what the kernel calls it.
    Unknown(Vec<u8>),
}

/// What an epoll waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpollTarget {
    /// The descriptor's number when it was added.
    pub fd: i32,
    /// Events waited for.
    pub events: u32,
    /// What the program gets with an event.
    pub data: u64,
    /// The position of the file.
    pub position: Option<i64>,
    /// The number of the file.
    pub ino: Option<u64>,
    /// The device that the file is on.
    pub dev: Option<u64>,
}

/// What a timerfd counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timer {
    /// The number of its clock.
    pub clockid: Option<i32>,
    /// Expirations that nobody has read.
    pub ticks: Option<u64>,
    /// Flags of `timerfd_settime(2)`.
    pub settime_flags: Option<u32>,
    /// Seconds left; 0 when disarmed.
    pub value: Option<f64>,
    /// Seconds between two expirations; 0 when there is but one.
    pub interval: Option<f64>,
}

/// What an inotify watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InotifyWatch {
    /// The number of the watch.
    pub wd: i32,
    /// The number of the file.
    pub ino: u64,
    /// The device that the file is on.
    pub dev: u64,
    /// Events watched for.
    pub mask: u32,
}

/// A regular file that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFile {
    /// The path; `None` if it is not known here.
    pub path: Option<Vec<u8>>,
    /// The file has lost that name.
    pub deleted: bool,
    /// The descriptor.
    pub fd: i32,
    /// Where the next read or write begins, in bytes.
    pub position: Option<i64>,
    /// Flags of `open(2)`, close-on-exec among them.
    pub flags: Option<u32>,
    /// The same as a word.
    pub mode: Option<OpenMode>,
}
