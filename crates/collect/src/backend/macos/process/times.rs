//! Times and counts: `proc_taskinfo` and `rusage_info_v4`.

use psutil_parse::macos::proc_taskinfo::ProcTaskinfo;

use super::snapshot::{Snapshot, Task};
use crate::backend::bsd::times;
use crate::backend::macos::{MacOs, exact};
use crate::model::field::Field;
use crate::model::process::{CpuUse, CtxSwitches, PageFaults, Pid, ProcessCpuTimes};
use crate::port::MacOsKernel;
use crate::{Error, Result};

impl<K: MacOsKernel> MacOs<K> {
    /// When it started, in the kernel's own unit: microseconds.
    pub(super) fn start_microseconds(snapshot: &Snapshot<K>) -> Result<f64> {
        let start = snapshot.record().start.and_then(|start| u64::try_from(start).ok());
        start.map(exact).ok_or_else(|| {
            Error::senseless("kern.proc".into(), "p_starttime is before the epoch".into())
        })
    }

    /// Trap 18: the kernel counts ticks of Mach's clock.
    pub(super) fn times(&self, snapshot: &Snapshot<K>) -> Result<ProcessCpuTimes> {
        let rusage = self.rusage(snapshot)?;
        Ok(ProcessCpuTimes {
            user: self.seconds_of_ticks(rusage.ri_user_time)?,
            system: self.seconds_of_ticks(rusage.ri_system_time)?,
            children_user: self.seconds_of_ticks(rusage.ri_child_user_time)?,
            children_system: self.seconds_of_ticks(rusage.ri_child_system_time)?,
            iowait: Field::Lacking,
        })
    }

    pub(super) fn use_of_cpu(&self, snapshot: &Snapshot<K>) -> Result<CpuUse> {
        let rusage = self.rusage(snapshot)?;
        let ticks = rusage.ri_user_time.saturating_add(rusage.ri_system_time);
        times::cpu_use(self, snapshot.record(), self.seconds_of_ticks(ticks)?)
    }

    /// The kernel counts all faults, and those of them that had to be read.
    pub(super) fn faults(&self, snapshot: &Snapshot<K>) -> Result<PageFaults> {
        let task = self.living_task(snapshot)?;
        let (all, major) = (count(task.pti_faults), count(task.pti_pageins));
        Ok(PageFaults { minor: all.saturating_sub(major), major })
    }

    /// The kernel does not tell apart why.
    pub(super) fn switches(&self, snapshot: &Snapshot<K>) -> Result<CtxSwitches> {
        let task = self.living_task(snapshot)?;
        let total = count(task.pti_csw);
        Ok(CtxSwitches { total, voluntary: Field::Lacking, involuntary: Field::Lacking })
    }

    /// Of a process that has not ended: nothing else is known of these.
    fn living_task<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s ProcTaskinfo> {
        match self.task(snapshot)? {
            Task::Lives(task) => Ok(task),
            Task::Ended => Err(Error::ZombieProcess { pid: snapshot.pid() }),
        }
    }

    /// The session. No record tells it.
    pub(super) fn session_number(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        if snapshot.pid() == 0 {
            return Ok(0); // and not that of this program, which getsid(2) would take it for
        }
        self.by_number(snapshot, K::getsid)
    }
}

/// A count that was put into an `int`.
fn count(number: i32) -> u64 {
    number.cast_unsigned().into()
}
