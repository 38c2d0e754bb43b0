//! One visit to a process: its record, and what else one read gives several getters.

use std::cell::OnceCell;
use std::marker::PhantomData;

use nix::errno::Errno;
use psutil_parse::netbsd::kinfo_file::KinfoFile;
use psutil_parse::netbsd::kinfo_proc2::KinfoProc2;

use crate::backend::bsd::Record;
use crate::backend::bsd::visit::{self, Visit};
use crate::backend::netbsd::busy::while_busy;
use crate::backend::netbsd::{NetBsd, system};
use crate::model::identity::{Key, Target};
use crate::model::process::Pid;
use crate::port::{NetBsdKernel, Port, PortError};
use crate::{Error, Result};

/// What one visit to a process has read so far.
pub struct Snapshot<K: NetBsdKernel> {
    pub(super) target: Target,
    pub(super) raw: KinfoProc2,
    pub(super) record: Record,
    pub(super) arguments: OnceCell<Vec<Vec<u8>>>,
    pub(super) files: OnceCell<Vec<KinfoFile>>,
    kernel: PhantomData<fn() -> K>,
}

impl<K: NetBsdKernel> Snapshot<K> {
    pub(super) fn to(system: &NetBsd<K>, target: Target) -> Result<Self> {
        Visit::to(system, target).map(Self::of)
    }

    pub(super) fn to_number(system: &NetBsd<K>, pid: Pid) -> Result<Self> {
        Visit::to_number(system, pid).map(Self::of)
    }

    fn of(Visit { target, raw, mut record }: Visit<NetBsd<K>>) -> Self {
        // Of a zombie the kernel does not say any more when it started; who knew it before still knows.
        if let (None, Key::Start(start @ 1..)) = (record.start, target.key) {
            record.start = i64::try_from(start).ok();
        }
        let (arguments, files) = (OnceCell::new(), OnceCell::new());
        Self { target, raw, record, arguments, files, kernel: PhantomData }
    }

    /// Fails for one whose memory and files are gone.
    pub(super) fn unless_ended(&self) -> Result<()> {
        unless_ended(self.target.pid, &self.raw)
    }
}

impl<K: NetBsdKernel> NetBsd<K> {
    /// What was read by the number of the process, if it was its own, and why it could not be read.
    pub(super) fn by_number<T>(
        &self,
        snapshot: &Snapshot<K>,
        read: impl Fn(Pid) -> Port<T>,
    ) -> Result<Port<T>> {
        visit::bound(self, snapshot.target, |pid| Ok(while_busy(|| read(pid))))
    }

    /// The same where the kernel has but one reason for each errno.
    pub(super) fn told<T>(
        &self,
        snapshot: &Snapshot<K>,
        read: impl Fn(Pid) -> Port<T>,
    ) -> Result<T> {
        self.by_number(snapshot, read)?.map_err(|error| about(snapshot, error))
    }

    /// The same by another look: it may have ended meanwhile.
    pub(super) fn unless_ended_now(&self, snapshot: &Snapshot<K>) -> Result<()> {
        unless_ended(snapshot.target.pid, &Visit::to(self, snapshot.target)?.raw)
    }
}

/// What the failure of a read means after which the process still was there: who is not found then has ended, and is to
/// be reaped.
pub(super) fn about<K: NetBsdKernel>(snapshot: &Snapshot<K>, error: PortError) -> Error {
    let pid = snapshot.target.pid;
    if error.errno == Errno::ESRCH { Error::ZombieProcess { pid } } else { error.about(pid) }
}

fn unless_ended(pid: Pid, raw: &KinfoProc2) -> Result<()> {
    if system::has_ended(raw) { Err(Error::ZombieProcess { pid }) } else { Ok(()) }
}
