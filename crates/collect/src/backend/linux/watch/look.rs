//! What a watch has to be told of processes.

use std::time::Duration;

use nix::errno::Errno;
use psutil_parse::linux::loadavg;

use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::backend::linux::time::milliseconds;
use crate::backend::watch::{Look, Seen};
use crate::model::identity::{Key, Target};
use crate::model::process::{ExitStatus, Pid};
use crate::port::{At, LinuxKernel};
use crate::{Error, Result};

impl<K: LinuxKernel> Look for Linux<K> {
    fn numbers(&self) -> Result<Vec<Pid>> {
        self.numbers()
    }

    fn look(&self, pid: Pid) -> Result<Option<Seen>> {
        let seen =
            if self.has_pidfs()? { self.look_by_pidfd(pid) } else { self.look_by_start(pid) };
        match seen {
            Ok(seen) => Ok(Some(seen)),
            Err(Error::NoSuchProcess { .. }) => Ok(None),
            Err(Error::AccessDenied { .. }) => {
                Ok(Some(Seen { key: None, is_readable: false, has_ended: false }))
            }
            Err(error) => Err(error),
        }
    }

    fn has_ended(&self, pid: Pid, key: Option<Key>) -> Result<bool> {
        let has_ended = match key {
            Some(Key::Pidfs(inode)) => {
                self.pidfd_of(pid, inode).and_then(|pidfd| Ok(self.kernel.has_exited(&pidfd)?))
            }
            Some(key) => {
                self.visit(Target { pid, key }).and_then(|it| Ok(self.stat(&it)?.has_ended()))
            }
            None => self.number_is_taken(pid).map(|is_taken| !is_taken),
        };
        match has_ended {
            Err(Error::NoSuchProcess { .. }) => Ok(true),
            // Somebody has its number, and this user may not know who.
            Err(Error::AccessDenied { .. }) => Ok(false),
            known => known,
        }
    }

    fn status(&self, target: Target) -> Option<ExitStatus> {
        self.status_of_zombie(&self.visit(target).ok()?)
    }

    fn parent(&self, target: Target) -> Option<Pid> {
        let snapshot = self.visit(target).ok()?;
        self.parent_number(&snapshot).ok()
    }

    fn last_number(&self) -> Option<Pid> {
        // The file tells of the reader's pid namespace, whosever procfs it is in.
        if self.procfs() != Ok(Procfs::Own) {
            return None;
        }
        self.parse_proc("loadavg", loadavg::last_pid).ok()
    }

    fn now(&self) -> Result<f64> {
        Ok(milliseconds(self.kernel.realtime()?))
    }

    fn instant(&self, monotonic: Duration) -> Result<f64> {
        let since = milliseconds(self.kernel.monotonic()?) - milliseconds(monotonic);
        Ok(self.now()? - since)
    }
}

impl<K: LinuxKernel> Linux<K> {
    fn look_by_pidfd(&self, pid: Pid) -> Result<Seen> {
        let pidfd = self.kernel.pidfd_open(pid).map_err(|error| match error.errno {
            // The number of a thread, or of nobody.
            Errno::EINVAL | Errno::ENOENT => Error::no_such_process(pid),
            _ => error.about(pid),
        })?;
        let inode = self.kernel.pidfs_inode(&pidfd)?;
        let has_ended = self.kernel.has_exited(&pidfd)?;
        let stat = self.proc_path(format!("{pid}/stat"));
        let is_readable = self.kernel.file_status(At::Path(&stat)).is_ok();
        // If it has been reaped by now, the file may have been another's.
        if self.is_reaped(&pidfd) {
            return Err(Error::no_such_process(pid));
        }
        Ok(Seen { key: inode.map(Key::Pidfs), is_readable, has_ended })
    }

    fn look_by_start(&self, pid: Pid) -> Result<Seen> {
        let target = self.find(Some(pid))?;
        let has_ended = self.stat(&self.visit(target)?)?.has_ended();
        Ok(Seen { key: Some(target.key), is_readable: true, has_ended })
    }
}
