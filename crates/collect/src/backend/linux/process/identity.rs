//! Which process it is, and how every read is bound to it.
//!
//! - **By pidfd** (Linux 6.9): the inode number of a pidfd is never used twice. The directory `/proc/PID` is
//!   opened first, then a pidfd. If the pidfd's inode is the one remembered, the process lives, so it has had
//!   its number all the time since it was first seen, and the directory is its own.
//! - **By start time** (older kernels, other procfs): the directory is opened first and `stat` read through
//!   it. The start time has a resolution of 10 ms: a number used twice within that time is not noticed.
//!
//! A process that is asked again is held: its directory and its pidfd stay open, and prove for ever after what they
//! have proved once (`held`).

use std::sync::Arc;

use nix::errno::Errno;
use psutil_parse::linux::boot_id;

use super::snapshot::Snapshot;
use crate::backend::Purpose;
use crate::backend::linux::Linux;
use crate::backend::linux::held::Entry;
use crate::backend::linux::procfs::Procfs;
use crate::model::identity::{Identity, Key, Target};
use crate::model::process::Pid;
use crate::port::{At, LinuxKernel};
use crate::{Error, Result, availability};

/// What a process is looked for.
#[derive(Clone, Copy)]
enum Use {
    /// To know that it is there.
    Now,
    /// To be asked.
    Later,
}

impl<K: LinuxKernel> Linux<K> {
    /// The process with this number, or this program itself.
    pub(in crate::backend::linux) fn find(&self, pid: Option<Pid>) -> Result<Target> {
        self.find_for(pid, Use::Now)
    }

    /// The same of a process that is going to be asked: what is opened here anyway is held.
    pub(super) fn find_to_stay(&self, pid: Option<Pid>) -> Result<Target> {
        self.find_for(pid, Use::Later)
    }

    fn find_for(&self, pid: Option<Pid>, intended: Use) -> Result<Target> {
        let pid = match pid {
            Some(pid) => pid,
            None => self.own_number()?,
        };
        if self.has_pidfs()? {
            self.find_by_pidfd(pid, intended)
        } else {
            self.find_by_start(pid, intended)
        }
    }

    /// Our number in the procfs that is looked at.
    pub(in crate::backend::linux) fn own_number(&self) -> Result<Pid> {
        if self.procfs()? == Procfs::Own {
            return Ok(self.kernel.getpid());
        }
        let path = self.proc_path("self");
        let link = self.kernel.read_link(At::Path(&path))?;
        let number = str::from_utf8(&link).ok().and_then(|text| text.parse().ok());
        number.ok_or_else(|| {
            Error::senseless(path, "does not link to the directory of this program".into())
        })
    }

    fn find_by_pidfd(&self, pid: Pid, intended: Use) -> Result<Target> {
        let pidfd = self.pidfd_of_number(pid)?;
        let Some(inode) = self.kernel.pidfs_inode(&pidfd)? else {
            return self.find_by_start(pid, intended);
        };
        let target = Target { pid, key: Key::Pidfs(inode) };
        let pidfd = match intended {
            Use::Now => pidfd,
            Use::Later if self.kernel.processes.get(target).is_some() => return Ok(target),
            Use::Later => match self.hold_by_pidfd(target, pidfd) {
                Ok(()) => return Ok(target),
                Err(pidfd) => pidfd, // what is in the way is told below
            },
        };
        // Where hidepid hides the process there is no reading it: better known now than later.
        let stat = self.proc_path(format!("{pid}/stat"));
        if let Err(error) = self.kernel.file_status(At::Path(&stat)) {
            let lives = self.kernel.pidfd_send_signal(&pidfd, 0);
            let gone = lives.is_err_and(|error| error.errno == Errno::ESRCH);
            return Err(match error.errno {
                _ if gone => Error::no_such_process(pid),
                Errno::ENOENT | Errno::ESRCH => hidden(pid),
                _ => error.about(pid),
            });
        }
        Ok(target)
    }

    /// Holds the process of this pidfd, if it can be read; otherwise gives the pidfd back.
    ///
    /// The directory is opened after the pidfd. If the process lives after that, it is its own.
    fn hold_by_pidfd(&self, target: Target, pidfd: K::Pidfd) -> std::result::Result<(), K::Pidfd> {
        let path = self.proc_path(target.pid.to_string());
        let Ok(dir) = self.kernel.open_dir(&path) else { return Err(pidfd) };
        let mut entry = Entry::new(target.pid, path, dir);
        let is_readable = self.kernel.file_status(entry.file("stat")).is_ok();
        if !is_readable || self.is_reaped(&pidfd) {
            return Err(pidfd);
        }
        entry.pidfd = Some(pidfd);
        self.hold(target, &Arc::new(entry));
        Ok(())
    }

    /// Holds a process that has been visited. Nothing is held of a made-up tree, whose files may be replaced.
    fn hold(&self, target: Target, entry: &Arc<Entry<K>>) {
        if self.procfs().is_ok_and(|procfs| procfs != Procfs::Files) {
            let limit = self.kernel.descriptor_limit();
            self.kernel.processes.hold(target, entry, limit, |entry| self.is_there(entry));
        }
    }

    fn find_by_start(&self, pid: Pid, intended: Use) -> Result<Target> {
        let snapshot = self.enter(pid)?;
        let start = self.stat(&snapshot)?.starttime;
        if self.procfs()? != Procfs::Files && self.status_file(&snapshot)?.tgid != pid {
            return Err(Error::no_such_process(pid)); // a thread
        }
        let target = Target { pid, key: Key::Start(start) };
        if matches!(intended, Use::Later) {
            self.hold(target, snapshot.entry());
        }
        Ok(target)
    }

    /// Begins a visit to the process, and to no other that has its number now. It has not been reaped yet.
    pub(in crate::backend::linux) fn visit(&self, target: Target) -> Result<Snapshot<K>> {
        match self.held(target) {
            Some(held) => Ok(Snapshot::of(held)),
            None => self.visit_anew(target),
        }
    }

    /// Begins a visit for what is read then, and holds the process if that is not the first time. It may have been
    /// reaped: what is held says so when it is read.
    pub(super) fn visit_to_read(&self, target: Target) -> Result<Snapshot<K>> {
        if let Some(held) = self.kernel.processes.get(target) {
            return Ok(Snapshot::of(held));
        }
        let snapshot = self.visit_anew(target)?;
        if self.kernel.processes.is_asked_again(target) {
            self.hold(target, snapshot.entry());
        }
        Ok(snapshot)
    }

    /// What is held of a process that has not been reaped.
    fn held(&self, target: Target) -> Option<Arc<Entry<K>>> {
        let held = self.kernel.processes.get(target)?;
        if self.is_there(&held) {
            return Some(held);
        }
        self.kernel.processes.forget(target);
        None
    }

    /// Begins a visit through a directory that is opened for it.
    pub(super) fn visit_anew(&self, target: Target) -> Result<Snapshot<K>> {
        let reused = Error::NoSuchProcess { pid: target.pid, reused: true };
        let mut entry = match self.enter_directory(target.pid) {
            Err(error @ Error::AccessDenied { .. }) => {
                return Err(if self.still_runs(target)? { error } else { reused });
            }
            entered => entered?,
        };
        match target.key {
            Key::Pidfs(inode) => {
                entry.pidfd = Some(self.pidfd_of(target.pid, inode)?);
                Ok(entry.into())
            }
            Key::Start(start) => {
                let snapshot = entry.into();
                if self.stat(&snapshot)?.starttime == start { Ok(snapshot) } else { Err(reused) }
            }
        }
    }

    /// Begins a visit to whoever has this number, unless hidepid hides what there is to read.
    ///
    /// The directory is opened first, then the pidfd, if anybody wants it. If a file can be seen through the directory
    /// after that, its process lives, so it has had its number all the time, and the pidfd is its own.
    pub(super) fn visit_number(&self, pid: Pid, purpose: Purpose) -> Result<Snapshot<K>> {
        let mut entry = self.enter_directory(pid)?;
        if purpose.ids && self.has_pidfs()? {
            entry.pidfd = Some(self.pidfd_of_number(pid)?);
        }
        let snapshot = entry.into();
        let seen = if purpose.record {
            self.stat(&snapshot).map(drop)
        } else {
            let seen = self.kernel.file_status(snapshot.file("stat"));
            seen.map(drop).map_err(|error| error.about(pid))
        };
        match seen {
            // Who asks for it is told.
            Ok(()) | Err(Error::KernelData { .. }) => Ok(snapshot),
            // Made up: any file may be missing, and nobody ends.
            Err(_) if self.procfs()? == Procfs::Files => Ok(snapshot),
            // Hidden, or gone: it is not for this user to know.
            Err(Error::System(error)) if matches!(error.errno, Errno::ENOENT | Errno::ESRCH) => {
                Err(Error::no_such_process(pid))
            }
            Err(error) => Err(error),
        }
    }

    /// The process whose directory this is.
    pub(super) fn visited(&self, snapshot: &Snapshot<K>) -> Result<Target> {
        let inode = match &snapshot.pidfd {
            Some(pidfd) => self.kernel.pidfs_inode(pidfd)?,
            None if self.has_pidfs()? => {
                let pidfd = self.pidfd_of_number(snapshot.pid)?;
                // Still there after it was opened: it is of no other.
                self.must_be_there(snapshot)?;
                self.kernel.pidfs_inode(&pidfd)?
            }
            None => None,
        };
        let key = match inode {
            Some(inode) => Key::Pidfs(inode),
            None => Key::Start(self.stat(snapshot)?.starttime),
        };
        Ok(Target { pid: snapshot.pid, key })
    }

    /// A pidfd of whoever has this number.
    fn pidfd_of_number(&self, pid: Pid) -> Result<K::Pidfd> {
        self.kernel.pidfd_open(pid).map_err(|error| match error.errno {
            // The number of a thread, of nobody (0), or beyond all numbers.
            Errno::EINVAL | Errno::ENOENT => Error::no_such_process(pid),
            _ => error.about(pid),
        })
    }

    /// A pidfd of the process whose pidfd has this inode number.
    pub(in crate::backend::linux) fn pidfd_of(&self, pid: Pid, inode: u64) -> Result<K::Pidfd> {
        let reused = Error::NoSuchProcess { pid, reused: true };
        let pidfd = self.kernel.pidfd_open(pid).map_err(|error| match error.errno {
            // The number is now that of a thread.
            Errno::EINVAL | Errno::ENOENT => reused.clone(),
            _ => error.about(pid),
        })?;
        if self.kernel.pidfs_inode(&pidfd)? == Some(inode) { Ok(pidfd) } else { Err(reused) }
    }

    /// Begins a visit to whoever has this number.
    pub(super) fn enter(&self, pid: Pid) -> Result<Snapshot<K>> {
        self.enter_directory(pid).map(Snapshot::from)
    }

    /// Opens the directory of whoever has this number.
    fn enter_directory(&self, pid: Pid) -> Result<Entry<K>> {
        let path = self.proc_path(pid.to_string());
        let dir = self.kernel.open_dir(&path).map_err(|error| match error.errno {
            Errno::ENOENT | Errno::ENOTDIR if self.is_hidden(pid) => hidden(pid),
            Errno::ENOENT | Errno::ENOTDIR => Error::no_such_process(pid),
            _ => error.about(pid),
        })?;
        Ok(Entry::new(pid, path, dir))
    }

    /// Whether a process has this number although its directory is not there: hidepid hides it.
    fn is_hidden(&self, pid: Pid) -> bool {
        self.procfs().is_ok_and(|procfs| procfs == Procfs::Own)
            && self.number_is_taken(pid).unwrap_or(false)
    }

    /// Whether the process has not been reaped yet.
    pub(super) fn still_runs(&self, target: Target) -> Result<bool> {
        if self.held(target).is_some() {
            return Ok(true);
        }
        let found = match target.key {
            // Signals and this need no reading, which hidepid may forbid.
            Key::Pidfs(inode) => self.pidfd_of(target.pid, inode).map(drop),
            Key::Start(_) => self.visit_anew(target).map(drop),
        };
        match found {
            Ok(()) => Ok(true),
            Err(Error::NoSuchProcess { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Whether processes are known by their pidfds: the kernel has pidfs and the numbers mean the same.
    pub(in crate::backend::linux) fn has_pidfs(&self) -> Result<bool> {
        if self.procfs()? != Procfs::Own {
            return Ok(false);
        }
        if let Some(known) = self.pidfs.get() {
            return Ok(*known);
        }
        let ours = self.kernel.pidfd_open(self.kernel.getpid());
        let found = match ours.and_then(|pidfd| self.kernel.pidfs_inode(&pidfd)) {
            Ok(inode) => inode.is_some(),
            Err(error) if error.means_not_here() => false,
            Err(error) => return Err(error.into()),
        };
        Ok(*self.pidfs.get_or_init(|| found))
    }

    /// The process in words that last.
    pub(super) fn in_words(&self, target: Target) -> Result<String> {
        let identity =
            Identity { platform: availability::Platform::Linux, boot: self.boot_id()?, target };
        Ok(identity.to_string())
    }

    /// The process that these words name, if it still runs.
    pub(super) fn find_in_words(&self, text: &str) -> Result<Target> {
        let identity: Identity = text.parse()?;
        let target = identity.target;
        let here = identity.platform == availability::Platform::Linux;
        if !here || identity.boot != self.boot_id()? {
            return Err(Error::no_such_process(target.pid)); // of another machine, or from before a reboot
        }
        if matches!(target.key, Key::Pidfs(_)) && !self.has_pidfs()? {
            let what = "its identity is a pidfd inode, and there are no such pidfds here".into();
            return Err(Error::AccessDenied { pid: Some(target.pid), what });
        }
        self.visit(target).map(|_| target)
    }

    fn boot_id(&self) -> Result<String> {
        self.parse_proc("sys/kernel/random/boot_id", |bytes| {
            boot_id::parse(bytes).map(str::to_owned)
        })
    }
}

/// The process is there, and this user may not know.
pub(super) fn hidden(pid: Pid) -> Error {
    Error::AccessDenied { pid: Some(pid), what: "procfs is mounted with hidepid".into() }
}
