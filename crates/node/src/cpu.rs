//! Processors; `src/cpu.ts` says what the records hold.

use crate::thin::napi;
use napi::Either;
use psutil_collect::backend::CpuCollector;
use psutil_collect::model::cpu::{CpuFreq, CpuStats, CpuTimes, NumberedCpuTimes};

use crate::cells::{Cells, Put};
use crate::machine::{Counted, record, rows};
use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::record::Room;
use crate::value::{NumberOrNull, float_or_null};

impl Put for CpuTimes {
    fn put(self, cells: &mut Cells) {
        let Self { user, system, idle, nice, iowait, irq, softirq, .. } = self;
        let Self { steal, guest, guest_nice, lock_spin, .. } = self;
        for time in [user, system, idle] {
            cells.put(time);
        }
        for time in [nice, iowait, irq, softirq, steal, guest, guest_nice, lock_spin] {
            cells.put(time);
        }
    }
}

impl Put for NumberedCpuTimes {
    fn put(self, cells: &mut Cells) {
        let Self { number, times } = self;
        cells.put(number);
        cells.put(times);
    }
}

impl Put for CpuStats {
    fn put(self, cells: &mut Cells) {
        let Self { ctx_switches, interrupts, soft_interrupts, syscalls } = self;
        cells.put(ctx_switches);
        cells.put(interrupts);
        cells.put(soft_interrupts);
        cells.put(syscalls);
    }
}

impl Put for CpuFreq {
    fn put(self, cells: &mut Cells) {
        let Self { current, min, max } = self;
        for mhz in [current, min, max] {
            cells.put(mhz.unwrap_or(f64::NAN));
        }
    }
}

/// What all CPUs together did since boot.
#[napi(catch_unwind)]
pub fn cpu_times(paths: u32, #[napi(ts_arg_type = "Float64Array")] room: Room) -> Outcome<()> {
    record(room, collector(paths).cpu_times())
}

/// What each CPU did since boot, and which one it is: only samples of the same CPU can be compared.
#[napi(catch_unwind)]
pub fn percpu_times(
    paths: u32,
    #[napi(ts_arg_type = "Float64Array")] room: Room,
) -> Outcome<Either<String, u32>> {
    rows(room, collector(paths).percpu_times().map(Counted))
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
pub fn cpu_stats(paths: u32, #[napi(ts_arg_type = "Float64Array")] room: Room) -> Outcome<()> {
    record(room, collector(paths).cpu_stats())
}

/// The frequency of an average CPU, or of none.
#[napi(catch_unwind)]
pub fn cpu_freq(
    paths: u32,
    #[napi(ts_arg_type = "Float64Array")] room: Room,
) -> Outcome<Either<String, u32>> {
    rows(room, collector(paths).cpu_freq().map(|freq| Counted(freq.into_iter().collect())))
}

/// The frequency of each CPU.
#[napi(catch_unwind)]
pub fn percpu_freq(
    paths: u32,
    #[napi(ts_arg_type = "Float64Array")] room: Room,
) -> Outcome<Either<String, u32>> {
    rows(room, collector(paths).percpu_freq().map(Counted))
}

#[expect(clippy::cast_precision_loss, reason = "no machine has 2^53 CPUs")]
fn length(count: usize) -> f64 {
    count as f64
}
