//! Processes that begin and end: the list of them, compared with the one before again and again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::visit::{self, Visit};
use super::{Record, System, wait};
use crate::backend::watch::{Listing, Look, Seen, Tracker};
use crate::backend::{ProcessWatcher, WatchCollector};
use crate::model::identity::{Key, Target};
use crate::model::process::{ExitStatus, Pid};
use crate::model::watch::{WatchEvent, WatchSource};
use crate::port::{Clock, Kqueues, Ring};
use crate::sorted::Sorted;
use crate::{Error, Result};

impl<S: System> WatchCollector for S {
    fn watch_processes(self: Arc<Self>, interval: Duration) -> Result<Box<dyn ProcessWatcher>> {
        watch_processes(self, interval)
    }
}

/// Begins to watch: whoever begins or ends from now on is told of.
pub(in crate::backend) fn watch_processes<S: System>(
    system: Arc<S>,
    interval: Duration,
) -> Result<Box<dyn ProcessWatcher>> {
    let kqueue = system.kernel().kqueue()?;
    let alarm = Arc::new(Alarm { system, kqueue, is_rung: AtomicBool::new(false) });
    let mut tracker = Tracker::default();
    let list = List::read(&*alarm.system)?;
    list.now()?;
    tracker.begin(&list)?;
    Ok(Box::new(Watch { alarm, tracker, interval }))
}

/// A watch that goes on.
struct Watch<S: System> {
    alarm: Arc<Alarm<S>>,
    tracker: Tracker,
    interval: Duration,
}

/// A kqueue that is told of nothing else.
struct Alarm<S: System> {
    system: Arc<S>,
    kqueue: <S::Kernel as Kqueues>::Kqueue,
    is_rung: AtomicBool,
}

impl<S: System> Ring for Alarm<S> {
    fn ring(&self) {
        self.is_rung.store(true, Ordering::SeqCst);
        // Were it to fail, the wait would end when its time is over.
        let _ = self.system.kernel().interrupt(&self.kqueue);
    }
}

impl<S: System> ProcessWatcher for Watch<S> {
    fn source(&self) -> WatchSource {
        WatchSource::Polling
    }

    fn alarm(&self) -> Arc<dyn Ring> {
        Arc::clone(&self.alarm) as Arc<dyn Ring>
    }

    fn wait(&mut self) -> Result<Vec<WatchEvent>> {
        let Alarm { system, kqueue, is_rung } = &*self.alarm;
        system.kernel().ended(kqueue, Some(self.interval))?;
        let mut events = Vec::new();
        if !is_rung.swap(false, Ordering::SeqCst) {
            self.tracker.compare(&List::read(&**system)?, Listing::Read, &mut events)?;
        }
        Ok(events)
    }
}

/// All processes, as one look at them finds them.
struct List<'a, S> {
    system: &'a S,
    everyone: Sorted<Pid, (Target, Record)>,
}

impl<'a, S: System> List<'a, S> {
    fn read(system: &'a S) -> Result<Self> {
        let everyone = visit::everyone(system)?.into_iter();
        Ok(Self { system, everyone: everyone.map(|it| (it.0.pid, it)).collect() })
    }
}

impl<S: System> Look for List<'_, S> {
    fn numbers(&self) -> Result<Vec<Pid>> {
        Ok(self.everyone.keys().copied().collect())
    }

    fn look(&self, pid: Pid) -> Result<Option<Seen>> {
        Ok(self.everyone.get(&pid).map(|(target, record)| Seen {
            key: Some(target.key),
            is_readable: true,
            has_ended: record.is_zombie,
        }))
    }

    fn has_ended(&self, pid: Pid, key: Option<Key>) -> Result<bool> {
        let is_other = |target: Target, record: &Record| {
            key.is_some_and(|key| !visit::is_same::<S>(Target { pid, key }, target, record))
        };
        if let Some((target, record)) = self.everyone.get(&pid) {
            return Ok(record.is_zombie || is_other(*target, record));
        }
        // The list is not of one moment.
        match Visit::to_number(self.system, pid) {
            Ok(Visit { target, record, .. }) => Ok(record.is_zombie || is_other(target, &record)),
            Err(Error::NoSuchProcess { .. }) => Ok(true),
            Err(Error::AccessDenied { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn status(&self, target: Target) -> Option<ExitStatus> {
        wait::status_of_zombie(self.system, target)
    }

    fn parent(&self, target: Target) -> Option<Pid> {
        self.everyone.get(&target.pid).map(|(_, record)| record.ppid)
    }

    fn last_number(&self) -> Option<Pid> {
        None
    }

    fn now(&self) -> Result<f64> {
        Ok(self.system.kernel().realtime()?.as_secs_f64() * 1e3)
    }

    fn instant(&self, _: Duration) -> Result<f64> {
        self.now()
    }
}
