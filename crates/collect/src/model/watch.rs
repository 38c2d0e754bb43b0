//! Processes that begin and end.

use super::identity::Target;
use super::process::{ExitStatus, Pid};
use crate::availability::{EVERYWHERE, declare_features};

declare_features! {
    WATCH_PROCESSES = "watchProcesses" on EVERYWHERE;
}

/// Where a watch has its events from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchSource {
    /// The kernel tells of each.
    Connector,
    /// The list of processes is compared with the one before.
    Polling,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchEvent {
    /// When, in milliseconds since the epoch: when it happened or, where the kernel did not tell, when it was found.
    pub time: f64,
    /// What.
    pub what: Happening,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A process has begun.
    Start {
        /// Its number.
        pid: Pid,
        /// The process; `None` if it was gone before it could be looked at, or may not be read.
        target: Option<Target>,
        /// Who started it, if known.
        ppid: Option<Pid>,
    },
    /// A process has ended: all of its threads.
    Exit {
        /// The number it had.
        pid: Pid,
        /// As it was at its start, or when the watch began.
        target: Option<Target>,
        /// How, if known.
        status: Option<ExitStatus>,
    },
    /// The kernel could not tell of all that happened. What is missing and could be found out follows.
    Overflow,
}
