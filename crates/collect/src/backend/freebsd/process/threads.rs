//! Threads: a record of each.

use psutil_parse::freebsd::kinfo_proc::{self, KinfoProc, request};

use super::snapshot::Snapshot;
use super::times::seconds;
use crate::backend::freebsd::FreeBsd;
use crate::backend::freebsd::system::about_record;
use crate::model::process::Thread;
use crate::port::FreeBsdKernel;
use crate::{Result, order};

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// The threads in the order of their numbers.
    pub(super) fn threads_of(&self, snapshot: &Snapshot<K>) -> Result<Vec<Thread>> {
        let bytes = self.told(snapshot, request::PID | request::INC_THREAD)?;
        let mut threads = Vec::new();
        for row in kinfo_proc::rows(&bytes) {
            let row = row.map_err(about_record)?;
            if row.ki_pid == snapshot.pid() {
                threads.push(thread(&row));
            }
        }
        order::sort_by_key(&mut threads, |thread| thread.id);
        Ok(threads)
    }
}

fn thread(row: &KinfoProc) -> Thread {
    Thread {
        id: u64::try_from(row.ki_tid).unwrap_or(0),
        name: Some(row.thread_name()).filter(|name| !name.is_empty()),
        user_time: seconds(row.ki_rusage.ru_utime),
        system_time: seconds(row.ki_rusage.ru_stime),
    }
}
