//! Threads: records of their own behind that of the process.

use psutil_parse::openbsd::kinfo_proc::KinfoProc;

use super::snapshot::{Snapshot, once};
use super::times::seconds;
use crate::backend::bsd::{sysctl, visit};
use crate::backend::openbsd::{OpenBsd, mib};
use crate::model::process::Thread;
use crate::port::OpenBsdKernel;
use crate::{Error, Result, order};

/// `p_tid` of the process itself.
const NO_THREAD: i32 = -1;

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// The threads in the order of their numbers. A zombie has none.
    pub(super) fn threads_of(&self, snapshot: &Snapshot<K>) -> Result<Vec<Thread>> {
        Ok(self.thread_records(snapshot)?.iter().map(thread).collect())
    }

    pub(super) fn thread_count(&self, snapshot: &Snapshot<K>) -> Result<u32> {
        Ok(u32::try_from(self.thread_records(snapshot)?.len()).unwrap_or(u32::MAX))
    }

    fn thread_records<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s [KinfoProc]> {
        let threads = once(&snapshot.threads, || {
            let operation = mib::KERN_PROC_PID | mib::KERN_PROC_SHOW_THREADS;
            let read = visit::bound(self, snapshot.target(), |pid| {
                self.records(operation, pid, |kernel, mib, _| sysctl::table(kernel, mib))
            });
            let mut records = match read {
                Err(Error::ZombieProcess { .. }) => Vec::new(),
                read => read?,
            };
            records.retain(|record| record.p_tid != NO_THREAD);
            order::sort_by_key(&mut records, |record| record.p_tid);
            Ok(records)
        });
        threads.map(|it| &**it)
    }
}

fn thread(record: &KinfoProc) -> Thread {
    Thread {
        id: u64::try_from(record.p_tid).unwrap_or(0),
        name: Some(record.name().to_vec()).filter(|name| !name.is_empty()),
        user_time: seconds(record.p_uutime_sec, record.p_uutime_usec),
        system_time: seconds(record.p_ustime_sec, record.p_ustime_usec),
    }
}
