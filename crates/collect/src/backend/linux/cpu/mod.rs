//! `/proc/stat`; topology and frequencies in their own files.

mod freq;
mod topology;
mod usable;

use psutil_parse::linux::stat::{self, CpuLine};

use super::Linux;
use super::held::MachineFile;
use crate::Result;
use crate::backend::CpuCollector;
use crate::model::cpu::{CpuFreq, CpuStats, CpuTimes, NumberedCpuTimes};
use crate::model::field::Field;
use crate::port::LinuxKernel;

impl<K: LinuxKernel> CpuCollector for Linux<K> {
    fn cpu_times(&self) -> Result<CpuTimes> {
        Ok(self.cpu_line(&self.parse_machine(MachineFile::Stat, stat::cpu)?))
    }

    fn percpu_times(&self) -> Result<Vec<NumberedCpuTimes>> {
        let lines = self.parse_machine(MachineFile::Stat, stat::percpu)?;
        let numbered = |(number, line)| NumberedCpuTimes { number, times: self.cpu_line(&line) };
        Ok(lines.into_iter().map(numbered).collect())
    }

    fn logical_cpu_count(&self) -> Result<usize> {
        Ok(self.online()?.len())
    }

    fn physical_cpu_count(&self) -> Result<Option<usize>> {
        Ok(self.cores())
    }

    fn usable_cpu_count(&self) -> Result<f64> {
        self.usable()
    }

    fn cpu_stats(&self) -> Result<CpuStats> {
        let counters = self.parse_machine(MachineFile::Stat, stat::counters)?;
        Ok(CpuStats {
            ctx_switches: counters.ctxt,
            interrupts: counters.intr,
            soft_interrupts: counters.softirq.into(),
            syscalls: Field::Lacking,
        })
    }

    fn cpu_freq(&self) -> Result<Option<CpuFreq>> {
        Ok(CpuFreq::mean(&self.frequencies()?))
    }

    fn percpu_freq(&self) -> Result<Vec<CpuFreq>> {
        self.frequencies()
    }
}

impl<K: LinuxKernel> Linux<K> {
    fn cpu_line(&self, line: &CpuLine) -> CpuTimes {
        let seconds = |ticks| self.seconds(ticks);
        let field = |ticks: Option<u64>| Field::from(ticks).map(seconds);
        CpuTimes {
            user: seconds(line.user),
            system: seconds(line.system),
            idle: seconds(line.idle),
            nice: field(Some(line.nice)),
            iowait: field(line.iowait),
            irq: field(line.irq),
            softirq: field(line.softirq),
            steal: field(line.steal),
            guest: field(line.guest),
            guest_nice: field(line.guest_nice),
            lock_spin: Field::Lacking,
        }
    }
}
