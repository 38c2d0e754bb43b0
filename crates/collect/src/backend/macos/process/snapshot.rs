//! One visit to a process: its record, and what has been read by its number.

use std::cell::OnceCell;

use nix::errno::Errno;
use psutil_parse::macos::extern_proc::P_WEXIT;
use psutil_parse::macos::proc_taskinfo::ProcTaskinfo;
use psutil_parse::macos::rusage_info_v4::RusageInfoV4;

use super::words::{Places, Texts};
use crate::backend::bsd::Record;
use crate::backend::bsd::visit::{self, Visit};
use crate::backend::macos::MacOs;
use crate::backend::macos::numbers::{PROC_PIDTASKINFO, RUSAGE_INFO_V4};
use crate::model::process::Pid;
use crate::port::{MacOsKernel, Port, PortError};
use crate::{Error, Result};

/// What one visit to a process has read so far.
pub struct Snapshot<K: MacOsKernel> {
    pub(super) visit: Visit<MacOs<K>>,
    task: OnceCell<ProcTaskinfo>,
    rusage: OnceCell<RusageInfoV4>,
    pub(super) texts: OnceCell<Texts>,
    pub(super) places: OnceCell<Places>,
}

impl<K: MacOsKernel> Snapshot<K> {
    pub(super) const fn of(visit: Visit<MacOs<K>>) -> Self {
        Self {
            visit,
            task: OnceCell::new(),
            rusage: OnceCell::new(),
            texts: OnceCell::new(),
            places: OnceCell::new(),
        }
    }

    pub(super) const fn record(&self) -> &Record {
        &self.visit.record
    }

    pub(super) const fn pid(&self) -> Pid {
        self.visit.target.pid
    }
}

/// Memory, time and threads of a process.
pub(super) enum Task<'s> {
    /// As it is.
    Lives(&'s ProcTaskinfo),
    /// A zombie's went before it.
    Ended,
}

impl<K: MacOsKernel> MacOs<K> {
    pub(super) fn task<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<Task<'s>> {
        let task = once(&snapshot.task, || {
            let bytes = self.pidinfo(snapshot, PROC_PIDTASKINFO, 0, ProcTaskinfo::SIZE)?;
            ProcTaskinfo::parse(&bytes)
                .map_err(|error| Error::kernel_data("PROC_PIDTASKINFO".into(), error))
        });
        match task {
            Ok(task) => Ok(Task::Lives(task)),
            Err(Error::ZombieProcess { .. }) => Ok(Task::Ended),
            Err(error) => Err(error),
        }
    }

    /// What a process has used. The kernel still knows of a zombie.
    pub(super) fn rusage<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s RusageInfoV4> {
        once(&snapshot.rusage, || {
            let mut bytes = vec![0; RusageInfoV4::SIZE];
            self.by_number(snapshot, |kernel, pid| {
                kernel.proc_pid_rusage(pid, RUSAGE_INFO_V4, &mut bytes)
            })?;
            RusageInfoV4::parse(&bytes)
                .map_err(|error| Error::kernel_data("rusage_info_v4".into(), error))
        })
    }

    /// A struct of `proc_pidinfo`, as long as that.
    pub(super) fn pidinfo(
        &self,
        snapshot: &Snapshot<K>,
        flavor: i32,
        argument: u64,
        size: usize,
    ) -> Result<Vec<u8>> {
        let mut bytes = vec![0; size];
        let length = self.by_number(snapshot, |kernel, pid| {
            kernel.proc_pidinfo(pid, flavor, argument, &mut bytes)
        })?;
        bytes.truncate(length);
        if bytes.is_empty() {
            // Nothing, and no errno either.
            self.must_live(snapshot)?;
        }
        Ok(bytes)
    }

    /// A list of `proc_pidinfo`, of entries of this size: it is whole if there was room for more.
    pub(super) fn pidinfo_list(
        kernel: &K,
        pid: Pid,
        flavor: i32,
        entry: usize,
        expected: usize,
    ) -> Port<Vec<u8>> {
        let mut room = expected.saturating_add(8).saturating_mul(entry);
        for _ in 0..TRIES {
            let mut bytes = vec![0; room];
            let length = kernel.proc_pidinfo(pid, flavor, 0, &mut bytes)?;
            if length < room {
                bytes.truncate(length);
                return Ok(bytes);
            }
            room = room.saturating_mul(2);
        }
        Err(PortError::new("proc_pidinfo", Errno::ENOMEM))
    }

    /// Asks by the process's number, and makes sure that it had that number all the time.
    pub(super) fn by_number<T>(
        &self,
        snapshot: &Snapshot<K>,
        ask: impl FnOnce(&K, Pid) -> Port<T>,
    ) -> Result<T> {
        let mut refused = None;
        let answer = visit::bound(self, snapshot.visit.target, |pid| {
            Ok(ask(&self.kernel, pid).map_err(|error| refused = Some(error)).ok())
        })?;
        match (answer, refused) {
            (Some(answer), _) => Ok(answer),
            (None, Some(error)) => Err(self.why(snapshot, error)),
            (None, None) => Err(Error::no_such_process(snapshot.pid())),
        }
    }

    /// What a refusal says about a process that has its number still.
    #[cold]
    pub(super) fn why(&self, snapshot: &Snapshot<K>, error: PortError) -> Error {
        if error.errno != Errno::ESRCH {
            return error.about(snapshot.pid());
        }
        // libproc finds no zombies, and none of those that are about to be. One that lives, and is not found all the same,
        // is none that we may look at.
        if let Err(ended) = self.must_live(snapshot) {
            return ended;
        }
        let what = format!("{} does not find it", error.call).into();
        Error::AccessDenied { pid: Some(snapshot.pid()), what }
    }

    /// Looks again: whether the process has ended by now.
    pub(super) fn must_live(&self, snapshot: &Snapshot<K>) -> Result<()> {
        let now = Visit::to(self, snapshot.visit.target)?;
        if now.record.is_zombie || now.raw.kp_proc.p_flag & P_WEXIT != 0 {
            return Err(Error::ZombieProcess { pid: snapshot.pid() });
        }
        Ok(())
    }
}

/// How often a list may grow while it is read.
const TRIES: u32 = 16;

/// Keeps what is read, unless that fails.
pub(super) fn once<T>(cell: &OnceCell<T>, read: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = cell.get() {
        return Ok(known);
    }
    let read = read()?;
    Ok(cell.get_or_init(|| read))
}
