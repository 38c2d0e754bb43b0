//! Frequencies: `dev.cpu.N.freq` and `dev.cpu.N.freq_levels`, `cpufreq(4)`.

use psutil_parse::freebsd::freq_levels;

use crate::Result;
use crate::backend::CpuCollector;
use crate::backend::freebsd::FreeBsd;
use crate::model::cpu::CpuFreq;
use crate::port::FreeBsdKernel;

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// Of each CPU; none if nothing is known of any. Many drivers set all CPUs at once, and tell by the first.
    pub(super) fn frequencies(&self) -> Result<Vec<CpuFreq>> {
        let of_cpu = |cpu| -> Result<CpuFreq> {
            let current = self.number_if_there(&format!("dev.cpu.{cpu}.freq"))?;
            let levels = self.text_if_there(&format!("dev.cpu.{cpu}.freq_levels"))?;
            let levels = levels.unwrap_or_default();
            let levels = || freq_levels::mhz(&levels).filter(|&mhz| mhz > 0);
            // -1, or 0, is not known.
            let current = current.and_then(|mhz| u32::try_from(mhz).ok()).filter(|&mhz| mhz > 0);
            Ok(CpuFreq {
                current: current.map(f64::from),
                min: levels().min().map(f64::from),
                max: levels().max().map(f64::from),
            })
        };
        let cpus = (0..self.logical_cpu_count()?).map(of_cpu).collect::<Result<Vec<_>>>()?;
        let known = cpus.iter().any(|freq| !freq.is_unknown());
        Ok(if known { cpus } else { Vec::new() })
    }
}
