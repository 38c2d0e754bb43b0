//! Boot and uptime: `kern.boottime` and the kernel's clocks.

use super::OpenBsd;
use crate::Result;
use crate::backend::HostCollector;
use crate::backend::bsd::times;
use crate::port::OpenBsdKernel;

impl<K: OpenBsdKernel> HostCollector for OpenBsd<K> {
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
