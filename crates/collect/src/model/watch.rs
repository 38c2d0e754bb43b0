//! Processes that begin and end.

use super::identity::Target;
use super::process::Pid;
use crate::availability::{LINUX, declare_features};

declare_features! {
    WATCH_PROCESSES = "watchProcesses" on LINUX;
}

/// Where a watch has its events from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchSource {
    /// The kernel tells of each.
    Connector,
    /// The list of processes is compared with the one before.
    Polling,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// It returned this.
    Code(i32),
    /// This signal ended it.
    Signal(i32),
}

impl ExitStatus {
    /// Reads a status as wait(2) gives it; `None` for one that is not about an end.
    pub const fn from_wait(status: i32) -> Option<Self> {
        match status & 0x7F {
            0 => Some(Self::Code(status >> 8 & 0xFF)),
            0x7F => None,
            signal => Some(Self::Signal(signal)),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_as_the_macros_of_wait_do() {
        let read = ExitStatus::from_wait;
        assert_eq!(read(0), Some(ExitStatus::Code(0)));
        assert_eq!(read(0x700), Some(ExitStatus::Code(7)));
        assert_eq!(read(0xFF00), Some(ExitStatus::Code(255)));
        assert_eq!(read(15), Some(ExitStatus::Signal(15)));
        assert_eq!(read(0x8B), Some(ExitStatus::Signal(11))); // with a core dump
        assert_eq!(read(0x137F), None); // stopped
    }
}
