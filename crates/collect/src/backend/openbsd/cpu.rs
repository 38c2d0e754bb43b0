//! Processors: `KERN_CPUSTATS`, `KERN_CPTIME2`, and what `hw` says.

use nix::errno::Errno;
use psutil_parse::bsd::number;
use psutil_parse::openbsd::clockinfo::Clockinfo;
use psutil_parse::openbsd::cp_time::{self, CpTime};
use psutil_parse::openbsd::cpustats::{CPUSTATS_ONLINE, Cpustats};
use psutil_parse::openbsd::uvmexp::Uvmexp;

use super::{OpenBsd, mib};
use crate::backend::CpuCollector;
use crate::backend::bsd::sysctl;
use crate::model::cpu::{CpuFreq, CpuStats, CpuTimes, NumberedCpuTimes};
use crate::model::field::Field;
use crate::port::OpenBsdKernel;
use crate::{Error, Result};

/// More CPUs than any of its kernels knows.
const MOST_CPUS: i32 = 4096;

impl<K: OpenBsdKernel> CpuCollector for OpenBsd<K> {
    /// All CPUs added up, those that have gone offline too: what they did does not become undone. `KERN_CPTIME` would be
    /// an average.
    fn cpu_times(&self) -> Result<CpuTimes> {
        let ticks = self.ticks_of_second()?;
        Ok(cpu_times(&cp_time::sum(self.cpus()?.iter().map(|cpu| cpu.cs_time)), ticks))
    }

    fn percpu_times(&self) -> Result<Vec<NumberedCpuTimes>> {
        let ticks = self.ticks_of_second()?;
        let online = (0..).zip(self.cpus()?).filter(|(_, cpu)| cpu.cs_flags & CPUSTATS_ONLINE != 0);
        let numbered = |(number, cpu): (u32, Cpustats)| NumberedCpuTimes {
            number,
            times: cpu_times(&cpu.cs_time, ticks),
        };
        Ok(online.map(numbered).collect())
    }

    fn logical_cpu_count(&self) -> Result<usize> {
        let online =
            self.machine("hw.ncpuonline", &mib::NCPUONLINE, size_of::<i32>(), number::unsigned)?;
        Ok(usize::try_from(online).unwrap_or(usize::MAX))
    }

    /// The kernel does not tell which CPUs share a core.
    fn physical_cpu_count(&self) -> Result<Option<usize>> {
        Ok(None)
    }

    /// All that are online: nothing here keeps a process from any of them.
    fn usable_cpu_count(&self) -> Result<f64> {
        let online = self.logical_cpu_count()?;
        Ok(u32::try_from(online).map_or(f64::INFINITY, f64::from))
    }

    fn cpu_stats(&self) -> Result<CpuStats> {
        let uvmexp = self.uvmexp()?;
        Ok(CpuStats {
            ctx_switches: uvmexp.swtch.into(),
            interrupts: uvmexp.intrs.into(),
            soft_interrupts: Field::Known(uvmexp.softs.into()),
            syscalls: Field::Known(uvmexp.syscalls.into()),
        })
    }

    fn cpu_freq(&self) -> Result<Option<CpuFreq>> {
        match sysctl::record(&self.kernel, &mib::CPUSPEED, size_of::<i32>()) {
            Err(error) if sysctl::is_missing(&error) => Ok(None),
            bytes => {
                let speed = number::signed(&bytes?)
                    .map_err(|error| Error::kernel_data("hw.cpuspeed".into(), error))?;
                let current = i32::try_from(speed).ok().filter(|&mhz| mhz > 0).map(f64::from);
                let speed = CpuFreq { current, min: None, max: None };
                Ok(Some(speed).filter(|speed| !speed.is_unknown()))
            }
        }
    }
}

impl<K: OpenBsdKernel> OpenBsd<K> {
    pub(super) fn uvmexp(&self) -> Result<Uvmexp> {
        self.machine("vm.uvmexp", &mib::UVMEXP, 512, Uvmexp::parse)
    }

    /// Ticks of a second by which CPU times are counted.
    fn ticks_of_second(&self) -> Result<f64> {
        let clock =
            self.machine("kern.clockrate", &mib::CLOCKRATE, Clockinfo::SIZE, Clockinfo::parse)?;
        let ticks = if clock.stathz > 0 { clock.stathz } else { clock.hz };
        if ticks > 0 {
            return Ok(ticks.into());
        }
        Err(Error::senseless("kern.clockrate".into(), "clockinfo: no clock ticks".into()))
    }

    /// All CPUs by number, online or not.
    fn cpus(&self) -> Result<Vec<Cpustats>> {
        let mut cpus = Vec::new();
        for number in 0..MOST_CPUS {
            let Some(cpu) = self.cpu(number)? else { break };
            cpus.push(cpu);
        }
        if cpus.is_empty() {
            return Err(Error::senseless("kern.cpustats".into(), "there is no CPU".into()));
        }
        Ok(cpus)
    }

    /// A CPU; `None` behind the last one.
    fn cpu(&self, number: i32) -> Result<Option<Cpustats>> {
        match sysctl::record(&self.kernel, &mib::cpustats(number), 128) {
            // Before 6.4.
            Err(error) if error.errno == Errno::EOPNOTSUPP => self.cpu_of_old(number),
            Err(error) if error.errno == Errno::ENOENT => Ok(None),
            bytes => {
                let cpu = Cpustats::parse(&bytes?);
                cpu.map(Some).map_err(|error| Error::kernel_data("kern.cpustats".into(), error))
            }
        }
    }

    /// The same from a kernel that tells of an offline CPU only by refusing to tell of it.
    fn cpu_of_old(&self, number: i32) -> Result<Option<Cpustats>> {
        match sysctl::record(&self.kernel, &mib::cptime2(number), CpTime::SIZE) {
            Err(error) if error.errno == Errno::ENOENT => Ok(None),
            Err(error) if error.errno == Errno::ENODEV => {
                Ok(Some(Cpustats { cs_time: CpTime::default(), cs_flags: 0 }))
            }
            bytes => {
                let cs_time = CpTime::parse(&bytes?)
                    .map_err(|error| Error::kernel_data("kern.cp_time2".into(), error))?;
                Ok(Some(Cpustats { cs_time, cs_flags: CPUSTATS_ONLINE }))
            }
        }
    }
}

fn cpu_times(time: &CpTime, ticks: f64) -> CpuTimes {
    let seconds = |count: u64| exact(count) / ticks;
    let known = |count: u64| Field::Known(seconds(count));
    CpuTimes {
        user: seconds(time.cp_user),
        system: seconds(time.cp_sys),
        idle: seconds(time.cp_idle),
        nice: known(time.cp_nice),
        irq: known(time.cp_intr),
        lock_spin: known(time.cp_spin),
        ..CpuTimes::default()
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, which no count of ticks reaches")]
const fn exact(ticks: u64) -> f64 {
    ticks as f64
}
