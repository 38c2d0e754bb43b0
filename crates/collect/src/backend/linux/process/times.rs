//! Numbers of `stat` and `statm`.

use psutil_parse::ParseError;

use super::snapshot::Snapshot;
use crate::backend::linux::Linux;
use crate::backend::linux::host::exact;
use crate::model::field::Field;
use crate::model::process::{MemoryInfo, Pid, ProcessCpuTimes, ProcessStatus};
use crate::port::{At, LinuxKernel};
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn parent_number(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
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

    pub(super) fn memory(&self, snapshot: &Snapshot<K>) -> Result<MemoryInfo> {
        let statm = self.statm(snapshot)?;
        let bytes = |pages: u64| pages.saturating_mul(self.kernel.page_size());
        Ok(MemoryInfo {
            rss: bytes(statm.resident),
            vms: bytes(statm.size),
            shared: Field::Known(bytes(statm.shared)),
            text: Field::Known(bytes(statm.text)),
            data: Field::Known(bytes(statm.data)),
            stack: Field::Lacking,
            peak_rss: Field::Lacking,
        })
    }

    pub(super) fn thread_count(&self, snapshot: &Snapshot<K>) -> Result<u32> {
        let count = u32::try_from(self.stat(snapshot)?.num_threads);
        count.map_err(|_| bad_stat(snapshot, "num_threads is negative"))
    }
}

fn bad_stat<K: LinuxKernel>(snapshot: &Snapshot<K>, reason: &'static str) -> Error {
    Error::kernel_data(snapshot.path.join("stat"), ParseError { record: "pid_stat", reason })
}
