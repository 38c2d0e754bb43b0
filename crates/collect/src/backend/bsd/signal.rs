//! Signals.

use nix::errno::Errno;

use super::visit::{self, Visit};
use super::{Record, System};
use crate::model::identity::Target;
use crate::model::process::Pid;
use crate::port::Posix;
use crate::{Error, Result};

/// Sends a signal to this process and no other. Processes of the kernel take none.
pub(in crate::backend) fn signal<S: System>(system: &S, target: Target, signal: i32) -> Result<()> {
    let pid = target.pid;
    if pid <= 0 {
        return Err(of_kernel(pid)); // and not a group of processes, which kill(2) would take it for
    }
    if Visit::to(system, target)?.record.is_kernel {
        return Err(of_kernel(pid));
    }
    match system.kernel().kill(pid, signal) {
        // One that is ending, or has ended and is to be reaped: some kernels take signals to it and throw them away,
        // others find nobody. There is nothing to be done to it.
        Err(error) if error.errno == Errno::ESRCH && visit::still_runs(system, target)? => Ok(()),
        sent => sent.map_err(|error| error.about(pid)),
    }
}

/// Whether no signal of a user does anything to it.
pub(in crate::backend) const fn heeds_none(record: &Record) -> bool {
    record.is_kernel || record.pid <= 1
}

/// Nothing is done to processes of the kernel.
pub(in crate::backend) fn of_kernel(pid: Pid) -> Error {
    Error::AccessDenied { pid: Some(pid), what: "it is a process of the kernel".into() }
}
