//! What a watch needs to know of processes.

use std::time::Duration;

use crate::Result;
use crate::model::identity::{Key, Target};
use crate::model::process::{ExitStatus, Pid};

/// A process that has been looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::backend) struct Seen {
    /// What tells it from others of its number. Where hidepid hides it there may be nothing that does.
    pub key: Option<Key>,
    /// Whether this user may read about it.
    pub is_readable: bool,
    /// Whether all its threads have ended.
    pub has_ended: bool,
}

/// Looking at processes.
pub(in crate::backend) trait Look {
    /// The numbers of all processes that are listed, in ascending order.
    fn numbers(&self) -> Result<Vec<Pid>>;
    /// Whoever has this number, if anybody.
    fn look(&self, pid: Pid) -> Result<Option<Seen>>;
    /// Whether that process has ended, if only as a zombie.
    fn has_ended(&self, pid: Pid, key: Option<Key>) -> Result<bool>;
    /// How a process ended that is a zombie now, if that can be known.
    fn status(&self, target: Target) -> Option<ExitStatus>;
    /// Who started it, or who has taken it over since.
    fn parent(&self, target: Target) -> Option<Pid>;
    /// The number that was given away last, if that is known for the namespace that is looked at.
    fn last_number(&self) -> Option<Pid>;
    /// Milliseconds since the epoch.
    fn now(&self) -> Result<f64>;
    /// A moment of `CLOCK_MONOTONIC` in milliseconds since the epoch.
    fn instant(&self, monotonic: Duration) -> Result<f64>;
}
