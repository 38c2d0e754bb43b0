//! Processors.

use napi::Either;
use napi::bindgen_prelude::Null;
use napi_derive::napi;
use psutil_collect::backend::CpuCollector;
use psutil_collect::model::cpu as model;

use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::value::{NumberOrNull, count, float_or_null, number, seconds};

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

/// What one CPU did, and which one it is: only samples of the same CPU can be compared.
#[napi(object, object_from_js = false)]
pub struct NumberedCpuTimes {
    pub number: u32,
    pub times: CpuTimes,
}

impl From<model::NumberedCpuTimes> for NumberedCpuTimes {
    fn from(model::NumberedCpuTimes { number, times }: model::NumberedCpuTimes) -> Self {
        Self { number, times: times.into() }
    }
}

/// What all CPUs together counted since boot.
#[napi(object, object_from_js = false)]
pub struct CpuStats {
    /// Changes from one thread to another.
    pub ctx_switches: f64,
    /// Interrupts of devices and timers.
    pub interrupts: f64,
    /// Softirqs: what interrupts left to do later.
    pub soft_interrupts: Option<NumberOrNull>,
    /// System calls.
    ///
    /// Availability: FreeBSD, OpenBSD, NetBSD.
    pub syscalls: Option<NumberOrNull>,
}

impl From<model::CpuStats> for CpuStats {
    fn from(stats: model::CpuStats) -> Self {
        Self {
            ctx_switches: number(stats.ctx_switches),
            interrupts: number(stats.interrupts),
            soft_interrupts: count(stats.soft_interrupts),
            syscalls: count(stats.syscalls),
        }
    }
}

/// How fast a CPU runs, in MHz; `null` where that is not known.
#[napi(object, object_from_js = false)]
pub struct CpuFreq {
    /// Now.
    pub current: NumberOrNull,
    /// The lowest that it may be set to.
    pub min: NumberOrNull,
    /// The highest that it may be set to.
    pub max: NumberOrNull,
}

impl From<model::CpuFreq> for CpuFreq {
    fn from(model::CpuFreq { current, min, max }: model::CpuFreq) -> Self {
        Self { current: float_or_null(current), min: float_or_null(min), max: float_or_null(max) }
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
    outcome(times.map(|each| each.into_iter().map(|cpu| cpu.times.into()).collect()))
}

/// The same, each with the number of the CPU.
#[napi(catch_unwind)]
pub fn numbered_percpu_times(paths: u32) -> Outcome<Vec<NumberedCpuTimes>> {
    let times = collector(paths).percpu_times();
    outcome(times.map(|each| each.into_iter().map(NumberedCpuTimes::from).collect()))
}

/// How many CPUs are online.
#[napi(catch_unwind)]
pub fn logical_cpu_count(paths: u32) -> Outcome<f64> {
    outcome(collector(paths).logical_cpu_count().map(length))
}

/// How many cores they have.
#[napi(catch_unwind)]
pub fn physical_cpu_count(paths: u32) -> Outcome<NumberOrNull> {
    let cores = collector(paths).physical_cpu_count();
    outcome(cores.map(|cores| float_or_null(cores.map(length))))
}

/// How many CPUs' worth of time this program may use.
#[napi(catch_unwind)]
pub fn usable_cpu_count(paths: u32) -> Outcome<f64> {
    outcome(collector(paths).usable_cpu_count())
}

/// What all CPUs together counted since boot.
#[napi(catch_unwind)]
pub fn cpu_stats(paths: u32) -> Outcome<CpuStats> {
    outcome(collector(paths).cpu_stats().map(CpuStats::from))
}

/// The frequency of an average CPU.
#[napi(catch_unwind)]
pub fn cpu_freq(paths: u32) -> Outcome<Either<CpuFreq, Null>> {
    let freq = collector(paths).cpu_freq();
    outcome(freq.map(|freq| freq.map_or(Either::B(Null), |freq| Either::A(freq.into()))))
}

/// The frequency of each CPU.
#[napi(catch_unwind)]
pub fn percpu_freq(paths: u32) -> Outcome<Vec<CpuFreq>> {
    let freq = collector(paths).percpu_freq();
    outcome(freq.map(|each| each.into_iter().map(CpuFreq::from).collect()))
}

#[expect(clippy::cast_precision_loss, reason = "no machine has 2^53 CPUs")]
fn length(count: usize) -> f64 {
    count as f64
}
