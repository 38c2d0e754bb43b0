//! What is done on every system to the process that has a number now, whoever that is.

use super::Port;
use crate::model::process::Pid;

/// Acting by number.
pub trait Posix {
    /// Sends a signal.
    fn kill(&self, pid: Pid, signal: i32) -> Port<()>;
    /// Sets the nice value.
    fn setpriority(&self, pid: Pid, nice: i32) -> Port<()>;
}
