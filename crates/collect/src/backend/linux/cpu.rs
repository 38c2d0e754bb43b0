//! `/proc/stat`.

use psutil_parse::linux::stat::{self, CpuLine};

use super::Linux;
use crate::Result;
use crate::backend::CpuCollector;
use crate::model::cpu::CpuTimes;
use crate::model::field::Field;
use crate::port::LinuxKernel;

impl<K: LinuxKernel> CpuCollector for Linux<K> {
    fn cpu_times(&self) -> Result<CpuTimes> {
        Ok(self.cpu_line(&self.parse_proc("stat", stat::cpu)?))
    }

    fn percpu_times(&self) -> Result<Vec<CpuTimes>> {
        let lines = self.parse_proc("stat", stat::percpu)?;
        Ok(lines.iter().map(|line| self.cpu_line(line)).collect())
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
