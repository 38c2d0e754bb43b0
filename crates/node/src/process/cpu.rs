//! What a process does on CPUs; `src/process/records.ts` says what the records hold.

use crate::thin::napi;
use napi::Either;
use napi::bindgen_prelude::Null;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process as model;

use crate::cells::{Cells, Put};
use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::record::{Room, record};
use crate::table::{Table, table};

/// Time on a CPU.
#[napi(catch_unwind)]
pub fn process_cpu_times(#[napi(ts_arg_type = "Float64Array")] handle: Room) -> Outcome<()> {
    record(handle, Host::cpu_times)
}

/// CPU time to compare with that of another moment.
#[napi(catch_unwind)]
pub fn process_cpu_use(#[napi(ts_arg_type = "Float64Array")] handle: Room) -> Outcome<()> {
    record(handle, Host::cpu_use)
}

/// The CPU that it runs on or ran on last.
#[napi(catch_unwind)]
pub fn process_cpu_num(handle: &[f64]) -> Outcome<Either<u32, Null>> {
    answer(handle, Host::cpu_num, |cpu| cpu.map_or(Either::B(Null), Either::A))
}

/// How often it was taken off its CPU.
#[napi(catch_unwind)]
pub fn process_num_ctx_switches(#[napi(ts_arg_type = "Float64Array")] handle: Room) -> Outcome<()> {
    record(handle, Host::num_ctx_switches)
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
    table(threads.iter())
}

impl Put for &model::Thread {
    fn put(self, cells: &mut Cells) {
        cells.put(self.id);
        cells.put(self.user_time);
        cells.put(self.system_time);
        cells.put(self.name.as_deref());
    }
}
