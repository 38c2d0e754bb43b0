//! Boot and uptime.

use super::MacOs;
use crate::Result;
use crate::backend::HostCollector;
use crate::backend::bsd::times;
use crate::port::MacOsKernel;

impl<K: MacOsKernel> HostCollector for MacOs<K> {
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
