//! One visit to a process: its record, and what else has been read of it.

use std::cell::OnceCell;
use std::thread;

use nix::errno::Errno;
use psutil_parse::freebsd::kinfo_proc::KinfoProc;

use crate::backend::bsd::visit::{self, Visit};
use crate::backend::bsd::{Record, sysctl};
use crate::backend::freebsd::FreeBsd;
use crate::backend::freebsd::exact;
use crate::backend::freebsd::mib::{self, P_WEXIT};
use crate::model::identity::{Key, Target};
use crate::model::process::Pid;
use crate::port::{FreeBsdKernel, Port, PortError};
use crate::{Error, Result};

/// How often a process is asked again that is turning into another program.
const TRIES: u32 = 16;

/// What one visit to a process has read so far.
pub struct Snapshot<K: FreeBsdKernel> {
    visit: Visit<FreeBsd<K>>,
    pub(super) arguments: OnceCell<Vec<Vec<u8>>>,
    /// Its descriptors, as the kernel has told them.
    pub(super) files: OnceCell<Vec<u8>>,
    /// Its mappings, as the kernel has told them.
    pub(super) maps: OnceCell<Vec<u8>>,
}

impl<K: FreeBsdKernel> From<Visit<FreeBsd<K>>> for Snapshot<K> {
    fn from(visit: Visit<FreeBsd<K>>) -> Self {
        let (arguments, files, maps) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { visit, arguments, files, maps }
    }
}

impl<K: FreeBsdKernel> Snapshot<K> {
    pub(super) const fn target(&self) -> Target {
        self.visit.target
    }

    pub(super) const fn pid(&self) -> Pid {
        self.visit.target.pid
    }

    pub(super) const fn raw(&self) -> &KinfoProc {
        &self.visit.raw
    }

    pub(super) const fn record(&self) -> &Record {
        &self.visit.record
    }

    /// When it started, in microseconds since boot.
    pub(super) fn start(&self) -> f64 {
        match self.visit.target.key {
            Key::Start(start) | Key::Pidfs(start) => exact(start),
        }
    }

    /// That it has not ended: of a zombie what was asked for is gone.
    pub(super) const fn must_live(&self) -> Result<()> {
        if self.visit.record.is_zombie {
            return Err(Error::ZombieProcess { pid: self.pid() });
        }
        Ok(())
    }
}

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// What the kernel tells of this process and no other, however long it is.
    pub(super) fn told(&self, snapshot: &Snapshot<K>, what: i32) -> Result<Vec<u8>> {
        self.asked(snapshot, |pid| sysctl::table(&self.kernel, &mib::process(what, pid)))
    }

    /// The same, and nothing of a process of the kernel that this user may not ask: it has none of that.
    pub(super) fn told_of_user(&self, snapshot: &Snapshot<K>, what: i32) -> Result<Vec<u8>> {
        match self.told(snapshot, what) {
            Err(Error::AccessDenied { .. }) if snapshot.record().is_kernel => Ok(Vec::new()),
            told => told,
        }
    }

    /// What is read by the number of this process and of no other.
    ///
    /// `ESRCH` is not only of numbers that nobody has: the kernel says so of zombies, of a process that is ending, and of
    /// one that is just turning into another program, of which other checks say `EBUSY`. That one is asked again.
    pub(super) fn asked<T>(
        &self,
        snapshot: &Snapshot<K>,
        read: impl Fn(Pid) -> Port<T>,
    ) -> Result<T> {
        let pid = snapshot.pid();
        for _ in 0..TRIES {
            match visit::bound(self, snapshot.target(), |pid| Ok(read(pid)))? {
                Err(error) if matches!(error.errno, Errno::ESRCH | Errno::EBUSY) => {
                    self.still_lives(snapshot)?;
                    thread::yield_now();
                }
                answer => return answer.map_err(|error| error.about(pid)),
            }
        }
        Err(PortError::new("sysctl", Errno::EBUSY).into())
    }

    /// That the process is there, and has not ended.
    pub(super) fn still_lives(&self, snapshot: &Snapshot<K>) -> Result<()> {
        let now = Visit::to(self, snapshot.target())?;
        let is_ending = now.raw.ki_flag & P_WEXIT != 0;
        if now.record.is_zombie || is_ending {
            return Err(Error::ZombieProcess { pid: snapshot.pid() });
        }
        Ok(())
    }
}
