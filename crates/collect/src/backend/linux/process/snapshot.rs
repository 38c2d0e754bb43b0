//! One visit to a process: its directory held open, and what has been read through it.
//!
//! A file opened through the directory of a process that has ended gives ESRCH, also when another process
//! has its number by then. So it is enough to know whose directory it is, once; see `identity.rs`.

use std::cell::OnceCell;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use nix::errno::Errno;
use psutil_parse::linux::pid_stat::{self, PF_EXITING, PF_KTHREAD, PidStat};
use psutil_parse::linux::pid_statm::{self, PidStatm};
use psutil_parse::linux::pid_status::{self, PidStatus};

use super::Linux;
use super::identity::hidden;
use crate::backend::linux::held::Entry;
use crate::backend::linux::procfs::Procfs;
use crate::model::process::Pid;
use crate::port::{At, LinuxKernel, PidfdInfo, Port, PortError};
use crate::{Error, Result};

/// What one visit to a process has read so far.
pub struct Snapshot<K: LinuxKernel> {
    entry: Arc<Entry<K>>,
    stat: OnceCell<PidStat>,
    statm: OnceCell<PidStatm>,
    status: OnceCell<PidStatus>,
    info: OnceCell<Option<PidfdInfo>>,
}

/// Why a process has no memory to read names and arguments from.
pub(super) enum Without {
    /// It is a thread of the kernel and never had any.
    Kernel,
    /// It has, and simply wrote nothing there.
    Text,
}

impl<K: LinuxKernel> Deref for Snapshot<K> {
    type Target = Entry<K>;

    fn deref(&self) -> &Entry<K> {
        &self.entry
    }
}

impl<K: LinuxKernel> From<Entry<K>> for Snapshot<K> {
    fn from(entry: Entry<K>) -> Self {
        Self::of(Arc::new(entry))
    }
}

impl<K: LinuxKernel> Snapshot<K> {
    pub(super) const fn of(entry: Arc<Entry<K>>) -> Self {
        Self {
            entry,
            stat: OnceCell::new(),
            statm: OnceCell::new(),
            status: OnceCell::new(),
            info: OnceCell::new(),
        }
    }

    /// The name in `stat`, if that has been read.
    pub(super) fn known_comm(&self) -> Option<&[u8]> {
        self.stat.get().map(|stat| &*stat.comm)
    }

    /// What may be held of it.
    pub(super) const fn entry(&self) -> &Arc<Entry<K>> {
        &self.entry
    }

    /// Whether it has been seen to be a thread of the kernel, which has no memory, and none of what stands in it.
    pub(super) fn is_known_of_kernel(&self) -> bool {
        self.stat.get().is_some_and(|stat| stat.flags & PF_KTHREAD != 0)
    }
}

impl<K: LinuxKernel> Linux<K> {
    pub(in crate::backend::linux) fn stat<'s>(
        &self,
        snapshot: &'s Snapshot<K>,
    ) -> Result<&'s PidStat> {
        let stat = self.once(snapshot, &snapshot.stat, "stat", pid_stat::parse)?;
        snapshot.knows_start(stat.starttime);
        Ok(stat)
    }

    /// When the process started, in clock ticks since boot. That it still lives is not said by that.
    pub(super) fn starttime(&self, snapshot: &Snapshot<K>) -> Result<u64> {
        snapshot.known_start().map_or_else(|| Ok(self.stat(snapshot)?.starttime), Ok)
    }

    pub(super) fn statm<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s PidStatm> {
        self.once(snapshot, &snapshot.statm, "statm", pid_statm::parse)
    }

    pub(super) fn status_file<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s PidStatus> {
        self.once(snapshot, &snapshot.status, "status", pid_status::parse)
    }

    /// Ids and parent in one system call, a twentieth of the price of `status`; `None` before Linux 6.13.
    pub(super) fn info(&self, snapshot: &Snapshot<K>) -> Option<PidfdInfo> {
        let pidfd = snapshot.pidfd.as_ref()?;
        *snapshot.info.get_or_init(|| self.kernel.pidfd_info(pidfd).ok())
    }

    /// Reads a one-record file of the process and keeps what it says.
    fn once<'s, T>(
        &self,
        snapshot: &Snapshot<K>,
        cell: &'s OnceCell<T>,
        name: &str,
        parse: impl FnOnce(&[u8]) -> psutil_parse::Result<T>,
    ) -> Result<&'s T> {
        if let Some(known) = cell.get() {
            return Ok(known);
        }
        let record = self.read_once(snapshot, name, parse)?;
        Ok(cell.get_or_init(|| record))
    }

    /// Reads a one-record file of the process.
    fn read_once<T>(
        &self,
        snapshot: &Snapshot<K>,
        name: &str,
        parse: impl FnOnce(&[u8]) -> psutil_parse::Result<T>,
    ) -> Result<T> {
        let at = snapshot.file(name);
        let read = match snapshot.place_of(name) {
            Some(place) => self.reread(place, at, parse),
            None => self.kernel.read_record(at, parse),
        };
        let parsed = self.about(snapshot, read)?;
        parsed.map_err(|error| Error::kernel_data(snapshot.path.join(name), error))
    }

    /// Reads a file that is held, or is from now on.
    fn reread<T>(
        &self,
        place: &OnceLock<K::File>,
        at: At<'_, K::Dir>,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T> {
        let file = if let Some(file) = place.get() {
            file
        } else {
            let file = self.kernel.open_file(at)?;
            place.get_or_init(|| file)
        };
        self.kernel.reread_record(file, at, then)
    }

    /// What the failure of a read says about the process.
    pub(super) fn about<T>(&self, snapshot: &Snapshot<K>, read: Port<T>) -> Result<T> {
        read.map_err(|error| self.failed(snapshot, error))
    }

    /// The same, out of line: there are as many kinds of reads as there are files.
    #[cold]
    #[inline(never)]
    fn failed(&self, snapshot: &Snapshot<K>, error: PortError) -> Error {
        match error.errno {
            // Neither is proof of its end: kernel threads have no environ (ESRCH) and no exe (ENOENT).
            Errno::ESRCH | Errno::ENOENT if !self.is_there(snapshot) => self.gone(snapshot),
            // It lives and its directory is empty: hidepid hides what this user could see before.
            Errno::ENOENT if !self.has_directory(snapshot) => hidden(snapshot.pid),
            Errno::ESRCH => Error::System(error.into()),
            _ => error.about(snapshot.pid),
        }
    }

    /// Reads something by the process's number. It had that number all the time if it still lives afterwards.
    pub(super) fn read_by_number<T>(
        &self,
        snapshot: &Snapshot<K>,
        ask: impl FnOnce(&K, Pid) -> Port<T>,
    ) -> Result<T> {
        self.number_is_known(snapshot.pid)?;
        let answer = ask(&self.kernel, snapshot.pid);
        self.must_be_there(snapshot)?;
        self.about(snapshot, answer)
    }

    /// Asks the kernel by the process's number, and makes sure that it had that number all the time.
    ///
    /// It had if it is still there afterwards: a number is given away only once its process is reaped.
    pub(super) fn by_number<T>(
        &self,
        snapshot: &Snapshot<K>,
        ask: impl FnOnce(&K, Pid) -> Port<T>,
    ) -> Result<T> {
        self.number_is_known(snapshot.pid)?;
        // Not for reading, where looking afterwards would do, but so that nothing is set for another.
        self.must_be_there(snapshot)?;
        let answer = ask(&self.kernel, snapshot.pid);
        self.must_be_there(snapshot)?;
        self.about(snapshot, answer)
    }

    fn number_is_known(&self, pid: Pid) -> Result<()> {
        if self.procfs()? == Procfs::Own {
            return Ok(());
        }
        let what = "its number means another process, or none, to this program's kernel calls";
        Err(Error::AccessDenied { pid: Some(pid), what: what.into() })
    }

    pub(super) fn must_be_there(&self, snapshot: &Snapshot<K>) -> Result<()> {
        if self.is_there(snapshot) { Ok(()) } else { Err(self.gone(snapshot)) }
    }

    /// The process has been reaped. Where it was held it may have been before this visit, and another may have its
    /// number.
    fn gone(&self, snapshot: &Snapshot<K>) -> Error {
        let Some(target) = snapshot.held_as() else {
            return Error::no_such_process(snapshot.pid);
        };
        self.kernel.processes.forget(target);
        match self.visit_anew(target) {
            Err(gone @ Error::NoSuchProcess { .. }) => gone,
            _ => Error::no_such_process(snapshot.pid),
        }
    }

    /// Whether the process whose directory this is has not been reaped yet.
    pub(super) fn is_there(&self, snapshot: &Entry<K>) -> bool {
        match &snapshot.pidfd {
            Some(pidfd) => {
                !self.kernel.pidfd_send_signal(pidfd, 0).is_err_and(|e| e.errno == Errno::ESRCH)
            }
            None => self.has_directory(snapshot),
        }
    }

    /// The directory itself, not a file in it: a made-up tree may lack any file.
    fn has_directory(&self, snapshot: &Entry<K>) -> bool {
        let gone = |error: PortError| matches!(error.errno, Errno::ESRCH | Errno::ENOENT);
        !self.kernel.file_status(snapshot.file(".")).is_err_and(gone)
    }

    /// Explains an empty or missing answer that comes from the process's memory.
    ///
    /// A process that has ended, or is about to, has none: that is a zombie, not an empty answer.
    pub(super) fn without_memory(&self, snapshot: &Snapshot<K>) -> Result<Without> {
        let known = snapshot.stat.get().is_some();
        match Self::why_without_memory(snapshot.pid, self.stat(snapshot)?) {
            // It was alive when that was read, and has perhaps ended since.
            Ok(Without::Text) if known => {
                let now = self.read_once(snapshot, "stat", pid_stat::parse)?;
                Self::why_without_memory(snapshot.pid, &now)
            }
            why => why,
        }
    }

    fn why_without_memory(pid: Pid, stat: &PidStat) -> Result<Without> {
        match stat.flags {
            _ if stat.is_zombie() => Err(Error::ZombieProcess { pid }),
            flags if flags & PF_KTHREAD != 0 => Ok(Without::Kernel),
            flags if flags & PF_EXITING != 0 => Err(Error::ZombieProcess { pid }),
            _ => Ok(Without::Text),
        }
    }

    /// A read of what comes from the process's memory; `None` for a thread of the kernel, which has none.
    ///
    /// Without memory some files are missing (ENOENT), some say that the process is (ESRCH).
    pub(super) fn of_memory<T>(&self, snapshot: &Snapshot<K>, read: Port<T>) -> Result<Option<T>> {
        match self.about(snapshot, read) {
            Ok(answer) => Ok(Some(answer)),
            Err(Error::System(error)) if matches!(error.errno, Errno::ENOENT | Errno::ESRCH) => {
                match self.without_memory(snapshot)? {
                    Without::Kernel => Ok(None),
                    Without::Text => Err(Error::System(error)),
                }
            }
            Err(error) => Err(self.zombie_first(snapshot, error)),
        }
    }

    /// Whether a process that had memory still has it, and with it all that was just read.
    pub(super) fn still_has_memory(&self, snapshot: &Snapshot<K>) -> Result<()> {
        let statm = self.read_once(snapshot, "statm", pid_statm::parse)?;
        if statm.size == 0 { Err(Error::ZombieProcess { pid: snapshot.pid }) } else { Ok(()) }
    }

    /// The error that a zombie deserves instead of this one.
    ///
    /// Who may not look at the process may still know that it has ended.
    pub(super) fn zombie_first(&self, snapshot: &Snapshot<K>, error: Error) -> Error {
        match self.without_memory(snapshot) {
            Err(zombie @ (Error::ZombieProcess { .. } | Error::NoSuchProcess { .. })) => zombie,
            _ => error,
        }
    }
}
