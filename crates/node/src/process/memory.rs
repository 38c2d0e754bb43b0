//! Memory of a process; `src/process/records.ts` says what the records hold.

use crate::thin::napi;
use napi::bindgen_prelude::Float64Array;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;

use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::promise::Promised;
use crate::record::{Room, record, record_of};
use crate::value::number;

/// Memory.
#[napi(catch_unwind)]
pub fn process_memory_info(#[napi(ts_arg_type = "Float64Array")] handle: Room) -> Outcome<()> {
    record(handle, Host::memory_info)
}

/// More about its memory.
#[napi(catch_unwind)]
pub fn process_memory_extras(#[napi(ts_arg_type = "Float64Array")] handle: Room) -> Outcome<()> {
    record(handle, Host::memory_extras)
}

/// What it would give back.
#[napi(catch_unwind)]
pub fn process_memory_footprint(#[napi(ts_arg_type = "Float64Array")] handle: Room) -> Outcome<()> {
    record(handle, Host::memory_footprint)
}

/// [`process_memory_footprint`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Float64Array>>")]
pub fn process_memory_footprint_async(handle: &[f64]) -> Promised<Float64Array> {
    record_of(handle, Host::memory_footprint)
}

/// Memory and footprint.
#[napi(catch_unwind)]
pub fn process_memory_full_info(#[napi(ts_arg_type = "Float64Array")] handle: Room) -> Outcome<()> {
    record(handle, Host::memory_full_info)
}

/// [`process_memory_full_info`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Float64Array>>")]
pub fn process_memory_full_info_async(handle: &[f64]) -> Promised<Float64Array> {
    record_of(handle, Host::memory_full_info)
}

/// The RAM of the machine.
#[napi(catch_unwind)]
pub fn process_memory_total(handle: &[f64]) -> Outcome<f64> {
    answer(handle, Host::memory_total, number)
}

/// Page faults.
#[napi(catch_unwind)]
pub fn process_page_faults(#[napi(ts_arg_type = "Float64Array")] handle: Room) -> Outcome<()> {
    record(handle, Host::page_faults)
}
