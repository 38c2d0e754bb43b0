//! What a process is and does at the moment.

use crate::thin::napi;
use napi::Either;
use napi::bindgen_prelude::Null;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process as model;

use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::value::lossy;

/// What a process is doing.
#[napi(string_enum = "kebab-case")]
pub enum ProcessStatus {
    Running,
    Sleeping,
    DiskSleep,
    Zombie,
    Stopped,
    TracingStop,
    Dead,
    WakeKill,
    Waking,
    Parked,
    Idle,
    Locked,
    Waiting,
    Suspended,
}

impl From<model::ProcessStatus> for ProcessStatus {
    fn from(status: model::ProcessStatus) -> Self {
        match status {
            model::ProcessStatus::Running => Self::Running,
            model::ProcessStatus::Sleeping => Self::Sleeping,
            model::ProcessStatus::DiskSleep => Self::DiskSleep,
            model::ProcessStatus::Zombie => Self::Zombie,
            model::ProcessStatus::Stopped => Self::Stopped,
            model::ProcessStatus::TracingStop => Self::TracingStop,
            model::ProcessStatus::Dead => Self::Dead,
            model::ProcessStatus::WakeKill => Self::WakeKill,
            model::ProcessStatus::Waking => Self::Waking,
            model::ProcessStatus::Parked => Self::Parked,
            model::ProcessStatus::Idle => Self::Idle,
            model::ProcessStatus::Locked => Self::Locked,
            model::ProcessStatus::Waiting => Self::Waiting,
            model::ProcessStatus::Suspended => Self::Suspended,
        }
    }
}

/// The number of the parent.
#[napi(catch_unwind)]
pub fn process_ppid(handle: &[f64]) -> Outcome<i32> {
    answer(handle, Host::ppid, |pid| pid)
}

/// When it started, in milliseconds since the epoch.
#[napi(catch_unwind)]
pub fn process_create_time(handle: &[f64]) -> Outcome<f64> {
    answer(handle, Host::create_time, |time| time)
}

/// When it started, in the kernel's unit.
#[napi(catch_unwind)]
pub fn process_raw_create_time(handle: &[f64]) -> Outcome<f64> {
    answer(handle, Host::raw_create_time, |time| time)
}

/// What it is doing.
#[napi(catch_unwind)]
pub fn process_status(handle: &[f64]) -> Outcome<ProcessStatus> {
    answer(handle, Host::status, ProcessStatus::from)
}

/// The process group.
#[napi(catch_unwind)]
pub fn process_pgid(handle: &[f64]) -> Outcome<i32> {
    answer(handle, Host::pgid, |pgid| pgid)
}

/// The session.
#[napi(catch_unwind)]
pub fn process_sid(handle: &[f64]) -> Outcome<i32> {
    answer(handle, Host::sid, |sid| sid)
}

/// The controlling terminal: `null` without one, empty if its name is not found.
#[napi(catch_unwind)]
pub fn process_terminal(handle: &[f64]) -> Outcome<Either<String, Null>> {
    let path = |path: Option<Vec<u8>>| path.map_or(Either::B(Null), |path| Either::A(lossy(path)));
    answer(handle, Host::terminal, path)
}

/// Whether there is a controlling terminal.
#[napi(catch_unwind)]
pub fn process_has_terminal(handle: &[f64]) -> Outcome<bool> {
    answer(handle, Host::has_terminal, |has| has)
}
