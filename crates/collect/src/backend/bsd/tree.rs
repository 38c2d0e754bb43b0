//! What a tree of processes has to be told of each.

use std::time::Duration;

use super::visit::{self, Visit};
use super::{Record, System, signal};
use crate::backend::tree::{Motion, Row, Trees, UNKNOWN};
use crate::model::identity::{Key, Target};
use crate::model::process::{Pid, ProcessStatus, Tree};
use crate::port::{Clock, Machine};
use crate::{Error, Result};

/// The living among these processes and all that descends from them.
pub(in crate::backend) fn members_of_tree<S: System>(system: &S, known: &[Target]) -> Result<Tree> {
    crate::backend::tree::members_of_tree(&Of(system), known)
}

/// Sends a signal to these processes and all that descends from them, none of which can fork meanwhile.
pub(in crate::backend) fn signal_whole_tree<S: System>(
    system: &S,
    known: &[Target],
    signal: i32,
    pause: &dyn Fn(Duration) -> bool,
) -> Result<Tree> {
    crate::backend::tree::signal_whole_tree(&Of(system), known, signal, pause)
}

/// The processes of a system.
struct Of<'a, S>(&'a S);

impl<S: System> Trees for Of<'_, S> {
    const TOLERANCE: u64 = S::TOLERANCE;

    fn own_number(&self) -> Result<Pid> {
        Ok(self.0.kernel().getpid())
    }

    fn rows(&self, is_wanted: impl Fn(Pid) -> bool) -> Result<Vec<Row>> {
        let everyone = visit::everyone(self.0)?.into_iter();
        let wanted = everyone.filter(|(target, _)| is_wanted(target.pid));
        Ok(wanted.map(|(target, record)| row(self.0, target, &record)).collect())
    }

    fn row(&self, target: Target) -> Result<Row> {
        let visit = Visit::to(self.0, target)?;
        Ok(row(self.0, visit.target, &visit.record))
    }

    fn find_row(&self, pid: Pid) -> Result<(Target, Row)> {
        let visit = Visit::to_number(self.0, pid)?;
        Ok((visit.target, row(self.0, visit.target, &visit.record)))
    }

    fn still_runs(&self, target: Target) -> Result<bool> {
        visit::still_runs(self.0, target)
    }

    fn signal(&self, target: Target, signal: i32) -> Result<()> {
        signal::signal(self.0, target, signal)
    }

    fn motion(&self, target: Target) -> Result<Motion> {
        match Visit::to(self.0, target) {
            Ok(visit) => Ok(motion_of(&visit.record)),
            Err(Error::NoSuchProcess { .. }) => Ok(Motion::Still),
            Err(Error::AccessDenied { .. }) => Ok(Motion::Waiting), // it is given time, and no more
            Err(error) => Err(error),
        }
    }

    fn clock(&self) -> Result<Duration> {
        Ok(self.0.kernel().monotonic()?)
    }
}

fn row<S: System>(system: &S, target: Target, record: &Record) -> Row {
    let start = match target.key {
        Key::Start(start) if record.start.is_some() => start,
        _ => UNKNOWN,
    };
    Row {
        pid: record.pid,
        ppid: record.ppid,
        session: system.session(record).unwrap_or(-1),
        start,
        is_still: record.is_stopped || record.is_zombie,
        is_stopped: record.is_stopped,
        heeds_none: signal::heeds_none(record),
    }
}

fn motion_of(record: &Record) -> Motion {
    match record.status {
        _ if record.is_stopped || record.is_zombie => Motion::Still,
        ProcessStatus::Running => Motion::Running,
        _ => Motion::Waiting,
    }
}
