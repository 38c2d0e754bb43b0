//! Processes.

use napi::bindgen_prelude::{Float64Array, Int32Array};
use napi_derive::napi;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process as model;

use crate::handle::{Handle, handles, numbers};
use crate::oneshot::answer;
use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::value::{NumberOrNull, Text, count, lossy, number, seconds, text};

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

/// User ids.
#[napi(object, object_from_js = false)]
pub struct Uids {
    /// Who started the process.
    pub real: u32,
    /// Whose rights it has.
    pub effective: u32,
    /// Whose rights it may take back.
    pub saved: u32,
}

/// Group ids.
#[napi(object, object_from_js = false)]
pub struct Gids {
    /// The group of who started the process.
    pub real: u32,
    /// Whose rights it has.
    pub effective: u32,
    /// Whose rights it may take back.
    pub saved: u32,
}

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

/// Memory of a process, in bytes.
#[napi(object, object_from_js = false)]
pub struct MemoryInfo {
    /// In RAM: the resident set.
    pub rss: f64,
    /// All of the address space.
    pub vms: f64,
    /// In RAM and possibly shared with others: files and shared memory.
    ///
    /// Availability: Linux.
    pub shared: Option<NumberOrNull>,
    /// Code.
    ///
    /// Availability: Linux, FreeBSD, OpenBSD, NetBSD.
    pub text: Option<NumberOrNull>,
    /// Data; on Linux with the stack.
    ///
    /// Availability: Linux, FreeBSD, OpenBSD, NetBSD.
    pub data: Option<NumberOrNull>,
    /// Stack.
    ///
    /// Availability: FreeBSD, OpenBSD, NetBSD.
    pub stack: Option<NumberOrNull>,
    /// The most that was ever in RAM.
    ///
    /// Availability: FreeBSD, OpenBSD, NetBSD.
    pub peak_rss: Option<NumberOrNull>,
}

/// The handle of the process with this number; of this program without one.
#[napi(catch_unwind)]
pub fn process_open(paths: u32, pid: Option<i32>) -> Outcome<Float64Array> {
    outcome(collector(paths).open(pid).map(|target| handles(paths, [target])))
}

/// The process in words that last.
#[napi(catch_unwind)]
pub fn process_identity(handle: &[f64]) -> Outcome<String> {
    let handle = Handle::read(handle);
    outcome(collector(handle.paths).identity(handle.target))
}

/// The handle of the process that these words name.
#[napi(catch_unwind)]
pub fn process_find_identity(paths: u32, text: String) -> Outcome<Float64Array> {
    outcome(collector(paths).find_identity(&text).map(|target| handles(paths, [target])))
}

/// Whether the process has not been reaped yet.
#[napi(catch_unwind)]
pub fn process_is_running(handle: &[f64]) -> Outcome<bool> {
    let handle = Handle::read(handle);
    outcome(collector(handle.paths).is_running(handle.target))
}

/// The handle of the parent, if it has one; nothing otherwise.
#[napi(catch_unwind)]
pub fn process_parent(handle: &[f64]) -> Outcome<Float64Array> {
    let Handle { paths, target, .. } = Handle::read(handle);
    outcome(collector(paths).parent(target).map(|parent| handles(paths, parent)))
}

/// The handles of the parent, its parent, and so on.
#[napi(catch_unwind)]
pub fn process_parents(handle: &[f64]) -> Outcome<Float64Array> {
    let Handle { paths, target, .. } = Handle::read(handle);
    outcome(collector(paths).parents(target).map(|parents| handles(paths, parents)))
}

/// The handles of the children, or of all descendants.
#[napi(catch_unwind)]
pub fn process_children(handle: &[f64], recursive: bool) -> Outcome<Float64Array> {
    let Handle { paths, target, .. } = Handle::read(handle);
    outcome(collector(paths).children(target, recursive).map(|children| handles(paths, children)))
}

/// Sends a signal.
#[napi(catch_unwind)]
pub fn process_send_signal(handle: &[f64], signal: i32) -> Outcome<()> {
    let handle = Handle::read(handle);
    outcome(collector(handle.paths).send_signal(handle.target, signal))
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

/// The name, as the kernel has it or made whole.
#[napi(catch_unwind)]
pub fn process_name(handle: &[f64], raw: bool, as_buffer: bool) -> Outcome<Text> {
    answer(handle, |host, snapshot| host.name(snapshot, raw), |name| text(name, as_buffer))
}

/// The program's file.
#[napi(catch_unwind)]
pub fn process_exe(
    handle: &[f64],
    fallback_cmdline: bool,
    as_buffer: bool,
) -> Outcome<Option<Text>> {
    let exe = |path: Option<Vec<u8>>| path.map(|path| text(path, as_buffer));
    answer(handle, |host, snapshot| host.exe(snapshot, fallback_cmdline), exe)
}

/// The arguments.
#[napi(catch_unwind)]
pub fn process_cmdline(handle: &[f64], as_buffer: bool) -> Outcome<Vec<Text>> {
    let arguments = |arguments: Vec<Vec<u8>>| {
        arguments.into_iter().map(|argument| text(argument, as_buffer)).collect()
    };
    answer(handle, Host::cmdline, arguments)
}

/// The current directory.
#[napi(catch_unwind)]
pub fn process_cwd(handle: &[f64], as_buffer: bool) -> Outcome<Option<Text>> {
    let cwd = |path: Option<Vec<u8>>| path.map(|path| text(path, as_buffer));
    answer(handle, Host::cwd, cwd)
}

/// The environment: name, value, name, value and so on.
#[napi(catch_unwind)]
pub fn process_environ(handle: &[f64], as_buffer: bool) -> Outcome<Vec<Text>> {
    let entries = |entries: Vec<(Vec<u8>, Vec<u8>)>| {
        let pairs = entries.into_iter();
        pairs.flat_map(|(name, value)| [text(name, false), text(value, as_buffer)]).collect()
    };
    answer(handle, Host::environ, entries)
}

/// User ids.
#[napi(catch_unwind)]
pub fn process_uids(handle: &[f64]) -> Outcome<Uids> {
    let uids = |model::Ids { real, effective, saved }| Uids { real, effective, saved };
    answer(handle, Host::uids, uids)
}

/// Group ids.
#[napi(catch_unwind)]
pub fn process_gids(handle: &[f64]) -> Outcome<Gids> {
    let gids = |model::Ids { real, effective, saved }| Gids { real, effective, saved };
    answer(handle, Host::gids, gids)
}

/// The name of the real user.
#[napi(catch_unwind)]
pub fn process_username(handle: &[f64]) -> Outcome<String> {
    answer(handle, Host::username, lossy)
}

/// What it is doing.
#[napi(catch_unwind)]
pub fn process_status(handle: &[f64]) -> Outcome<ProcessStatus> {
    answer(handle, Host::status, ProcessStatus::from)
}

/// Time on a CPU.
#[napi(catch_unwind)]
pub fn process_cpu_times(handle: &[f64]) -> Outcome<ProcessCpuTimes> {
    answer(handle, Host::cpu_times, ProcessCpuTimes::from)
}

/// Memory.
#[napi(catch_unwind)]
pub fn process_memory_info(handle: &[f64]) -> Outcome<MemoryInfo> {
    answer(handle, Host::memory_info, MemoryInfo::from)
}

/// Threads.
#[napi(catch_unwind)]
pub fn process_num_threads(handle: &[f64]) -> Outcome<u32> {
    answer(handle, Host::num_threads, |threads| threads)
}

/// All process ids, in ascending order.
#[napi(catch_unwind)]
pub fn pids(paths: u32) -> Outcome<Int32Array> {
    outcome(collector(paths).pids().map(Int32Array::from))
}

/// Whether a process has this number.
#[napi(catch_unwind)]
pub fn pid_exists(paths: u32, pid: i32) -> Outcome<bool> {
    outcome(collector(paths).pid_exists(pid))
}

/// The handles of all processes; those that may not be read have no key.
#[napi(catch_unwind)]
pub fn process_list(paths: u32) -> Outcome<Float64Array> {
    outcome(collector(paths).list().map(|listed| {
        let rows = listed.into_iter();
        let rows =
            rows.flat_map(|row| numbers(paths, row.pid, row.target.map(|target| target.key)));
        rows.collect::<Vec<_>>().into()
    }))
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

impl From<model::ProcessCpuTimes> for ProcessCpuTimes {
    fn from(times: model::ProcessCpuTimes) -> Self {
        let model::ProcessCpuTimes { user, system, children_user, children_system, iowait } = times;
        Self { user, system, children_user, children_system, iowait: seconds(iowait) }
    }
}

impl From<model::MemoryInfo> for MemoryInfo {
    fn from(info: model::MemoryInfo) -> Self {
        let model::MemoryInfo { rss, vms, shared, text, data, stack, peak_rss } = info;
        Self {
            rss: number(rss),
            vms: number(vms),
            shared: count(shared),
            text: count(text),
            data: count(data),
            stack: count(stack),
            peak_rss: count(peak_rss),
        }
    }
}
