//! Processes: who they are, their family, and signals. What else is asked stands by topic in this folder.

use crate::thin::napi;
use napi::bindgen_prelude::Float64Array;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::background::listing;

use crate::handle::{Handle, handles, numbers};
use crate::machine::integers;
use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::promise::{Promised, off_thread, off_thread_of};

mod cpu;
mod credentials;
mod fds;
mod io;
mod maps;
mod memory;
mod records;
mod rows;
mod settings;
mod signals;
mod state;
mod tree;
mod wait;
mod words;

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
    let children = listing::children(&collector(paths), target, recursive);
    outcome(children.map(|children| handles(paths, children)))
}

/// [`process_children`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Float64Array>>")]
pub fn process_children_async(handle: &[f64], recursive: bool) -> Promised<Float64Array> {
    off_thread_of(handle, move |handle| process_children(handle, recursive))
}

/// Sends a signal.
#[napi(catch_unwind)]
pub fn process_send_signal(handle: &[f64], signal: i32) -> Outcome<()> {
    let handle = Handle::read(handle);
    outcome(collector(handle.paths).send_signal(handle.target, signal))
}

/// All process ids, in ascending order.
#[napi(catch_unwind)]
pub fn pids(paths: u32) -> Outcome<Float64Array> {
    outcome(collector(paths).pids().map(integers))
}

/// Whether a process has this number.
#[napi(catch_unwind)]
pub fn pid_exists(paths: u32, pid: i32) -> Outcome<bool> {
    outcome(collector(paths).pid_exists(pid))
}

/// The handles of all processes; those that may not be read have no key.
#[napi(catch_unwind)]
pub fn process_list(paths: u32) -> Outcome<Float64Array> {
    outcome(listing::everyone(&collector(paths)).map(|listed| {
        let rows = listed.into_iter();
        let rows =
            rows.flat_map(|row| numbers(paths, row.pid, row.target.map(|target| target.key)));
        rows.collect::<Vec<_>>().into()
    }))
}

/// [`process_list`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Float64Array>>")]
pub fn process_list_async(paths: u32) -> Promised<Float64Array> {
    off_thread(move || process_list(paths))
}
