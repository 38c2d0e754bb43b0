//! One visit to a process: its record, and what else one read tells several getters.

use std::cell::OnceCell;

use nix::errno::Errno;
use psutil_parse::openbsd::kinfo_file::KinfoFile;
use psutil_parse::openbsd::kinfo_proc::{KinfoProc, psflags};

use crate::backend::bsd::Record;
use crate::backend::bsd::visit::Visit;
use crate::backend::openbsd::OpenBsd;
use crate::model::identity::Target;
use crate::model::process::Pid;
use crate::port::{OpenBsdKernel, Port};
use crate::{Error, Result};

/// What one visit to a process has read so far.
pub struct Snapshot<K: OpenBsdKernel> {
    visit: Visit<OpenBsd<K>>,
    pub(super) arguments: OnceCell<Vec<Vec<u8>>>,
    pub(super) files: OnceCell<Vec<KinfoFile>>,
    pub(super) threads: OnceCell<Vec<KinfoProc>>,
}

impl<K: OpenBsdKernel> From<Visit<OpenBsd<K>>> for Snapshot<K> {
    fn from(visit: Visit<OpenBsd<K>>) -> Self {
        Self { visit, arguments: OnceCell::new(), files: OnceCell::new(), threads: OnceCell::new() }
    }
}

impl<K: OpenBsdKernel> Snapshot<K> {
    pub(super) const fn target(&self) -> Target {
        self.visit.target
    }

    pub(super) const fn raw(&self) -> &KinfoProc {
        &self.visit.raw
    }

    pub(super) const fn record(&self) -> &Record {
        &self.visit.record
    }

    /// What went when it ended, and is asked for.
    pub(super) const fn has_ended(&self) -> Error {
        Error::ZombieProcess { pid: self.visit.target.pid }
    }

    /// The record, if it still tells what the process has used.
    pub(super) fn used(&self) -> Result<&KinfoProc> {
        if self.raw().p_uvalid != 0 { Ok(self.raw()) } else { Err(self.has_ended()) }
    }
}

/// What is in the cell, and if it is empty what is read.
pub(super) fn once<T>(cell: &OnceCell<T>, read: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = cell.get() {
        return Ok(known);
    }
    let value = read()?;
    Ok(cell.get_or_init(|| value))
}

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// Reads by the number of a process what it has only as long as it runs; `None` of a process of the kernel, which
    /// has none of it.
    ///
    /// As [`bound`](crate::backend::bsd::visit::bound) it looks afterwards whether it still is the same process, and this
    /// look tells why the kernel refuses, too: it finds no zombie (`ESRCH`), and says of one that is ending, as of much
    /// else, that the question is wrong (`EINVAL`). Of one that has ended by then half may have been read.
    pub(super) fn of_living<T>(
        &self,
        snapshot: &Snapshot<K>,
        read: impl FnOnce(Pid) -> Port<T>,
    ) -> Result<Option<T>> {
        if snapshot.record().is_kernel {
            return Ok(None);
        }
        let target = snapshot.target();
        let answer = read(target.pid);
        let now = Visit::to(self, target)?;
        if now.record.is_zombie || now.raw.p_psflags & psflags::PS_EXITING != 0 {
            return Err(snapshot.has_ended());
        }
        match answer {
            Err(error) if error.errno == Errno::ESRCH => Err(Error::System(error.into())),
            answer => answer.map(Some).map_err(|error| error.about(target.pid)),
        }
    }
}
