//! Boot and uptime.

use super::NetBsd;
use crate::Result;
use crate::backend::HostCollector;
use crate::backend::bsd::times;
use crate::port::NetBsdKernel;

impl<K: NetBsdKernel> HostCollector for NetBsd<K> {
    fn boot_time(&self) -> Result<f64> {
        times::boot_time(self)
    }

    /// By the one clock that counts from there; it stands still while the machine is suspended.
    fn time_since_boot(&self) -> Result<f64> {
        Ok(self.kernel.boottime()?.as_secs_f64())
    }

    fn uptime(&self) -> Result<f64> {
        Ok(self.kernel.monotonic()?.as_secs_f64())
    }
}
