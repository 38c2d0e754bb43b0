//! The kernel as small traits.
//!
//! Backends are generic over these traits, so each runs anywhere on recorded or made-up answers. The real
//! implementations in this folder are the only code that calls the kernel, and the only `unsafe`. They say
//! what happened ([`PortError`]) and leave it to the backend what that means.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::errno::Errno;

use crate::model::process::Pid;

#[cfg(not(any(target_os = "linux", target_os = "android")))]
mod abi;
mod accounts;
mod cpuset;
mod device;
mod envsys;
mod errno;
mod files;
mod glibc;
mod interfaces;
mod iokit;
mod kqueue;
mod libproc;
pub mod limits;
mod mach;
mod mounts;
mod net;
pub mod open_flags;
mod plain_files;
mod posix;
pub mod replay;
pub mod signals;
mod sysctl;
pub mod threads;
mod watch;

pub use accounts::Accounts;
pub use cpuset::{CpuLevel, CpuSets};
pub use device::Devices;
pub use envsys::Envsys;
pub use errno::errno_name;
pub use files::{At, FileKind, FileStatus, Files};
pub use glibc::glibc_version;
pub use interfaces::{Interfaces, Media};
pub use iokit::{IoKit, Properties, Property, Service};
pub use kqueue::{Ended, Kqueues};
pub use libproc::Libproc;
pub use mach::Mach;
pub use mounts::Mounts;
pub use net::{DiagTable, InterfaceEntry, InterfaceState, LinkSettings, Network, SockAddr};
pub use plain_files::PlainFiles;
pub use posix::Posix;
pub use sysctl::{Sysctl, SysctlNames};
pub use watch::{Listener, ProcessEvents, Ring, Woken};

#[cfg(not(any(target_os = "linux", target_os = "android")))]
mod bsd;
#[cfg(target_os = "freebsd")]
mod freebsd;
#[cfg(any(target_os = "linux", target_os = "android"))]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "netbsd")]
mod netbsd;
#[cfg(target_os = "openbsd")]
mod openbsd;

// What each of the four has a number of its own for.

// What three of the four share.
#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
#[path = "bsd/file_systems.rs"]
mod file_systems;
#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "netbsd")))]
#[path = "bsd/getfsstat.rs"]
mod getfsstat;
#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "openbsd")))]
#[path = "bsd/sysctl_names.rs"]
mod sysctl_names;

#[cfg(all(not(any(target_os = "linux", target_os = "android")), not(target_pointer_width = "64")))]
compile_error!("the records of macOS and the BSDs are read as those of 64 bits are laid out");

#[cfg(target_os = "freebsd")]
use freebsd as system;
#[cfg(any(target_os = "linux", target_os = "android"))]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(target_os = "netbsd")]
use netbsd as system;
#[cfg(target_os = "openbsd")]
use openbsd as system;

// What every system has of its own.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub use bsd::Kernel;
#[cfg(any(target_os = "linux", target_os = "android"))]
pub use linux::Kernel;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
use system::numbers;
use system::of_this_system;
pub(crate) use system::{RESOURCES, realtime_signals};

/// What happened: the call, the errno, and the path if there was one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortError {
    /// The system call.
    pub call: &'static str,
    /// Why the kernel refused.
    pub errno: Errno,
    /// The file.
    pub path: Option<Box<PathBuf>>,
}

impl PortError {
    /// A failed call that has nothing to do with a file.
    pub const fn new(call: &'static str, errno: Errno) -> Self {
        Self { call, errno, path: None }
    }

    /// A failed call on a file.
    pub fn at(call: &'static str, errno: Errno, path: PathBuf) -> Self {
        Self { call, errno, path: Some(path.into()) }
    }

    /// Whether the kernel, or a sandbox, does not know the call at all: the older way has to do.
    ///
    /// Only true of calls on ourselves, where EPERM cannot be about permission.
    pub const fn means_not_here(&self) -> bool {
        matches!(
            self.errno,
            Errno::ENOSYS
                | Errno::EINVAL
                | Errno::ENOTTY
                | Errno::EOPNOTSUPP
                | Errno::EPERM
                | Errno::EBADF
        )
    }
}

impl fmt::Display for PortError {
    /// As Node words it: `ENOENT: No such file or directory, openat '/proc/7/stat'`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}, {}", errno_name(self.errno), self.errno.desc(), self.call)?;
        match &self.path {
            Some(path) => write!(formatter, " '{}'", path.display()),
            None => Ok(()),
        }
    }
}

/// The result of every port.
pub type Port<T> = Result<T, PortError>;

/// What a file system has room for, in its own blocks, as statvfs(3) counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of struct statvfs without their f_")]
pub struct Statvfs {
    pub frsize: u64,
    pub blocks: u64,
    pub bfree: u64,
    pub bavail: u64,
    pub files: u64,
    pub ffree: u64,
}

/// Whole file systems.
pub trait FileSystems {
    /// How full the file system is that the path is on. Waits for a server as long as it does not answer.
    fn statvfs(&self, path: &Path) -> Port<Statvfs>;

    /// The folder that relative paths begin at. Asks no server.
    fn current_dir(&self) -> Port<PathBuf>;
}

/// User and group ids and the parent, as `PIDFD_GET_INFO` gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of struct pidfd_info")]
pub struct PidfdInfo {
    pub ppid: u32,
    pub ruid: u32,
    pub rgid: u32,
    pub euid: u32,
    pub egid: u32,
    pub suid: u32,
    pub sgid: u32,
    pub fsuid: u32,
    pub fsgid: u32,
}

/// Handles on processes, `pidfd_open(2)`.
pub trait Pidfds: Files {
    /// A handle on one process.
    type Pidfd: Send + Sync + 'static;

    /// A handle on the process that has this number now. A thread's id is refused.
    fn pidfd_open(&self, pid: Pid) -> Port<Self::Pidfd>;

    /// The descriptor that this handle has in this program.
    fn fd_of_pidfd(&self, pidfd: &Self::Pidfd) -> i32;

    /// The inode number that no other process gets until the machine goes down; `None` before Linux 6.9.
    fn pidfs_inode(&self, pidfd: &Self::Pidfd) -> Port<Option<u64>>;

    /// Ids and parent; Linux 6.13.
    fn pidfd_info(&self, pidfd: &Self::Pidfd) -> Port<PidfdInfo>;

    /// Sends a signal to that process and no other.
    fn pidfd_send_signal(&self, pidfd: &Self::Pidfd, signal: i32) -> Port<()>;

    /// The same through its directory in a procfs; Linux 5.1.
    fn dir_send_signal(&self, dir: &Self::Dir, signal: i32) -> Port<()>;
}

/// Being told how processes end, and when: any number of them at once.
pub trait Exits: Pidfds {
    /// What waits for many at once: an `epoll(7)`.
    type Poller: Send + Sync;

    /// One that waits for nothing yet.
    fn poller(&self) -> Port<Self::Poller>;

    /// Has the poller tell by this token, once, that the process has ended; at once if it has already.
    fn poll_exit(&self, poller: &Self::Poller, pidfd: &Self::Pidfd, token: u64) -> Port<()>;

    /// Has the poller tell by this token, once, that the process has been reaped; never before Linux 6.9.
    fn poll_reap(&self, poller: &Self::Poller, pidfd: &Self::Pidfd, token: u64) -> Port<()>;

    /// Waits, and gives the tokens of those that it was told of. May give none.
    fn poll(&self, poller: &Self::Poller, patience: Option<Duration>) -> Port<Vec<u64>>;

    /// Has the one that waits come back at once.
    fn interrupt(&self, poller: &Self::Poller) -> Port<()>;

    /// Whether the process has ended, reaped or not.
    fn has_exited(&self, pidfd: &Self::Pidfd) -> Port<bool>;

    /// How a child of ours ended, by its pidfd; it is left to be reaped. `None`: it has not. ECHILD: it is none.
    fn peek_child(&self, pidfd: &Self::Pidfd) -> Port<Option<ChildExit>>;

    /// The same by its number, before Linux 5.4.
    fn peek_child_number(&self, pid: Pid) -> Port<Option<ChildExit>>;

    /// The wait status of a process that has been reaped; `None` while it has not. Linux 6.15.
    fn pidfd_exit(&self, pidfd: &Self::Pidfd) -> Port<Option<i32>>;
}

/// How a child ended, as `waitid(2)` tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildExit {
    /// It returned.
    Exited(i32),
    /// A signal ended it.
    Killed(i32),
}

/// The kernel's clocks.
pub trait Clock {
    /// Since the epoch, as the administrator sets it.
    fn realtime(&self) -> Port<Duration>;
    /// Since boot, suspend included.
    fn boottime(&self) -> Port<Duration>;
    /// Since boot, suspend excluded.
    fn monotonic(&self) -> Port<Duration>;
}

/// Facts of the machine.
pub trait Machine {
    /// This process.
    fn getpid(&self) -> Pid;
    /// Bytes of a page.
    fn page_size(&self) -> u64;
    /// Clock ticks of a second.
    fn clock_ticks(&self) -> u64;
}

/// What else there is to know of the machine on Linux, and of this program in it.
pub trait LinuxMachine: Machine {
    /// How many descriptors this process may have, the soft limit.
    fn descriptor_limit(&self) -> u64;
    /// Total and free swap, in bytes, by `sysinfo(2)`.
    fn swap(&self) -> Port<(u64, u64)>;
}

/// What is asked and done by a process's number alone: whoever has it is meant.
pub trait ByNumber: Posix {
    /// CPU time of all its threads, ended ones too.
    fn cpu_clock(&self, pid: Pid) -> Port<Duration>;
    /// The nice value.
    fn getpriority(&self, pid: Pid) -> Port<i32>;
    /// The I/O priority as the kernel keeps it: the class above bit 13.
    fn ioprio_get(&self, pid: Pid) -> Port<u32>;
    /// Sets the I/O priority.
    fn ioprio_set(&self, pid: Pid, ioprio: u32) -> Port<()>;
    /// The CPUs it may run on, however many there are.
    fn sched_getaffinity(&self, pid: Pid) -> Port<Vec<u32>>;
    /// Sets the CPUs it may run on. The kernel leaves out those that its cpuset forbids.
    fn sched_setaffinity(&self, pid: Pid, cpus: &[u32]) -> Port<()>;
    /// Lets it run on every CPU that its cpuset allows.
    fn sched_resetaffinity(&self, pid: Pid) -> Port<()>;
    /// A resource limit, soft and hard; [`u64::MAX`] is unlimited.
    fn prlimit(&self, pid: Pid, resource: i32) -> Port<(u64, u64)>;
    /// Sets a resource limit.
    fn set_prlimit(&self, pid: Pid, resource: i32, limits: (u64, u64)) -> Port<()>;
}

/// All that the Linux backend needs.
pub trait LinuxKernel:
    Exits + FileSystems + Clock + LinuxMachine + ByNumber + Network + ProcessEvents
{
}

impl<T> LinuxKernel for T where
    T: Exits + FileSystems + Clock + LinuxMachine + ByNumber + Network + ProcessEvents
{
}

/// What the backends of macOS and the BSDs share the need for.
pub trait BsdKernel:
    Sysctl
    + Posix
    + Clock
    + Machine
    + FileSystems
    + PlainFiles
    + Accounts
    + Mounts
    + Interfaces
    + Kqueues
    + Send
    + Sync
    + 'static
{
}

impl<T> BsdKernel for T where
    T: Sysctl
        + Posix
        + Clock
        + Machine
        + FileSystems
        + PlainFiles
        + Accounts
        + Mounts
        + Interfaces
        + Kqueues
        + Send
        + Sync
        + 'static
{
}

/// All that the backend of macOS needs.
pub trait MacOsKernel: BsdKernel + SysctlNames + Libproc + Mach + IoKit {}

impl<T> MacOsKernel for T where T: BsdKernel + SysctlNames + Libproc + Mach + IoKit {}

/// All that the backend of FreeBSD needs.
pub trait FreeBsdKernel: BsdKernel + SysctlNames + CpuSets + Devices {}

impl<T> FreeBsdKernel for T where T: BsdKernel + SysctlNames + CpuSets + Devices {}

/// All that the backend of OpenBSD needs.
pub trait OpenBsdKernel: BsdKernel + Devices {}

impl<T> OpenBsdKernel for T where T: BsdKernel + Devices {}

/// All that the backend of NetBSD needs.
pub trait NetBsdKernel: BsdKernel + SysctlNames + Envsys {}

impl<T> NetBsdKernel for T where T: BsdKernel + SysctlNames + Envsys {}
