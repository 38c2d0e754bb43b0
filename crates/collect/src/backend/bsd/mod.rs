//! What the backends of macOS, FreeBSD, OpenBSD and NetBSD share.
//!
//! Their kernels keep one record of each process and hand it out by `sysctl(3)`. Each backend says here what its own
//! record means ([`System::record`]); all that follows from that is written once. Nothing holds a process there, so
//! whatever is read by its number is followed by a look whether it still is the same one ([`visit`]).

pub(super) mod credentials;
pub(super) mod disk;
pub(super) mod family;
mod host;
pub(super) mod list;
pub(super) mod net;
pub(super) mod scheduling;
pub(super) mod signal;
pub(super) mod sysctl;
pub(super) mod terminal;
#[cfg(test)]
mod tests;
pub(super) mod times;
pub(super) mod tree;
pub(super) mod users;
pub(super) mod visit;
pub(super) mod wait;
pub(super) mod watch;
pub(super) mod words;

use crate::availability::Platform;
use crate::model::process::{Ids, Pid, ProcessStatus};
use crate::port::BsdKernel;
use crate::{Paths, Result};

/// A system that keeps one record of each process.
pub(super) trait System: Send + Sync + 'static {
    /// The ports.
    type Kernel: BsdKernel;
    /// The record, `struct kinfo_proc`.
    type Raw;

    /// Which system it is.
    const PLATFORM: Platform;
    /// By how many microseconds the start of one process may be told differently from one time to the other: where
    /// the kernel adds two times that were rounded.
    const TOLERANCE: u64 = 0;

    /// The kernel.
    fn kernel(&self) -> &Self::Kernel;
    /// Where files are.
    fn paths(&self) -> &Paths;
    /// What the kernel adds to the time since boot at which a process has started, in microseconds; 0 where it keeps the
    /// time of day instead. The difference does not move when the clock is set.
    fn epoch(&self) -> Result<i64>;
    /// The record of whoever has this number; `None` if nobody has.
    fn raw(&self, pid: Pid) -> Result<Option<Self::Raw>>;
    /// The records of all processes, in the order of the kernel.
    fn raws(&self) -> Result<Vec<Self::Raw>>;
    /// What a record says.
    fn record(raw: &Self::Raw) -> Record;
    /// The session of a process, if that can be known.
    fn session(&self, record: &Record) -> Option<Pid> {
        record.sid
    }
    /// How a zombie ended, as `wait(2)` gives it; `None` where its record does not say.
    fn exit_word(_raw: &Self::Raw) -> Option<i32> {
        None
    }
    /// What no other boot of this or another machine has.
    fn boot(&self) -> Result<String>;
    /// Lets go of what is kept from one call for the next.
    fn forget(&self) {}
}

/// What each of these systems says of a process in its one record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own")]
pub(super) struct Record {
    pub pid: Pid,
    pub ppid: Pid,
    pub pgid: Pid,
    /// `None` where the record does not tell (macOS).
    pub sid: Option<Pid>,
    /// When it started, in microseconds since the epoch; `None` where the kernel does not say: of zombies, on some.
    pub start: Option<i64>,
    pub uids: Ids,
    pub gids: Ids,
    pub status: ProcessStatus,
    pub is_zombie: bool,
    /// A process of the kernel, which no signal ends.
    pub is_kernel: bool,
    /// Stopped, by a signal or by a debugger.
    pub is_stopped: bool,
    /// The device that is its controlling terminal.
    pub tdev: Option<u64>,
    pub nice: i32,
    /// The name of the program, and whether there may have been no room for all of it.
    pub comm: Vec<u8>,
    pub comm_is_cut: bool,
}
