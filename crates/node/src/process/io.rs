//! Reads and writes of a process; `src/process/records.ts` says what the record holds.

use crate::thin::napi;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;

use crate::outcome::Outcome;
use crate::record::{Room, record};

/// Reads and writes.
#[napi(catch_unwind)]
pub fn process_io_counters(#[napi(ts_arg_type = "Float64Array")] handle: Room) -> Outcome<()> {
    record(handle, Host::io_counters)
}
