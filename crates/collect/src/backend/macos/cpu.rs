//! Processors: `host_processor_info`, and names of `sysctl(8)`; how fast those of Apple are, the I/O Registry tells.

use psutil_parse::macos::host_cpu_load_info::{self, HostCpuLoadInfo};
use psutil_parse::macos::voltage_states;

use super::numbers::PROCESSOR_CPU_LOAD_INFO;
use super::{MacOs, exact};
use crate::backend::CpuCollector;
use crate::model::cpu::{CpuFreq, CpuTimes, NumberedCpuTimes};
use crate::model::field::Field;
use crate::port::{MacOsKernel, Properties, Property};
use crate::{Error, Result};

impl<K: MacOsKernel> CpuCollector for MacOs<K> {
    /// The sum of all: `host_statistics` would add them up in 32 bits, which a large machine fills within weeks.
    fn cpu_times(&self) -> Result<CpuTimes> {
        let mut sum = [0_u64; 4];
        for load in self.loads()? {
            let ticks = [load.user(), load.system(), load.idle(), load.nice()];
            for (sum, ticks) in sum.iter_mut().zip(ticks) {
                *sum = sum.saturating_add(ticks.into());
            }
        }
        Ok(self.times_of(sum))
    }

    fn percpu_times(&self) -> Result<Vec<NumberedCpuTimes>> {
        let loads = (0..).zip(self.loads()?).map(|(number, load)| {
            let ticks = [load.user(), load.system(), load.idle(), load.nice()];
            NumberedCpuTimes { number, times: self.times_of(ticks.map(u64::from)) }
        });
        Ok(loads.collect())
    }

    fn logical_cpu_count(&self) -> Result<usize> {
        let count = usize::try_from(self.number("hw.logicalcpu")?).ok();
        count.filter(|count| *count > 0).ok_or_else(|| {
            Error::senseless("hw.logicalcpu".into(), "there is no machine without a CPU".into())
        })
    }

    fn physical_cpu_count(&self) -> Result<Option<usize>> {
        let count = self.number_if_any("hw.physicalcpu")?;
        Ok(count.and_then(|count| usize::try_from(count).ok()))
    }

    /// All of them: nothing keeps a program from a CPU here, and there are no quotas.
    fn usable_cpu_count(&self) -> Result<f64> {
        Ok(exact(u64::try_from(self.logical_cpu_count()?).unwrap_or(u64::MAX)))
    }

    fn cpu_freq(&self) -> Result<Option<CpuFreq>> {
        let freq = CpuFreq {
            current: self.megahertz("hw.cpufrequency")?,
            min: self.megahertz("hw.cpufrequency_min")?,
            max: self.megahertz("hw.cpufrequency_max")?,
        };
        let freq = if freq.is_unknown() { self.voltage_states()? } else { freq };
        Ok((!freq.is_unknown()).then_some(freq))
    }
}

impl<K: MacOsKernel> MacOs<K> {
    fn loads(&self) -> Result<Vec<HostCpuLoadInfo>> {
        let (count, bytes) = self.kernel.host_processor_info(PROCESSOR_CPU_LOAD_INFO)?;
        let loads: psutil_parse::Result<Vec<_>> = host_cpu_load_info::rows(&bytes).collect();
        let path = "host_processor_info";
        let loads = loads.map_err(|error| Error::kernel_data(path.into(), error))?;
        if loads.is_empty() || u32::try_from(loads.len()) != Ok(count) {
            let reason = format!("{} structs of {count} CPUs", loads.len());
            return Err(Error::senseless(path.into(), reason));
        }
        Ok(loads)
    }

    fn times_of(&self, [user, system, idle, nice]: [u64; 4]) -> CpuTimes {
        let seconds = |ticks| exact(ticks) / exact(self.kernel.clock_ticks());
        CpuTimes {
            user: seconds(user),
            system: seconds(system),
            idle: seconds(idle),
            nice: Field::Known(seconds(nice)),
            ..CpuTimes::default()
        }
    }

    fn megahertz(&self, name: &str) -> Result<Option<f64>> {
        Ok(self.number_if_any(name)?.map(megahertz))
    }

    /// From the slowest of the cores that save power to the fastest of the others. How fast they are at the moment Apple's
    /// processors tell nobody.
    fn voltage_states(&self) -> Result<CpuFreq> {
        let services = self.kernel.services("AppleARMIODevice", Some("pmgr"))?;
        let Some(pmgr) = services.first() else { return Ok(CpuFreq::default()) };
        let of = |key: &str| voltage_states::range(data(&pmgr.properties, key)?).ok();
        let (slow, fast) = (of("voltage-states1-sram"), of("voltage-states5-sram"));
        Ok(CpuFreq {
            current: None,
            min: slow.or(fast).map(|(min, _)| megahertz(min)),
            max: fast.or(slow).map(|(_, max)| megahertz(max)),
        })
    }
}

fn data<'p>(properties: &'p Properties, key: &str) -> Option<&'p [u8]> {
    let value = properties.iter().find(|(name, _)| name == key.as_bytes()).map(|(_, value)| value);
    match value? {
        Property::Data(bytes) => Some(bytes),
        _ => None,
    }
}

fn megahertz(hertz: u64) -> f64 {
    exact(hertz) / 1e6
}
