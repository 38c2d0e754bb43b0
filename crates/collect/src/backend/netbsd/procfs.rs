//! A procfs, which may be mounted at `/proc` and often is not. What only it tells is not known without it.

use std::path::PathBuf;

use nix::errno::Errno;

use super::NetBsd;
use crate::Result;
use crate::model::process::Pid;
use crate::port::{FileStatus, NetBsdKernel, PortError};

impl<K: NetBsdKernel> NetBsd<K> {
    fn in_procfs(&self, pid: Pid, name: &str) -> PathBuf {
        self.paths.procfs.join(pid.to_string()).join(name)
    }

    /// Where a link of whoever has this number leads; `None` where nothing tells.
    pub(super) fn link_in_procfs(&self, pid: Pid, name: &str) -> Result<Option<Vec<u8>>> {
        match self.kernel.read_link(&self.in_procfs(pid, name)) {
            Err(error) if is_not_there(&error) => Ok(None),
            read => {
                let target = read.map_err(|error| error.about(pid))?;
                Ok(Some(target).filter(|path| path.starts_with(b"/")))
            }
        }
    }

    /// What file is behind a name there; `None` where nothing tells, or not to us.
    pub(super) fn status_in_procfs(&self, pid: Pid, name: &str) -> Option<FileStatus> {
        self.kernel.file_status(&self.in_procfs(pid, name)).ok()
    }
}

/// No procfs, no such process in it, or something else that has been mounted there.
const fn is_not_there(error: &PortError) -> bool {
    matches!(error.errno, Errno::ENOENT | Errno::ENOTDIR | Errno::EINVAL | Errno::EOPNOTSUPP)
}
