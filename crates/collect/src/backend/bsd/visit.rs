//! Which process it is, and how what is read by its number is bound to it.
//!
//! A process is known by its number and the moment it has started, in microseconds. Where the kernel keeps that moment
//! as a time since boot and adds when that was (FreeBSD, OpenBSD), it is taken off again: setting the clock moves
//! both. A process cannot get its number back. So if it has the number when something has been read, and is the same
//! process as before, it had the number all the time, and what was read is its own.

use nix::errno::Errno;

use super::{Record, System};
use crate::model::identity::{Identity, Key, Target};
use crate::model::process::{Pid, ProcessStatus};
use crate::port::{ChildExit, Kqueues, Machine, Port, PortError};
use crate::{Error, Result, order};

/// How often the clock may be set while we look.
const TRIES: u32 = 4;

/// What a visit to a process begins with: its record.
pub(in crate::backend) struct Visit<S: System> {
    pub target: Target,
    pub raw: S::Raw,
    pub record: Record,
}

impl<S: System> Visit<S> {
    /// The process that has a number.
    pub fn to_number(system: &S, pid: Pid) -> Result<Self> {
        let mut epoch = system.epoch()?;
        for _ in 0..TRIES {
            let Some(raw) = system.raw(pid)? else { break };
            let after = system.epoch()?;
            if epoch == after {
                let record = S::record(&raw);
                return Ok(Self { target: target_of(&record, epoch), raw, record });
            }
            epoch = after; // the clock was set in between
        }
        Err(Error::no_such_process(pid))
    }

    /// This process, and no other that has its number now.
    pub fn to(system: &S, target: Target) -> Result<Self> {
        let visit = Self::to_number(system, target.pid)?;
        if is_same::<S>(target, visit.target, &visit.record) {
            Ok(Self { target, ..visit })
        } else {
            Err(Error::NoSuchProcess { pid: target.pid, reused: true })
        }
    }
}

/// The key of a process whose start the kernel does not tell.
const UNKNOWN: u64 = 0;

fn target_of(record: &Record, epoch: i64) -> Target {
    let start = record.start.map(|start| start.saturating_sub(epoch).unsigned_abs());
    Target { pid: record.pid, key: Key::Start(start.unwrap_or(UNKNOWN)) }
}

/// Whether the process that has been found by the number of another is that one.
pub(in crate::backend) fn is_same<S: System>(
    meant: Target,
    found: Target,
    record: &Record,
) -> bool {
    match (meant.key, found.key) {
        // A zombie, or one that is about to be one, of which the kernel does not say any more when it started. It is the
        // one that was meant, or one that began and ended since; nothing tells them apart, and nothing of it is left to
        // be told.
        (Key::Start(_), _) if record.start.is_none() => true,
        (Key::Start(meant), Key::Start(start)) => {
            meant == start || meant.abs_diff(start) <= S::TOLERANCE
        }
        _ => false,
    }
}

/// All processes, as one look at them finds them, in ascending order of their numbers.
pub(in crate::backend) fn everyone<S: System>(system: &S) -> Result<Vec<(Target, Record)>> {
    let mut epoch = system.epoch()?;
    let mut raws = system.raws()?;
    for _ in 0..TRIES {
        let after = system.epoch()?;
        if after == epoch {
            break;
        }
        epoch = after;
        raws = system.raws()?;
    }
    let records = raws.iter().map(S::record).filter(|record| record.pid >= 0);
    let mut everyone: Vec<_> = records.map(|it| (target_of(&it, epoch), it)).collect();
    order::sort_by_key(&mut everyone, |(target, _)| target.pid);
    everyone.dedup_by_key(|(target, _)| target.pid);
    Ok(everyone)
}

/// The process that has this number, or this program itself.
pub(in crate::backend) fn find<S: System>(system: &S, pid: Option<Pid>) -> Result<Target> {
    let pid = pid.unwrap_or_else(|| system.kernel().getpid());
    Ok(Visit::to_number(system, pid)?.target)
}

/// What was read by the number of a process that was visited, if it was its own.
///
/// Of a zombie whose start is not told any more nobody can say that: it may be another's, who had the number when it was
/// read and has ended since. So it is said to have ended, whatever was read.
pub(in crate::backend) fn bound<S: System, T>(
    system: &S,
    target: Target,
    read: impl FnOnce(Pid) -> Result<T>,
) -> Result<T> {
    let answer = read(target.pid);
    let Record { start, status, .. } = Visit::to(system, target)?.record;
    match status {
        _ if start.is_some() || target.key == Key::Start(UNKNOWN) => answer,
        ProcessStatus::Zombie | ProcessStatus::Dead => {
            Err(Error::ZombieProcess { pid: target.pid })
        }
        // The kernel could not look at it.
        _ => Err(PortError::new("sysctl", Errno::EBUSY).into()),
    }
}

/// How a child of this program has ended, if the number is still that of the process that is meant: until it is reaped
/// nobody else gets it.
pub(in crate::backend) fn peek<S: System>(
    system: &S,
    target: Target,
) -> Result<Port<Option<ChildExit>>> {
    let exit = system.kernel().peek_child(target.pid);
    Visit::to(system, target)?;
    Ok(exit)
}

/// Has something done to a process by its number. It has the number right before.
///
/// These kernels hold no process: in the moment between look and deed its number may become another's. It does not if
/// the process is a child of this program that only this program reaps.
pub(in crate::backend) fn done_to<S: System>(
    system: &S,
    target: Target,
    act: impl FnOnce(Pid) -> Result<()>,
) -> Result<()> {
    Visit::to(system, target)?;
    act(target.pid)
}

/// Whether the process has not been reaped yet.
pub(in crate::backend) fn still_runs<S: System>(system: &S, target: Target) -> Result<bool> {
    match Visit::to(system, target) {
        Ok(_) => Ok(true),
        Err(Error::NoSuchProcess { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The process in words that last.
pub(in crate::backend) fn in_words<S: System>(system: &S, target: Target) -> Result<String> {
    let identity = Identity { platform: S::PLATFORM, boot: system.boot()?, target };
    Ok(identity.to_string())
}

/// The process that these words name, if it still runs.
pub(in crate::backend) fn find_in_words<S: System>(system: &S, text: &str) -> Result<Target> {
    let Identity { platform, boot, target } = text.parse()?;
    if platform != S::PLATFORM || boot != system.boot()? {
        return Err(Error::no_such_process(target.pid)); // of another machine, or from before a reboot
    }
    Visit::to(system, target).map(|_| target)
}
