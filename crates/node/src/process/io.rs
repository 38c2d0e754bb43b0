//! Reads and writes of a process.

use napi_derive::napi;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process as model;

use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::value::{NumberOrNull, count, number_or_null};

/// Reads and writes since the process started. `null`: this kernel does not count it.
#[napi(object, object_from_js = false)]
pub struct IoCounters {
    /// Read calls.
    pub read_count: NumberOrNull,
    /// Write calls.
    pub write_count: NumberOrNull,
    /// Bytes fetched from storage.
    pub read_bytes: NumberOrNull,
    /// Bytes sent to storage.
    pub write_bytes: NumberOrNull,
    /// Bytes that read calls returned, from wherever: storage, cache, pipes, terminals.
    ///
    /// Availability: Linux.
    pub read_chars: Option<NumberOrNull>,
    /// Bytes handed to write calls.
    ///
    /// Availability: Linux.
    pub write_chars: Option<NumberOrNull>,
}

impl From<model::IoCounters> for IoCounters {
    fn from(counters: model::IoCounters) -> Self {
        let model::IoCounters { read_count, write_count, read_bytes, .. } = counters;
        let model::IoCounters { write_bytes, read_chars, write_chars, .. } = counters;
        Self {
            read_count: number_or_null(read_count),
            write_count: number_or_null(write_count),
            read_bytes: number_or_null(read_bytes),
            write_bytes: number_or_null(write_bytes),
            read_chars: count(read_chars),
            write_chars: count(write_chars),
        }
    }
}

/// Reads and writes.
#[napi(catch_unwind)]
pub fn process_io_counters(handle: &[f64]) -> Outcome<IoCounters> {
    answer(handle, Host::io_counters, IoCounters::from)
}
