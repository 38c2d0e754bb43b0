//! Boot and uptime, by the kernel's clocks.

use psutil_parse::linux::uptime;

use super::Linux;
use super::procfs::Procfs;
use crate::Result;
use crate::backend::HostCollector;
use crate::port::LinuxKernel;

impl<K: LinuxKernel> HostCollector for Linux<K> {
    fn release(&self) {
        self.kernel.release();
    }

    fn boot_time(&self) -> Result<f64> {
        self.boot_instant()
    }

    fn time_since_boot(&self) -> Result<f64> {
        match self.procfs()? {
            Procfs::Files => self.parse_proc("uptime", uptime::parse),
            Procfs::Own | Procfs::Foreign => Ok(self.kernel.boottime()?.as_secs_f64()),
        }
    }

    fn uptime(&self) -> Result<f64> {
        match self.procfs()? {
            // A file says nothing of the time spent suspended.
            Procfs::Files => self.parse_proc("uptime", uptime::parse),
            Procfs::Own | Procfs::Foreign => Ok(self.kernel.monotonic()?.as_secs_f64()),
        }
    }
}

/// A count as a number of JavaScript.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, which no count of ticks reaches")]
pub(super) fn exact(count: u64) -> f64 {
    count as f64
}
