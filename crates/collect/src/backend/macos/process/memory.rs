//! Memory: `proc_taskinfo` and `rusage_info_v4`.

use super::snapshot::{Snapshot, Task};
use crate::backend::macos::MacOs;
use crate::model::field::Field;
use crate::model::process::{MemoryExtras, MemoryFootprint, MemoryFullInfo, MemoryInfo};
use crate::port::MacOsKernel;
use crate::{Error, Result};

impl<K: MacOsKernel> MacOs<K> {
    /// A zombie has none.
    pub(super) fn memory(&self, snapshot: &Snapshot<K>) -> Result<MemoryInfo> {
        let (rss, vms) = match self.task(snapshot)? {
            Task::Lives(task) => (task.pti_resident_size, task.pti_virtual_size),
            Task::Ended => (0, 0),
        };
        Ok(MemoryInfo { rss, vms, ..MemoryInfo::default() })
    }

    /// The most that the kernel remembers is of the footprint, which is another measure than what is in RAM.
    pub(super) fn more_memory(&self, snapshot: &Snapshot<K>) -> Result<MemoryExtras> {
        let locked = if snapshot.record().is_zombie {
            None
        } else {
            Some(self.rusage(snapshot)?.ri_wired_size)
        };
        Ok(MemoryExtras { locked: locked.into(), ..MemoryExtras::default() })
    }

    /// What Activity Monitor calls memory: what is its own in RAM, compressed or swapped out.
    pub(super) fn footprint(&self, snapshot: &Snapshot<K>) -> Result<MemoryFootprint> {
        // The kernel would tell what a zombie had.
        self.must_live(snapshot)?;
        let uss = self.rusage(snapshot)?.ri_phys_footprint;
        Ok(MemoryFootprint { uss, ..MemoryFootprint::default() })
    }

    pub(super) fn full_memory(&self, snapshot: &Snapshot<K>) -> Result<MemoryFullInfo> {
        let info = self.memory(snapshot)?;
        let (info, uss) = match self.footprint(snapshot) {
            // It may have ended since, and with it what it had.
            Err(Error::ZombieProcess { .. }) => (MemoryInfo::default(), Field::Unknown),
            footprint => (info, Field::Known(footprint?.uss)),
        };
        Ok(MemoryFullInfo { info, uss, ..MemoryFullInfo::default() })
    }

    /// Threads; a zombie has none.
    pub(super) fn thread_count(&self, snapshot: &Snapshot<K>) -> Result<u32> {
        match self.task(snapshot)? {
            Task::Lives(task) => u32::try_from(task.pti_threadnum).map_err(|_| {
                let reason = "pti_threadnum is negative".into();
                Error::senseless("PROC_PIDTASKINFO".into(), reason)
            }),
            Task::Ended => Ok(0),
        }
    }
}
