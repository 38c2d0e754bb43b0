//! The machine as a whole.

use crate::thin::napi;
use psutil_collect::backend::HostCollector;

use crate::outcome::{Outcome, outcome};
use crate::paths::collector;

/// When the machine started, in milliseconds since the epoch.
#[napi(catch_unwind)]
pub fn boot_time(paths: u32) -> Outcome<f64> {
    outcome(collector(paths).boot_time())
}

/// Seconds since it started, suspend included.
#[napi(catch_unwind)]
pub fn time_since_boot(paths: u32) -> Outcome<f64> {
    outcome(collector(paths).time_since_boot())
}

/// Seconds it has been running, suspend excluded.
#[napi(catch_unwind)]
pub fn uptime(paths: u32) -> Outcome<f64> {
    outcome(collector(paths).uptime())
}
