//! All processes: the directory `/proc` itself.

use nix::errno::Errno;
use psutil_parse::linux::{dirent64, pid_status};

use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::model::process::Pid;
use crate::order;
use crate::port::{At, LinuxKernel};
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    /// All process ids, in ascending order.
    pub(in crate::backend::linux) fn numbers(&self) -> Result<Vec<Pid>> {
        let mut pids = Vec::new();
        self.kernel.getdents(At::Path(&self.paths.procfs), |records| {
            pids.extend(dirent64::pids(records));
        })?;
        if pids.is_empty() {
            // A folder without processes is a procfs that is not mounted, unless a test has made it up.
            self.read_proc("stat", |_| ())?;
        }
        order::sort(&mut pids);
        Ok(pids)
    }

    /// Whether a process, and not a thread, has this number. True of those that hidepid hides.
    pub(in crate::backend::linux) fn number_is_taken(&self, pid: Pid) -> Result<bool> {
        if pid <= 0 {
            return Ok(false);
        }
        if self.has_pidfs()? {
            return match self.kernel.pidfd_open(pid) {
                Ok(_) => Ok(true),
                // EINVAL, ENOENT: the number of a thread
                Err(error)
                    if matches!(error.errno, Errno::ESRCH | Errno::EINVAL | Errno::ENOENT) =>
                {
                    Ok(false)
                }
                Err(error) => Err(error.about(pid)),
            };
        }
        let own = self.procfs()? == Procfs::Own;
        match own.then(|| self.kernel.kill(pid, 0)) {
            None | Some(Ok(())) => {}
            Some(Err(error)) if error.errno == Errno::EPERM => {}
            Some(Err(error)) if error.errno == Errno::ESRCH => return Ok(false),
            Some(Err(error)) => return Err(error.about(pid)),
        }
        self.is_leader(pid, own)
    }

    /// Whether `/proc/PID`, which opens for threads too, is that of a process.
    fn is_leader(&self, pid: Pid, known_to_kernel: bool) -> Result<bool> {
        let directory = self.proc_path(pid.to_string());
        let path = directory.join("status");
        match self.kernel.read_record(At::Path(&path), pid_status::parse) {
            Ok(Ok(status)) => Ok(status.tgid == pid),
            Ok(Err(error)) => Err(Error::kernel_data(path, error)),
            Err(error) => match error.errno {
                Errno::EPERM | Errno::EACCES => Ok(true),
                // Hidden; or a made-up tree, which may lack the file but not the directory.
                Errno::ESRCH | Errno::ENOENT | Errno::ENOTDIR => {
                    let is_there = self.kernel.file_status(At::Path(&directory)).is_ok();
                    if !is_there && !known_to_kernel {
                        self.numbers()?; // nothing is mounted: that is no answer
                    }
                    Ok(known_to_kernel || is_there)
                }
                _ => Err(error.about(pid)),
            },
        }
    }
}
