//! Threads: `/proc/PID/task`.

use nix::errno::Errno;
use psutil_parse::linux::{dirent64, pid_stat};

use super::snapshot::Snapshot;
use crate::backend::linux::Linux;
use crate::model::process::{Pid, Thread};
use crate::order;
use crate::port::LinuxKernel;
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    /// The threads in the order of their numbers. Those that end meanwhile are left out.
    pub(super) fn threads_of(&self, snapshot: &Snapshot<K>) -> Result<Vec<Thread>> {
        let mut numbers: Vec<Pid> = Vec::new();
        let listed = self.kernel.getdents(snapshot.file("task"), |records| {
            numbers.extend(dirent64::pids(records));
        });
        self.about(snapshot, listed)?;
        order::sort(&mut numbers);
        let mut threads = Vec::with_capacity(numbers.len());
        for id in numbers {
            threads.extend(self.thread(snapshot, id)?);
        }
        // No thread at all: the process ended while they were counted.
        if threads.is_empty() && !self.is_there(snapshot) {
            return Err(Error::no_such_process(snapshot.pid));
        }
        Ok(threads)
    }

    /// One thread; `None` if it has ended.
    fn thread(&self, snapshot: &Snapshot<K>, id: Pid) -> Result<Option<Thread>> {
        let name = format!("task/{id}/stat");
        let read = match self.kernel.read_record(snapshot.file(&name), pid_stat::parse) {
            Err(error) if matches!(error.errno, Errno::ENOENT | Errno::ESRCH) => return Ok(None),
            read => self.about(snapshot, read)?,
        };
        let stat = read.map_err(|error| Error::kernel_data(snapshot.path.join(&name), error))?;
        Ok(Some(Thread {
            id: u64::try_from(id).unwrap_or(0),
            name: Some(stat.comm.into_vec()),
            user_time: self.seconds(stat.utime),
            system_time: self.seconds(stat.stime),
        }))
    }
}
