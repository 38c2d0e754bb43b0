//! CPUs: `kern.cp_time`, and what `vm.uvmexp2` counts of them.

use nix::errno::Errno;
use psutil_parse::bsd::clockinfo::Clockinfo;
use psutil_parse::netbsd::cp_time::CpTime;

use super::{NetBsd, count, mib, structs};
use crate::backend::CpuCollector;
use crate::backend::bsd::sysctl;
use crate::model::cpu::{CpuStats, CpuTimes, NumberedCpuTimes};
use crate::model::field::Field;
use crate::port::{NetBsdKernel, PortError};
use crate::{Error, Result};

impl<K: NetBsdKernel> CpuCollector for NetBsd<K> {
    fn cpu_times(&self) -> Result<CpuTimes> {
        let ticks = self.ticks_of_a_second()?;
        // With room for one CPU it is their sum; with more it would be each of them.
        let bytes = sysctl::record(&self.kernel, &mib::CP_TIME, CpTime::SIZE)?;
        let cpus: Vec<CpTime> = structs("kern.cp_time", &bytes)?;
        let sum = cpus.into_iter().reduce(|sum, cpu| CpTime {
            cp_user: sum.cp_user.saturating_add(cpu.cp_user),
            cp_nice: sum.cp_nice.saturating_add(cpu.cp_nice),
            cp_sys: sum.cp_sys.saturating_add(cpu.cp_sys),
            cp_intr: sum.cp_intr.saturating_add(cpu.cp_intr),
            cp_idle: sum.cp_idle.saturating_add(cpu.cp_idle),
        });
        let reason = || Error::senseless("kern.cp_time".into(), "cp_time: there is no CPU".into());
        Ok(times(&sum.ok_or_else(reason)?, ticks))
    }

    /// Those that `cpuctl(8)` has taken offline are among them: nothing but their device tells.
    fn percpu_times(&self) -> Result<Vec<NumberedCpuTimes>> {
        let ticks = self.ticks_of_a_second()?;
        let [kern, cp_time] = mib::CP_TIME;
        let mut cpus = Vec::new();
        for number in 0.. {
            let Ok(place) = i32::try_from(number) else { break };
            match sysctl::record(&self.kernel, &[kern, cp_time, place], CpTime::SIZE) {
                Err(PortError { errno: Errno::ENOENT, .. }) if number > 0 => break,
                read => {
                    let cpu = CpTime::parse(&read?);
                    let cpu = cpu.map_err(|it| Error::kernel_data("kern.cp_time".into(), it))?;
                    cpus.push(NumberedCpuTimes { number, times: times(&cpu, ticks) });
                }
            }
        }
        Ok(cpus)
    }

    fn logical_cpu_count(&self) -> Result<usize> {
        let online = self.machine_number("hw.ncpuonline", &mib::NCPUONLINE);
        let count = online.or_else(|_| self.machine_number("hw.ncpu", &mib::NCPU))?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// The kernel knows, and tells nobody.
    fn physical_cpu_count(&self) -> Result<Option<usize>> {
        Ok(None)
    }

    /// There are no quotas, and threads may be bound to CPUs by root only.
    #[expect(clippy::cast_precision_loss, reason = "no machine has 2^53 CPUs")]
    fn usable_cpu_count(&self) -> Result<f64> {
        Ok(self.logical_cpu_count()? as f64)
    }

    fn cpu_stats(&self) -> Result<CpuStats> {
        let uvmexp = self.uvmexp()?;
        Ok(CpuStats {
            ctx_switches: count(uvmexp.swtch),
            interrupts: count(uvmexp.intrs),
            soft_interrupts: Field::Known(count(uvmexp.softs)),
            syscalls: Field::Known(count(uvmexp.syscalls)),
        })
    }
}

impl<K: NetBsdKernel> NetBsd<K> {
    /// Of the clock by which CPU times are counted; where it is not one of its own it is the other.
    fn ticks_of_a_second(&self) -> Result<f64> {
        let clocks: Clockinfo = self.machine_record("kern.clockrate", &mib::CLOCKRATE)?;
        let ticks = if clocks.stathz > 0 { clocks.stathz } else { clocks.hz };
        if ticks > 0 {
            Ok(ticks.into())
        } else {
            Err(Error::senseless("kern.clockrate".into(), "clockinfo: no clock ticks".into()))
        }
    }
}

fn times(cpu: &CpTime, ticks: f64) -> CpuTimes {
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 ticks")]
    let seconds = |count: u64| count as f64 / ticks;
    CpuTimes {
        user: seconds(cpu.cp_user),
        system: seconds(cpu.cp_sys),
        idle: seconds(cpu.cp_idle),
        nice: Field::Known(seconds(cpu.cp_nice)),
        irq: Field::Known(seconds(cpu.cp_intr)),
        ..CpuTimes::default()
    }
}
