//! When a process started, and how long it has run.

use psutil_parse::bsd::timespec::Timespec;
use psutil_parse::bsd::timeval::{Timeval, Timeval32};

use super::{Record, System, sysctl};
use crate::availability::Platform;
use crate::model::process::{CpuUse, ProcessStatus};
use crate::port::Clock;
use crate::{Error, Result};

/// `CTL_KERN` and `KERN_BOOTTIME` of `sys/sysctl.h`; a `struct timespec` on NetBSD, which has another for the old one.
const BOOTTIME: [i32; 2] = [1, 21];
const BOOTTIME_NETBSD: [i32; 2] = [1, 83];

/// When it started, in milliseconds since the epoch. Of a zombie it may not be told any more.
pub(in crate::backend) fn create_time(record: &Record) -> Result<f64> {
    match record.start {
        Some(start) => Ok(exact(start) / 1e3),
        None if matches!(record.status, ProcessStatus::Zombie | ProcessStatus::Dead) => {
            Err(Error::ZombieProcess { pid: record.pid })
        }
        None => {
            Err(Error::senseless("kinfo_proc".into(), "it does not say when it started".into()))
        }
    }
}

/// CPU time to compare with that of another moment. One whose start is not told is as old as nothing.
pub(in crate::backend) fn cpu_use<S: System>(
    system: &S,
    record: &Record,
    cpu_seconds: f64,
) -> Result<CpuUse> {
    let now = system.kernel().monotonic()?.as_secs_f64();
    let age = match record.start {
        Some(start) => system.kernel().realtime()?.as_secs_f64() - exact(start) / 1e6,
        None => 0.0,
    };
    Ok(CpuUse { cpu: cpu_seconds, now, age: age.max(0.0) })
}

/// When the machine started, in microseconds since the epoch, by the clock as it is set now.
pub(in crate::backend) fn booted<S: System>(system: &S) -> Result<i64> {
    let mib: &[i32] = if S::PLATFORM == Platform::NetBsd { &BOOTTIME_NETBSD } else { &BOOTTIME };
    let bytes = sysctl::record(system.kernel(), mib, Timeval::SIZE)?;
    let parsed = match S::PLATFORM {
        Platform::NetBsd => Timespec::parse(&bytes).map(|it| (it.tv_sec, it.tv_nsec / 1000)),
        Platform::MacOs => Timeval32::parse(&bytes).map(|it| (it.tv_sec, it.tv_usec.into())),
        _ => Timeval::parse(&bytes).map(|it| (it.tv_sec, it.tv_usec)),
    };
    let (seconds, rest) = parsed.map_err(|it| Error::kernel_data("kern.boottime".into(), it))?;
    Ok(seconds.saturating_mul(1_000_000).saturating_add(rest))
}

/// When the machine started, in milliseconds since the epoch.
pub(in crate::backend) fn boot_time<S: System>(system: &S) -> Result<f64> {
    Ok(exact(booted(system)?) / 1e3)
}

/// Microseconds as a number of JavaScript.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, which is the year 2255")]
const fn exact(microseconds: i64) -> f64 {
    microseconds as f64
}
