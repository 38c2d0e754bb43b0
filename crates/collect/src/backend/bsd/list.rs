//! All processes.

use super::{System, visit};
use crate::model::process::Pid;
use crate::{Error, Result};

/// All process ids, in ascending order.
pub(in crate::backend) fn numbers<S: System>(system: &S) -> Result<Vec<Pid>> {
    Ok(visit::everyone(system)?.into_iter().map(|(target, _)| target.pid).collect())
}

/// Whether a process, and not a thread, has this number.
///
/// Its record is asked for: `kill(2)` takes the numbers of threads on OpenBSD, and none of zombies on NetBSD.
pub(in crate::backend) fn number_is_taken<S: System>(system: &S, pid: Pid) -> Result<bool> {
    if pid < 0 {
        return Ok(false);
    }
    match system.raw(pid) {
        Ok(raw) => Ok(raw.is_some()),
        // Somebody has it, and it is not for us to know who.
        Err(Error::AccessDenied { .. }) => Ok(true),
        Err(Error::NoSuchProcess { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}
