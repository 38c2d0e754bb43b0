//! Processors.

use napi_derive::napi;
use psutil_collect::backend::CpuCollector;
use psutil_collect::model::cpu as model;

use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::value::{NumberOrNull, seconds};

/// What one CPU or all CPUs did since boot, in seconds.
#[napi(object, object_from_js = false)]
pub struct CpuTimes {
    /// User mode; on Linux with the time of guests.
    pub user: f64,
    /// Kernel mode.
    pub system: f64,
    /// Nothing to do.
    pub idle: f64,
    /// User mode at low priority; on Linux with the time of niced guests.
    pub nice: Option<NumberOrNull>,
    /// Idle while waiting for I/O.
    ///
    /// Availability: Linux.
    pub iowait: Option<NumberOrNull>,
    /// Hardware interrupts.
    ///
    /// Availability: Linux, FreeBSD, OpenBSD, NetBSD.
    pub irq: Option<NumberOrNull>,
    /// Software interrupts.
    ///
    /// Availability: Linux.
    pub softirq: Option<NumberOrNull>,
    /// Taken by other virtual machines.
    ///
    /// Availability: Linux.
    pub steal: Option<NumberOrNull>,
    /// Virtual CPUs of guests.
    ///
    /// Availability: Linux.
    pub guest: Option<NumberOrNull>,
    /// Niced virtual CPUs of guests.
    ///
    /// Availability: Linux.
    pub guest_nice: Option<NumberOrNull>,
    /// Spinning on locks of the kernel.
    ///
    /// Availability: OpenBSD.
    pub lock_spin: Option<NumberOrNull>,
}

impl From<model::CpuTimes> for CpuTimes {
    fn from(times: model::CpuTimes) -> Self {
        let model::CpuTimes { user, system, idle, nice, iowait, irq, softirq, .. } = times;
        let model::CpuTimes { steal, guest, guest_nice, lock_spin, .. } = times;
        Self {
            user,
            system,
            idle,
            nice: seconds(nice),
            iowait: seconds(iowait),
            irq: seconds(irq),
            softirq: seconds(softirq),
            steal: seconds(steal),
            guest: seconds(guest),
            guest_nice: seconds(guest_nice),
            lock_spin: seconds(lock_spin),
        }
    }
}

/// What all CPUs together did since boot.
#[napi(catch_unwind)]
pub fn cpu_times(paths: u32) -> Outcome<CpuTimes> {
    outcome(collector(paths).cpu_times().map(CpuTimes::from))
}

/// What each CPU did since boot.
#[napi(catch_unwind)]
pub fn percpu_times(paths: u32) -> Outcome<Vec<CpuTimes>> {
    let times = collector(paths).percpu_times();
    outcome(times.map(|each| each.into_iter().map(CpuTimes::from).collect()))
}
