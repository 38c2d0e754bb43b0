//! What is mounted where processes are looked for.
//!
//! A program in a container may look at the host's `/proc`. A number in there is not the number that this
//! container's kernel calls take: `pidfd_open(1)` is our own init, `/host/proc/1` the host's. So such numbers
//! never reach the kernel; only directories of that procfs do.

use psutil_parse::linux::pid_status;

use super::Linux;
use crate::Result;
use crate::port::{At, LinuxKernel};

/// What is mounted at `paths.procfs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Procfs {
    /// A procfs that counts processes as this program's kernel calls do.
    Own,
    /// A procfs of another pid namespace.
    Foreign,
    /// No procfs, but files that look like one.
    Files,
}

impl<K: LinuxKernel> Linux<K> {
    /// What is mounted there; looked at once.
    pub(super) fn procfs(&self) -> Result<Procfs> {
        if let Some(known) = self.procfs.get() {
            return Ok(*known);
        }
        let found = self.look_at_procfs()?;
        Ok(*self.procfs.get_or_init(|| found))
    }

    fn look_at_procfs(&self) -> Result<Procfs> {
        if !self.kernel.is_procfs(&self.paths.procfs)? {
            return Ok(Procfs::Files);
        }
        // A procfs of our own pid namespace shows us under our own number, in one namespace.
        let link = self.kernel.read_link(At::Path(&self.proc_path("self")));
        let pid = self.kernel.getpid();
        let same_number = link.is_ok_and(|link| link == pid.to_string().into_bytes());
        if !same_number {
            return Ok(Procfs::Foreign);
        }
        let depth = self.read_proc("self/status", pid_status::pid_namespace_depth)?;
        // Kernels before 4.1 do not tell, and then the same number has to do.
        Ok(if depth.is_none_or(|depth| depth == 1) { Procfs::Own } else { Procfs::Foreign })
    }
}
