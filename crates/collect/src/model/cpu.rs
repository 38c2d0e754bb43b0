//! Processors.

use super::field::Field;
use crate::availability::{
    ALL_BUT_MACOS, ALL_BUT_NETBSD, EVERYWHERE, LINUX_FREEBSD, declare_features,
};

declare_features! {
    CPU_TIMES = "cpuTimes" on EVERYWHERE;
    PERCPU_TIMES = "percpuTimes" on EVERYWHERE;
    CPU_PERCENT = "cpuPercent" on EVERYWHERE;
    PERCPU_PERCENT = "percpuPercent" on EVERYWHERE;
    CPU_TIMES_PERCENT = "cpuTimesPercent" on EVERYWHERE;
    PERCPU_TIMES_PERCENT = "percpuTimesPercent" on EVERYWHERE;
    CPU_SAMPLER = "CpuSampler" on EVERYWHERE;
    LOGICAL_CPU_COUNT = "logicalCpuCount" on EVERYWHERE;
    PHYSICAL_CPU_COUNT = "physicalCpuCount" on EVERYWHERE;
    USABLE_CPU_COUNT = "usableCpuCount" on EVERYWHERE;
    CPU_STATS = "cpuStats" on ALL_BUT_MACOS;
    CPU_FREQ = "cpuFreq" on ALL_BUT_NETBSD;
    PERCPU_FREQ = "percpuFreq" on LINUX_FREEBSD;
}

/// What one CPU or all CPUs did since boot, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CpuTimes {
    /// User mode; on Linux with the time of guests.
    pub user: f64,
    /// Kernel mode.
    pub system: f64,
    /// Nothing to do.
    pub idle: f64,
    /// User mode at low priority.
    pub nice: Field<f64>,
    /// Idle while waiting for I/O.
    pub iowait: Field<f64>,
    /// Hardware interrupts.
    pub irq: Field<f64>,
    /// Software interrupts.
    pub softirq: Field<f64>,
    /// Taken by other virtual machines.
    pub steal: Field<f64>,
    /// Virtual CPUs of guests.
    pub guest: Field<f64>,
    /// Niced virtual CPUs of guests.
    pub guest_nice: Field<f64>,
    /// Spinning on kernel locks.
    pub lock_spin: Field<f64>,
}

/// What one CPU did, and which one it is: CPUs come and go, and a place in a list does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NumberedCpuTimes {
    /// The CPU.
    pub number: u32,
    /// What it did.
    pub times: CpuTimes,
}

/// What all CPUs together counted since boot.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CpuStats {
    /// Changes from one thread to another.
    pub ctx_switches: u64,
    /// Interrupts of devices and timers.
    pub interrupts: u64,
    /// What interrupts left to do later.
    pub soft_interrupts: Field<u64>,
    /// System calls.
    pub syscalls: Field<u64>,
}

/// How fast a CPU runs, in MHz.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CpuFreq {
    /// Now.
    pub current: Option<f64>,
    /// At least.
    pub min: Option<f64>,
    /// At most.
    pub max: Option<f64>,
}

impl CpuFreq {
    /// Whether nothing is known of it.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// That of an average CPU, each figure of those where it is known; `None` if nothing is known of any.
    pub fn mean(cpus: &[Self]) -> Option<Self> {
        let mean = |figure: fn(&Self) -> Option<f64>| {
            let (sum, count) = cpus
                .iter()
                .filter_map(figure)
                .fold((0.0, 0_u32), |(sum, count), mhz| (sum + mhz, count.saturating_add(1)));
            (count > 0).then(|| sum / f64::from(count))
        };
        let mean = Self {
            current: mean(|cpu| cpu.current),
            min: mean(|cpu| cpu.min),
            max: mean(|cpu| cpu.max),
        };
        (!mean.is_unknown()).then_some(mean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_of_what_is_known() {
        let cpu = |current, max| CpuFreq { current, min: None, max };
        let cpus = [cpu(Some(1000.0), Some(4000.0)), cpu(Some(2000.0), None), cpu(None, None)];
        assert_eq!(CpuFreq::mean(&cpus), Some(cpu(Some(1500.0), Some(4000.0))));
        assert_eq!(CpuFreq::mean(&[cpu(None, None)]), None);
        assert_eq!(CpuFreq::mean(&[]), None);
    }
}
