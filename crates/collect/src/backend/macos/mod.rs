//! macOS: `sysctl(3)`, libproc, Mach, and the I/O Registry.

mod cpu;
mod disk;
mod disk_io;
mod memory;
mod mounts;
mod net;
pub(crate) mod numbers;
mod process;
mod sensors;
mod system;
mod users;

use std::sync::OnceLock;

use psutil_parse::bsd::number;

use super::bsd::sysctl;
use crate::port::MacOsKernel;
use crate::{Error, Paths, Result};

pub use process::Snapshot;

/// The collector of macOS.
#[derive(Debug)]
pub struct MacOs<K> {
    kernel: K,
    paths: Paths,
    /// Ticks of Mach's clock a second.
    frequency: OnceLock<u64>,
    /// The boot, in words.
    boot: OnceLock<String>,
}

impl<K: MacOsKernel + Default> MacOs<K> {
    /// The collector, reading from these paths.
    pub fn new(paths: Paths) -> Self {
        Self::with(K::default(), paths)
    }
}

impl<K: MacOsKernel> MacOs<K> {
    /// The collector of this kernel.
    pub const fn with(kernel: K, paths: Paths) -> Self {
        Self { kernel, paths, frequency: OnceLock::new(), boot: OnceLock::new() }
    }

    /// A number that `sysctl(8)` knows by this name, however wide it is.
    fn number(&self, name: &str) -> Result<u64> {
        let bytes = sysctl::named_record(&self.kernel, name, size_of::<u64>())?;
        number::unsigned(&bytes).map_err(|error| Error::kernel_data(name.into(), error))
    }

    /// The same; `None` where this machine has no such thing, or none above 0.
    fn number_if_any(&self, name: &str) -> Result<Option<u64>> {
        match self.number(name) {
            Ok(number) => Ok(Some(number).filter(|number| *number > 0)),
            Err(Error::System(error)) if sysctl::is_missing(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Ticks of Mach's clock in seconds.
    ///
    /// The frequency is asked of the kernel: what `mach_timebase_info` says to a program under Rosetta is not about the
    /// ticks that the kernel tells it of other processes.
    fn seconds_of_ticks(&self, ticks: u64) -> Result<f64> {
        if let Some(frequency) = self.frequency.get() {
            return Ok(exact(ticks) / exact(*frequency));
        }
        let frequency = self.number_if_any("hw.tbfrequency")?.ok_or_else(|| {
            Error::senseless("hw.tbfrequency".into(), "the clock stands still".into())
        })?;
        let frequency = *self.frequency.get_or_init(|| frequency);
        Ok(exact(ticks) / exact(frequency))
    }

    /// Bytes of the pages that the kernel counts in, which to a program under Rosetta are not those of its own memory.
    fn page_size(&self) -> Result<u64> {
        let ours = || self.kernel.page_size();
        Ok(self.number_if_any("vm.pagesize")?.unwrap_or_else(ours))
    }
}

/// A count as a number of JavaScript.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, which no count of ticks reaches")]
const fn exact(count: u64) -> f64 {
    count as f64
}
