//! `kern.cp_time` and `vm.stats.sys`; frequencies and cores in their own files.

mod freq;
mod topology;

use psutil_parse::bsd::clockinfo::Clockinfo;
use psutil_parse::bsd::cp_time;

use super::FreeBsd;
use super::exact;
use super::mib::{CTL_HW, CTL_KERN, HW_NCPU, KERN_CLOCKRATE};
use crate::backend::CpuCollector;
use crate::backend::bsd::sysctl;
use crate::model::cpu::{CpuFreq, CpuStats, CpuTimes, NumberedCpuTimes};
use crate::model::field::Field;
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

/// `CPUSTATES` of `sys/resource.h`.
const STATES: usize = 5;

impl<K: FreeBsdKernel> CpuCollector for FreeBsd<K> {
    fn cpu_times(&self) -> Result<CpuTimes> {
        let bytes = sysctl::named_table(&self.kernel, "kern.cp_time")?;
        let ticks = cp_time::parse::<STATES>(&bytes);
        let ticks = ticks.map_err(|error| Error::kernel_data("kern.cp_time".into(), error))?;
        Ok(times(ticks, self.ticks_of_second()?))
    }

    fn percpu_times(&self) -> Result<Vec<NumberedCpuTimes>> {
        let bytes = sysctl::named_table(&self.kernel, "kern.cp_times")?;
        let cpus = cp_time::parse_each::<STATES>(&bytes);
        let cpus = cpus.map_err(|error| Error::kernel_data("kern.cp_times".into(), error))?;
        let second = self.ticks_of_second()?;
        // Numbers that no CPU has are listed, too: they did nothing, and were not even idle.
        let present = (0_u32..).zip(cpus).filter(|(_, ticks)| ticks.iter().any(|&it| it > 0));
        let numbered = |(number, ticks)| NumberedCpuTimes { number, times: times(ticks, second) };
        Ok(present.map(numbered).collect())
    }

    fn logical_cpu_count(&self) -> Result<usize> {
        let count = self.count_of(&[CTL_HW, HW_NCPU], "hw.ncpu")?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    fn physical_cpu_count(&self) -> Result<Option<usize>> {
        self.cores()
    }

    fn usable_cpu_count(&self) -> Result<f64> {
        self.usable()
    }

    fn cpu_stats(&self) -> Result<CpuStats> {
        let optional = |name: &str| Ok::<_, Error>(Field::from(self.count_if_there(name)?));
        Ok(CpuStats {
            ctx_switches: self.count("vm.stats.sys.v_swtch")?,
            interrupts: self.count("vm.stats.sys.v_intr")?,
            soft_interrupts: optional("vm.stats.sys.v_soft")?,
            syscalls: optional("vm.stats.sys.v_syscall")?,
        })
    }

    fn cpu_freq(&self) -> Result<Option<CpuFreq>> {
        Ok(CpuFreq::mean(&self.frequencies()?))
    }

    fn percpu_freq(&self) -> Result<Vec<CpuFreq>> {
        self.frequencies()
    }
}

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// How often the clock ticks that CPU times are counted by; it is not the one of `sysconf(3)`.
    fn ticks_of_second(&self) -> Result<f64> {
        let mib = [CTL_KERN, KERN_CLOCKRATE];
        let rate = self.record_of(&mib, Clockinfo::SIZE, "kern.clockrate", Clockinfo::parse)?;
        let ticks = [rate.stathz, rate.hz].into_iter().find(|ticks| *ticks > 0);
        Ok(ticks.map_or_else(|| exact(self.kernel.clock_ticks()), f64::from))
    }
}

/// `CP_USER`, `CP_NICE`, `CP_SYS`, `CP_INTR` and `CP_IDLE`, in this order.
fn times(ticks: [u64; STATES], second: f64) -> CpuTimes {
    let [user, nice, system, irq, idle] = ticks.map(|ticks| exact(ticks) / second);
    CpuTimes {
        user,
        system,
        idle,
        nice: Field::Known(nice),
        irq: Field::Known(irq),
        ..CpuTimes::default()
    }
}
