//! The nice value.

use nix::errno::Errno;

use super::System;
use super::signal::of_kernel;
use super::visit::{self, Visit};
use crate::model::identity::Target;
use crate::port::Posix;
use crate::{Error, Result};

/// Sets the nice value of this process and of no other.
pub(in crate::backend) fn set_nice<S: System>(system: &S, target: Target, nice: i32) -> Result<()> {
    let pid = target.pid;
    if pid <= 0 {
        return Err(of_kernel(pid)); // and not this program itself, which setpriority(2) would take it for
    }
    let set = visit::done_to(system, target, |pid| {
        system.kernel().setpriority(pid, nice).map_err(|error| match error.errno {
            Errno::ESRCH => Error::ZombieProcess { pid },
            _ => error.about(pid),
        })
    });
    match set {
        // Nobody was found by the number. A zombie is not there for the scheduler any more.
        Err(zombie @ Error::ZombieProcess { .. }) => {
            let visit = Visit::to(system, target)?;
            Err(if visit.record.is_zombie { zombie } else { Error::no_such_process(pid) })
        }
        set => set,
    }
}
