//! Signals that reach this process and no other.

use nix::errno::Errno;

use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::model::identity::{Key, Target};
use crate::port::LinuxKernel;
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn signal(&self, target: Target, signal: i32) -> Result<()> {
        let pid = target.pid;
        let denied = |what: &str| Error::AccessDenied { pid: Some(pid), what: what.into() };
        if self.procfs()? == Procfs::Files {
            return Err(denied(
                "paths.procfs is not a procfs, and its processes are not of this machine",
            ));
        }
        // By pidfd alone where there are any: reading is denied where hidepid hides the process.
        if let Key::Pidfs(inode) = target.key {
            let pidfd = self.pidfd_of(pid, inode)?;
            let sent = self.kernel.pidfd_send_signal(&pidfd, signal);
            return sent.map_err(|error| error.about(pid));
        }
        let snapshot = self.visit(target)?;
        let sent = self.kernel.dir_send_signal(&snapshot.dir, signal);
        sent.or_else(|error| match error.errno {
            Errno::EINVAL => Err(denied("the process is in another pid namespace")),
            // Before Linux 5.1 there is only the number: the moment between look and kill stays open.
            Errno::ENOSYS if self.procfs()? == Procfs::Own => {
                self.visit(target)?;
                self.kernel.kill(pid, signal).map_err(|error| error.about(pid))
            }
            _ => Err(error.about(pid)),
        })
    }
}
