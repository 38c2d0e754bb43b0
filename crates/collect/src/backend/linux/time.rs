//! From clock ticks since boot to an instant.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use psutil_parse::linux::stat;

use super::Linux;
use super::procfs::Procfs;
use crate::Result;
use crate::port::LinuxKernel;

/// When the machine started, in milliseconds since the epoch, as it was last computed.
#[derive(Debug, Default)]
pub(super) struct BootOffset(Mutex<Option<f64>>);

/// The two clocks are never read at quite the same moment; a change up to this is no change of the clock.
const TOLERANCE_MS: f64 = 1.0;

pub(super) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

impl BootOffset {
    /// The value from before, unless the wall clock has been moved since.
    ///
    /// So the same process has the same creation time at every call.
    fn steady(&self, now: f64) -> f64 {
        self.confirmed(now).unwrap_or_else(|| *self.lock().insert(now))
    }

    /// The value from before, if this one says the same.
    fn confirmed(&self, now: f64) -> Option<f64> {
        (*self.lock()).filter(|before| (now - before).abs() <= TOLERANCE_MS)
    }

    fn lock(&self) -> MutexGuard<'_, Option<f64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: LinuxKernel> Linux<K> {
    /// When the machine started, in milliseconds since the epoch.
    ///
    /// The `btime` of `/proc/stat` is cut to whole seconds, so the clocks are asked; only a made-up tree
    /// has no clock but that line.
    pub(super) fn boot_instant(&self) -> Result<f64> {
        if self.procfs()? == Procfs::Files {
            return Ok(super::host::exact(self.parse_proc("stat", stat::btime)?) * 1e3);
        }
        let before = self.kernel.boottime()?;
        let realtime = self.kernel.realtime()?;
        let at_once = milliseconds(realtime) - milliseconds(before);
        // One look more is needed only to find out what it is.
        if let Some(known) = self.boot_offset.confirmed(at_once) {
            return Ok(known);
        }
        let after = self.kernel.boottime()?;
        let boottime = (before + after) / 2;
        Ok(self.boot_offset.steady(milliseconds(realtime) - milliseconds(boottime)))
    }

    /// Clock ticks in seconds.
    pub(super) fn seconds(&self, ticks: u64) -> f64 {
        super::host::exact(ticks) / super::host::exact(self.kernel.clock_ticks())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_is_not_a_change_of_the_clock() {
        let offset = BootOffset::default();
        let computed = [1000.0, 1000.9, 1002.0, 1001.5];
        let steady = computed.map(|instant| offset.steady(instant).to_bits());
        assert_eq!(steady, [1000.0, 1000.0, 1002.0, 1002.0].map(f64::to_bits));
    }
}
