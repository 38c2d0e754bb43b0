//! Boot and uptime.

use super::FreeBsd;
use crate::Result;
use crate::backend::HostCollector;
use crate::backend::bsd::times;
use crate::port::FreeBsdKernel;

impl<K: FreeBsdKernel> HostCollector for FreeBsd<K> {
    fn release(&self) {
        self.owners.forget();
    }

    fn boot_time(&self) -> Result<f64> {
        times::boot_time(self)
    }

    fn time_since_boot(&self) -> Result<f64> {
        Ok(self.kernel.boottime()?.as_secs_f64())
    }

    fn uptime(&self) -> Result<f64> {
        Ok(self.kernel.monotonic()?.as_secs_f64())
    }
}

/// A count as a number of JavaScript.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, which no count here reaches")]
pub(super) const fn exact(count: u64) -> f64 {
    count as f64
}
