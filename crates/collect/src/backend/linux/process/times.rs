//! Numbers of `stat`, and what it has in common with `status`.

use psutil_parse::ParseError;

use super::credentials::no_line;
use super::snapshot::Snapshot;
use crate::backend::HostCollector;
use crate::backend::linux::Linux;
use crate::backend::linux::host::exact;
use crate::model::field::Field;
use crate::model::process::{CpuUse, CtxSwitches, PageFaults, Pid, ProcessCpuTimes, ProcessStatus};
use crate::port::{At, LinuxKernel};
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    pub(in crate::backend::linux) fn parent_number(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        let info = self.info(snapshot).and_then(|info| Pid::try_from(info.ppid).ok());
        info.map_or_else(|| Ok(self.stat(snapshot)?.ppid), Ok)
    }

    pub(super) fn start_instant(&self, snapshot: &Snapshot<K>) -> Result<f64> {
        let since_boot = self.seconds(self.stat(snapshot)?.starttime) * 1e3;
        Ok(self.boot_instant()? + since_boot)
    }

    pub(super) fn start_ticks(&self, snapshot: &Snapshot<K>) -> Result<f64> {
        Ok(exact(self.stat(snapshot)?.starttime))
    }

    pub(super) fn state(&self, snapshot: &Snapshot<K>) -> Result<ProcessStatus> {
        // fs/proc/array.c, task_state_array; K, W and P were letters of older kernels
        Ok(match self.stat(snapshot)?.state {
            b'R' => ProcessStatus::Running,
            b'S' => ProcessStatus::Sleeping,
            b'D' => ProcessStatus::DiskSleep,
            b'Z' => ProcessStatus::Zombie,
            b'T' => ProcessStatus::Stopped,
            b't' => ProcessStatus::TracingStop,
            b'X' | b'x' => ProcessStatus::Dead,
            b'K' => ProcessStatus::WakeKill,
            b'W' => ProcessStatus::Waking,
            b'P' => ProcessStatus::Parked,
            b'I' => ProcessStatus::Idle,
            _ => return Err(bad_stat(snapshot, "state is a letter of no known meaning")),
        })
    }

    pub(super) fn times(&self, snapshot: &Snapshot<K>) -> Result<ProcessCpuTimes> {
        let stat = self.stat(snapshot)?;
        let waited_for = |ticks: i64| self.seconds(u64::try_from(ticks).unwrap_or(0));
        let iowait = match stat.delayacct_blkio_ticks {
            Some(0) if !self.counts_delays() => None,
            ticks => ticks,
        };
        Ok(ProcessCpuTimes {
            user: self.seconds(stat.utime),
            system: self.seconds(stat.stime),
            children_user: waited_for(stat.cutime),
            children_system: waited_for(stat.cstime),
            iowait: Field::from(iowait).map(|ticks| self.seconds(ticks)),
        })
    }

    /// Whether a block I/O delay of 0 means none: `kernel.task_delayacct`, off by default since Linux 5.14.
    fn counts_delays(&self) -> bool {
        *self.delay_accounting.get_or_init(|| {
            let path = self.proc_path("sys/kernel/task_delayacct");
            let counts = self.kernel.read_record(At::Path(&path), |bytes| bytes.starts_with(b"1"));
            counts.unwrap_or(false)
        })
    }

    /// CPU time to compare with that of another moment.
    pub(super) fn use_of_cpu(&self, snapshot: &Snapshot<K>) -> Result<CpuUse> {
        // By the clock of the process in nanoseconds, of a tenth of the price; by the ticks of its file where its
        // number means another here, or a sandbox forbids the call.
        let cpu = match self.read_by_number(snapshot, K::cpu_clock) {
            Ok(time) => time.as_secs_f64(),
            Err(gone @ Error::NoSuchProcess { .. }) => return Err(gone),
            Err(_) => {
                let stat = self.stat(snapshot)?;
                self.seconds(stat.utime.saturating_add(stat.stime))
            }
        };
        let now = self.kernel.monotonic()?.as_secs_f64();
        let age = self.time_since_boot()? - self.seconds(self.starttime(snapshot)?);
        Ok(CpuUse { cpu, now, age })
    }

    /// The CPU that it runs on or ran on last.
    pub(super) fn last_cpu(&self, snapshot: &Snapshot<K>) -> Result<Option<u32>> {
        Ok(self.stat(snapshot)?.processor.and_then(|cpu| u32::try_from(cpu).ok()))
    }

    pub(super) fn faults(&self, snapshot: &Snapshot<K>) -> Result<PageFaults> {
        let stat = self.stat(snapshot)?;
        Ok(PageFaults { minor: stat.minflt, major: stat.majflt })
    }

    pub(super) fn process_group(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        Ok(self.stat(snapshot)?.pgrp)
    }

    pub(super) fn session(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        Ok(self.stat(snapshot)?.session)
    }

    /// Of its first thread; the kernel keeps no count for all.
    pub(super) fn switches(&self, snapshot: &Snapshot<K>) -> Result<CtxSwitches> {
        let status = self.status_file(snapshot)?;
        let voluntary = status.voluntary_ctxt_switches;
        let involuntary = status.nonvoluntary_ctxt_switches;
        Ok(CtxSwitches::by_reason(
            voluntary.ok_or_else(|| no_line(snapshot, "voluntary_ctxt_switches"))?,
            involuntary.ok_or_else(|| no_line(snapshot, "nonvoluntary_ctxt_switches"))?,
        ))
    }

    pub(super) fn thread_count(&self, snapshot: &Snapshot<K>) -> Result<u32> {
        let count = u32::try_from(self.stat(snapshot)?.num_threads);
        count.map_err(|_| bad_stat(snapshot, "num_threads is negative"))
    }
}

pub(super) fn bad_stat<K: LinuxKernel>(snapshot: &Snapshot<K>, reason: &'static str) -> Error {
    Error::kernel_data(
        snapshot.path.join("stat"),
        ParseError { record: "pid_stat", reason, offset: None },
    )
}
