//! What a tree of processes has to be told of each.

use std::time::Duration;

use psutil_parse::linux::dirent64;
use psutil_parse::linux::pid_stat::{self, PF_EXITING, PF_KTHREAD, PidStat};

use crate::backend::linux::Linux;
use crate::backend::tree::{Motion, Row, Trees};
use crate::model::identity::Target;
use crate::model::process::Pid;
use crate::port::{At, LinuxKernel};
use crate::{Error, Result};

impl<K: LinuxKernel> Trees for Linux<K> {
    fn own_number(&self) -> Result<Pid> {
        self.own_number()
    }

    fn rows(&self, is_wanted: impl Fn(Pid) -> bool) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for pid in self.numbers()?.into_iter().filter(|pid| is_wanted(*pid)) {
            let path = self.proc_path(format!("{pid}/stat"));
            let read = self
                .kernel
                .read_record(At::Path(&path), |bytes| Some(row(&pid_stat::parse(bytes).ok()?)));
            rows.extend(read.ok().flatten()); // else it has ended, or is hidden
        }
        Ok(rows)
    }

    fn row(&self, target: Target) -> Result<Row> {
        self.stat(&self.visit(target)?).map(row)
    }

    fn find_row(&self, pid: Pid) -> Result<(Target, Row)> {
        let target = self.find(Some(pid))?;
        Ok((target, Trees::row(self, target)?))
    }

    fn still_runs(&self, target: Target) -> Result<bool> {
        self.still_runs(target)
    }

    fn signal(&self, target: Target, signal: i32) -> Result<()> {
        self.signal(target, signal)
    }

    fn motion(&self, target: Target) -> Result<Motion> {
        let found = self.visit(target).and_then(|snapshot| {
            let stat = self.stat(&snapshot)?;
            if stat.num_threads <= 1 {
                return Ok(motion_of(stat));
            }
            let mut numbers: Vec<Pid> = Vec::new();
            let listed = self.kernel.getdents(snapshot.file("task"), |records| {
                numbers.extend(dirent64::pids(records));
            });
            self.about(&snapshot, listed)?;
            let motions = numbers.into_iter().filter_map(|id| {
                let name = format!("task/{id}/stat");
                let read = self.kernel.read_record(snapshot.file(&name), pid_stat::parse);
                read.ok()?.ok().as_ref().map(motion_of)
            });
            Ok(motions.max().unwrap_or(Motion::Still))
        });
        match found {
            Err(Error::NoSuchProcess { .. }) => Ok(Motion::Still),
            Err(Error::AccessDenied { .. }) => Ok(Motion::Waiting), // hidden: it is given time, and no more
            found => found,
        }
    }

    fn clock(&self) -> Result<Duration> {
        Ok(self.kernel.monotonic()?)
    }
}

fn row(stat: &PidStat) -> Row {
    Row {
        pid: stat.pid,
        ppid: stat.ppid,
        session: stat.session,
        start: stat.starttime,
        is_still: is_still(stat),
        is_stopped: stat.state == b'T',
        heeds_none: stat.pid == 1 || stat.flags & PF_KTHREAD != 0,
    }
}

fn motion_of(stat: &PidStat) -> Motion {
    match stat.state {
        // One that is about to end makes no more children.
        _ if is_still(stat) || stat.flags & PF_EXITING != 0 => Motion::Still,
        b'R' => Motion::Running,
        _ => Motion::Waiting,
    }
}

/// Whether its first thread stands or has ended.
fn is_still(stat: &PidStat) -> bool {
    matches!(stat.state, b'T' | b't') || stat.is_zombie()
}
