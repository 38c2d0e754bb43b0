//! What a process has done: time on CPUs, page faults, reads and writes.

use super::super::field::Field;

/// Time spent on a CPU, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProcessCpuTimes {
    /// In user mode.
    pub user: f64,
    /// In kernel mode.
    pub system: f64,
    /// In user mode, by children that have been waited for.
    pub children_user: f64,
    /// In kernel mode, by children that have been waited for.
    pub children_system: f64,
    /// Waiting for block I/O. Availability: Linux with `kernel.task_delayacct=1`.
    pub iowait: Field<f64>,
}

/// CPU time and the clocks to compare it with, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CpuUse {
    /// User and system time since the process started.
    pub cpu: f64,
    /// Now, on a clock that is never set.
    pub now: f64,
    /// Since the process started.
    pub age: f64,
}

/// One thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// Its number.
    pub id: u64,
    /// What it calls itself.
    pub name: Option<Vec<u8>>,
    /// Seconds in user mode.
    pub user_time: f64,
    /// Seconds in kernel mode.
    pub system_time: f64,
}

/// Page faults since the process started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageFaults {
    /// Served from memory.
    pub minor: u64,
    /// Served from storage.
    pub major: u64,
}

/// Reads and writes since the process started.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IoCounters {
    /// Read calls.
    pub read_count: Option<u64>,
    /// Write calls.
    pub write_count: Option<u64>,
    /// Bytes fetched from storage.
    pub read_bytes: Option<u64>,
    /// Bytes sent to storage.
    pub write_bytes: Option<u64>,
    /// Bytes that read calls returned, from wherever. Availability: Linux.
    pub read_chars: Field<u64>,
    /// Bytes handed to write calls. Availability: Linux.
    pub write_chars: Field<u64>,
}

/// How often the process was taken off its CPU.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CtxSwitches {
    /// For whatever reason.
    pub total: u64,
    /// It waited for something.
    pub voluntary: Field<u64>,
    /// Its time was up.
    pub involuntary: Field<u64>,
}

impl CtxSwitches {
    /// Of a kernel that counts them by reason.
    pub const fn by_reason(voluntary: u64, involuntary: u64) -> Self {
        Self {
            total: voluntary.saturating_add(involuntary),
            voluntary: Field::Known(voluntary),
            involuntary: Field::Known(involuntary),
        }
    }
}
