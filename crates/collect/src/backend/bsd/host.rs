//! Boot and uptime: `kern.boottime` and the kernel's clocks.

use super::{System, times};
use crate::Result;
use crate::backend::HostCollector;
use crate::port::Clock;

impl<S: System> HostCollector for S {
    fn release(&self) {
        self.forget();
    }

    fn boot_time(&self) -> Result<f64> {
        times::boot_time(self)
    }

    /// Where no clock goes on while the machine is suspended (FreeBSD, NetBSD) that time is missing.
    fn time_since_boot(&self) -> Result<f64> {
        Ok(self.kernel().boottime()?.as_secs_f64())
    }

    fn uptime(&self) -> Result<f64> {
        Ok(self.kernel().monotonic()?.as_secs_f64())
    }
}
