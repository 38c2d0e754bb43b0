//! Threads: `PROC_PIDLISTTHREADIDS`, and what each says.

use nix::errno::Errno;
use psutil_parse::bsd::char_array;
use psutil_parse::macos::proc_threadinfo::ProcThreadinfo;
use psutil_parse::macos::thread_ids;

use super::snapshot::{Snapshot, Task};
use crate::backend::macos::numbers::{PROC_PIDLISTTHREADIDS, PROC_PIDTHREADID64INFO};
use crate::backend::macos::{MacOs, exact};
use crate::model::process::{Pid, Thread};
use crate::order;
use crate::port::{MacOsKernel, Port};
use crate::{Error, Result};

/// A thread's number, and its struct.
type Raw = (u64, Vec<u8>);

impl<K: MacOsKernel> MacOs<K> {
    /// The threads in the order of their numbers. Those that end meanwhile are left out; a zombie has none.
    pub(super) fn threads_of(&self, snapshot: &Snapshot<K>) -> Result<Vec<Thread>> {
        let expected = match self.task(snapshot)? {
            Task::Lives(task) => usize::try_from(task.pti_threadnum).unwrap_or(0),
            Task::Ended => return Ok(Vec::new()),
        };
        let read = self.by_number(snapshot, |kernel, pid| raw_threads(kernel, pid, expected));
        let (raw, are_all) = match read {
            Err(Error::ZombieProcess { .. }) => return Ok(Vec::new()),
            read => read?,
        };
        if !are_all {
            // They end one after the other when the process does, and half of them is no answer: none is.
            match self.must_live(snapshot) {
                Err(Error::ZombieProcess { .. }) => return Ok(Vec::new()),
                lives => lives?,
            }
        }
        let threads = raw.into_iter().map(|(id, bytes)| thread(id, &bytes));
        let threads: psutil_parse::Result<Vec<_>> = threads.collect();
        let mut threads =
            threads.map_err(|error| Error::kernel_data("proc_threadinfo".into(), error))?;
        order::sort_by_key(&mut threads, |thread| thread.id);
        Ok(threads)
    }
}

/// Those that tell of themselves, and whether these are all.
fn raw_threads<K: MacOsKernel>(kernel: &K, pid: Pid, expected: usize) -> Port<(Vec<Raw>, bool)> {
    let list = MacOs::pidinfo_list(kernel, pid, PROC_PIDLISTTHREADIDS, size_of::<u64>(), expected)?;
    let (mut threads, mut are_all) = (Vec::new(), true);
    // Half a number at the end would be none.
    for id in thread_ids::rows(&list).map_while(psutil_parse::Result::ok) {
        let mut bytes = vec![0; ProcThreadinfo::SIZE];
        match kernel.proc_pidinfo(pid, PROC_PIDTHREADID64INFO, id, &mut bytes) {
            Err(error) if matches!(error.errno, Errno::ESRCH | Errno::EINVAL) => {
                are_all = false;
            }
            length => {
                bytes.truncate(length?);
                threads.push((id, bytes));
            }
        }
    }
    Ok((threads, are_all))
}

/// Its times are nanoseconds, and not ticks as those of the whole process.
fn thread(id: u64, bytes: &[u8]) -> psutil_parse::Result<Thread> {
    let info = ProcThreadinfo::parse(bytes)?;
    let name = char_array::text(&info.pth_name);
    Ok(Thread {
        id,
        name: (!name.is_empty()).then(|| name.to_vec()),
        user_time: exact(info.pth_user_time) / 1e9,
        system_time: exact(info.pth_system_time) / 1e9,
    })
}
