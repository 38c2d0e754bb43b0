//! `kill(2)` and `setpriority(2)`.

use nix::errno::Errno;

use super::Kernel;
use crate::model::process::Pid;
use crate::port::{Port, PortError, Posix};

impl Posix for Kernel {
    fn kill(&self, pid: Pid, signal: i32) -> Port<()> {
        // SAFETY: kill takes two numbers and touches no memory of ours. nix would refuse real-time signals.
        let result = unsafe { libc::kill(pid, signal) };
        Errno::result(result).map(drop).map_err(|errno| PortError::new("kill", errno))
    }

    fn setpriority(&self, pid: Pid, nice: i32) -> Port<()> {
        let failed = |errno| PortError::new("setpriority", errno);
        // A number that does not fit is nobody's; `id_t` is unsigned on most of these systems.
        #[allow(clippy::useless_conversion, reason = "on FreeBSD it is a number as any")]
        let id = pid.try_into().map_err(|_| failed(Errno::ESRCH))?;
        // SAFETY: three numbers, no memory.
        let result = unsafe { libc::setpriority(libc::PRIO_PROCESS, id, nice) };
        Errno::result(result).map(drop).map_err(failed)
    }
}
