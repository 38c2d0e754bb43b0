//! How a process is treated, and setting that.

use crate::thin::napi;
use napi::bindgen_prelude::Float64Array;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process as model;
use psutil_collect::port::limits;

use crate::handle::whole;
use crate::machine::integers;
use crate::oneshot::{answer, ask_now};
use crate::outcome::{Outcome, outcome};
use crate::value::number;

/// The class of an I/O priority, in the words of ionice(1).
#[napi(string_enum = "kebab-case")]
pub enum IoPriorityClass {
    None,
    Realtime,
    BestEffort,
    Idle,
}

impl From<model::IoClass> for IoPriorityClass {
    fn from(class: model::IoClass) -> Self {
        match class {
            model::IoClass::None => Self::None,
            model::IoClass::Realtime => Self::Realtime,
            model::IoClass::BestEffort => Self::BestEffort,
            model::IoClass::Idle => Self::Idle,
        }
    }
}

/// An I/O priority.
#[napi(object, object_from_js = false)]
pub struct IoPriority {
    /// `'none'`: derived from the nice value. `'realtime'`: before all others. `'best-effort'`: in turn.
    /// `'idle'`: when nobody else wants the disk.
    pub class: IoPriorityClass,
    /// 0 (first) to 7 (last) within `'realtime'` and `'best-effort'`; without meaning in the others.
    pub value: u32,
}

/// A resource limit; `Infinity` is unlimited.
#[napi(object, object_from_js = false)]
pub struct ResourceLimits {
    /// What counts now.
    pub soft: f64,
    /// How far the process may raise the soft one.
    pub hard: f64,
}

/// The nice value.
#[napi(catch_unwind)]
pub fn process_priority(handle: &[f64]) -> Outcome<i32> {
    answer(handle, Host::priority, |nice| nice)
}

/// Sets the nice value.
#[napi(catch_unwind)]
pub fn process_set_priority(handle: &[f64], nice: i32) -> Outcome<()> {
    outcome(ask_now(handle, |host, snapshot| host.set_priority(snapshot, nice)))
}

/// The I/O priority.
#[napi(catch_unwind)]
pub fn process_io_priority(handle: &[f64]) -> Outcome<IoPriority> {
    answer(handle, Host::io_priority, |model::IoPriority { class, value }| IoPriority {
        class: class.into(),
        value: u32::from(value),
    })
}

/// Sets the I/O priority.
#[napi(catch_unwind)]
pub fn process_set_io_priority(
    handle: &[f64],
    io_class: IoPriorityClass,
    value: u8,
) -> Outcome<()> {
    let class = match io_class {
        IoPriorityClass::None => model::IoClass::None,
        IoPriorityClass::Realtime => model::IoClass::Realtime,
        IoPriorityClass::BestEffort => model::IoClass::BestEffort,
        IoPriorityClass::Idle => model::IoClass::Idle,
    };
    let priority = model::IoPriority { class, value };
    outcome(ask_now(handle, |host, snapshot| host.set_io_priority(snapshot, priority)))
}

/// The CPUs that it may use.
#[napi(catch_unwind)]
pub fn process_cpu_affinity(handle: &[f64]) -> Outcome<Float64Array> {
    answer(handle, Host::cpu_affinity, integers)
}

/// Sets the CPUs that it may use; none means all that it is allowed.
#[napi(catch_unwind)]
pub fn process_set_cpu_affinity(handle: &[f64], cpus: &[f64]) -> Outcome<()> {
    let cpus: Vec<u32> = cpus.iter().copied().map(whole).collect();
    outcome(ask_now(handle, |host, snapshot| host.set_cpu_affinity(snapshot, &cpus)))
}

/// A resource limit.
#[napi(catch_unwind)]
pub fn process_rlimit(handle: &[f64], resource: i32) -> Outcome<ResourceLimits> {
    let limit = |limit: Option<u64>| limit.map_or(f64::INFINITY, number);
    answer(
        handle,
        |host, snapshot| host.rlimit(snapshot, resource),
        |model::Limits { soft, hard }| ResourceLimits { soft: limit(soft), hard: limit(hard) },
    )
}

/// Sets a resource limit; `null` is unlimited.
#[napi(catch_unwind)]
pub fn process_set_rlimit(
    handle: &[f64],
    resource: i32,
    soft: Option<i64>,
    hard: Option<i64>,
) -> Outcome<()> {
    let limit = |limit: Option<i64>| limit.and_then(|limit| u64::try_from(limit).ok());
    let limits = model::Limits { soft: limit(soft), hard: limit(hard) };
    outcome(ask_now(handle, |host, snapshot| host.set_rlimit(snapshot, resource, limits)))
}

/// A resource that can be limited.
#[napi(object, object_from_js = false)]
pub struct Resource {
    pub name: &'static str,
    pub number: i32,
}

/// The resources of this system that can be limited.
#[napi(catch_unwind)]
pub fn resources() -> Vec<Resource> {
    limits::resources().iter().map(|&(name, number)| Resource { name, number }).collect()
}
