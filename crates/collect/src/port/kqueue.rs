//! `kqueue(2)`: being told how processes end, whosever children they are.

use std::time::Duration;

use super::{ChildExit, Port};
use crate::model::process::Pid;

/// A process has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Its number.
    pub pid: Pid,
    /// How, as `wait(2)` gives it; `None` where the kernel does not tell this program.
    pub status: Option<i32>,
}

/// Waiting for the ends of processes.
pub trait Kqueues {
    /// What waits for many at once.
    type Kqueue: Send + Sync + 'static;

    /// One that waits for nothing yet.
    fn kqueue(&self) -> Port<Self::Kqueue>;

    /// Has it tell, once, that whoever has this number now has ended. `ESRCH`: nobody has, or not any more.
    fn watch_exit(&self, kqueue: &Self::Kqueue, pid: Pid) -> Port<()>;

    /// Waits, and gives those that have ended. May give none.
    fn ended(&self, kqueue: &Self::Kqueue, patience: Option<Duration>) -> Port<Vec<Ended>>;

    /// Has the one that waits come back at once.
    fn interrupt(&self, kqueue: &Self::Kqueue) -> Port<()>;

    /// How a child of ours ended; it is left to be reaped. `None`: it has not. `ECHILD`: it is none.
    fn peek_child(&self, pid: Pid) -> Port<Option<ChildExit>>;
}
