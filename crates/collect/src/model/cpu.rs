//! Processors.

use super::field::Field;
use crate::availability::{LINUX, declare_features};

declare_features! {
    CPU_TIMES = "cpuTimes" on LINUX;
    PERCPU_TIMES = "percpuTimes" on LINUX;
}

/// What one CPU or all CPUs did since boot, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CpuTimes {
    /// User mode; on Linux with the time of guests.
    pub user: f64,
    /// Kernel mode.
    pub system: f64,
    /// Nothing to do.
    pub idle: f64,
    /// User mode at low priority.
    pub nice: Field<f64>,
    /// Idle while waiting for I/O.
    pub iowait: Field<f64>,
    /// Hardware interrupts.
    pub irq: Field<f64>,
    /// Software interrupts.
    pub softirq: Field<f64>,
    /// Taken by other virtual machines.
    pub steal: Field<f64>,
    /// Virtual CPUs of guests.
    pub guest: Field<f64>,
    /// Niced virtual CPUs of guests.
    pub guest_nice: Field<f64>,
    /// Spinning on kernel locks.
    pub lock_spin: Field<f64>,
}
