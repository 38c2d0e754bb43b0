//! What a process does on CPUs.

use napi::Either;
use napi::bindgen_prelude::Null;
use napi_derive::napi;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process as model;

use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::table::{Table, table};
use crate::value::{NumberOrNull, number, seconds};

/// Time that a process spent on a CPU, in seconds.
#[napi(object, object_from_js = false)]
pub struct ProcessCpuTimes {
    /// In user mode.
    pub user: f64,
    /// In kernel mode.
    pub system: f64,
    /// In user mode, by children that have been waited for.
    pub children_user: f64,
    /// In kernel mode, by children that have been waited for.
    pub children_system: f64,
    /// Waiting for block I/O; `null` unless the kernel counts it (`kernel.task_delayacct=1`).
    ///
    /// Availability: Linux.
    pub iowait: Option<NumberOrNull>,
}

impl From<model::ProcessCpuTimes> for ProcessCpuTimes {
    fn from(times: model::ProcessCpuTimes) -> Self {
        let model::ProcessCpuTimes { user, system, children_user, children_system, iowait } = times;
        Self { user, system, children_user, children_system, iowait: seconds(iowait) }
    }
}

/// CPU time and the clocks to compare it with, in seconds.
#[napi(object, object_from_js = false)]
pub struct CpuUse {
    /// User and system time since the process started.
    pub cpu: f64,
    /// Now, on a clock that is never set.
    pub now: f64,
    /// Since the process started.
    pub age: f64,
}

impl From<model::CpuUse> for CpuUse {
    fn from(model::CpuUse { cpu, now, age }: model::CpuUse) -> Self {
        Self { cpu, now, age }
    }
}

/// How often a process was taken off its CPU.
#[napi(object, object_from_js = false)]
pub struct CtxSwitches {
    /// It waited for something.
    pub voluntary: f64,
    /// Its time was up.
    pub involuntary: f64,
}

impl From<model::CtxSwitches> for CtxSwitches {
    fn from(model::CtxSwitches { voluntary, involuntary }: model::CtxSwitches) -> Self {
        Self { voluntary: number(voluntary), involuntary: number(involuntary) }
    }
}

/// Time on a CPU.
#[napi(catch_unwind)]
pub fn process_cpu_times(handle: &[f64]) -> Outcome<ProcessCpuTimes> {
    answer(handle, Host::cpu_times, ProcessCpuTimes::from)
}

/// CPU time to compare with that of another moment.
#[napi(catch_unwind)]
pub fn process_cpu_use(handle: &[f64]) -> Outcome<CpuUse> {
    answer(handle, Host::cpu_use, CpuUse::from)
}

/// The CPU that it runs on or ran on last.
#[napi(catch_unwind)]
pub fn process_cpu_num(handle: &[f64]) -> Outcome<Either<u32, Null>> {
    answer(handle, Host::cpu_num, |cpu| cpu.map_or(Either::B(Null), Either::A))
}

/// How often it was taken off its CPU.
#[napi(catch_unwind)]
pub fn process_num_ctx_switches(handle: &[f64]) -> Outcome<CtxSwitches> {
    answer(handle, Host::num_ctx_switches, CtxSwitches::from)
}

/// Threads.
#[napi(catch_unwind)]
pub fn process_num_threads(handle: &[f64]) -> Outcome<u32> {
    answer(handle, Host::num_threads, |threads| threads)
}

/// The threads: numbers id, user time, system time; text name.
#[napi(catch_unwind)]
pub fn process_threads(handle: &[f64]) -> Outcome<Table> {
    answer(handle, Host::threads, |threads| thread_table(&threads))
}

/// Threads in the columns of [`process_threads`].
pub fn thread_table(threads: &[model::Thread]) -> Table {
    table(
        threads,
        &[&|thread| number(thread.id), &|thread| thread.user_time, &|thread| thread.system_time],
        &[&|thread| thread.name.as_deref()],
    )
}
