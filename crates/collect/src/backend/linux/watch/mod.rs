//! Processes that begin and end.
//!
//! - **By the proc connector**, where the kernel tells this program of processes by the numbers that it knows them
//!   by: in the first pid, user and network namespace, since Linux 6.6 for everybody.
//! - **By polling**: the list of processes compared with the one before, wherever there is a list.

mod connector;
mod look;
mod polling;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use super::Linux;
use crate::Result;
use crate::backend::watch::Tracker;
use crate::backend::{ProcessWatcher, WatchCollector};
use crate::model::watch::{WatchEvent, WatchSource};
use crate::port::{LinuxKernel, Ring, Woken};
use connector::Connector;
use polling::Polling;

impl<K> WatchCollector for Linux<K>
where
    K: LinuxKernel + Send + Sync + 'static,
{
    fn watch_processes(self: Arc<Self>, interval: Duration) -> Result<Box<dyn ProcessWatcher>> {
        // First listen, then look: who begins in between is heard of.
        let connector = self.connector()?;
        let alarm = Arc::new(self.kernel.alarm()?);
        let mut tracker = Tracker::default();
        let source = match connector {
            Some(connector) => Source::Connector(connector),
            None => Source::Polling(Polling::begin(&*self)?),
        };
        tracker.begin(&*self)?;
        let looked = self.kernel.monotonic()?;
        Ok(Box::new(Watch { host: self, alarm, tracker, source, interval, looked }))
    }
}

/// How long word of a thread that has ended may be on its way: the kernel sends it after everybody can see the end, and
/// may let others run in between.
const WORD_ARRIVES: Duration = Duration::from_millis(500);

enum Source<L> {
    Connector(Connector<L>),
    Polling(Polling),
}

/// A watch that goes on.
struct Watch<K: LinuxKernel> {
    host: Arc<Linux<K>>,
    alarm: Arc<K::Alarm>,
    tracker: Tracker,
    source: Source<K::Listener>,
    interval: Duration,
    /// When processes without a first thread were looked at last.
    looked: Duration,
}

impl<K: LinuxKernel> Watch<K> {
    /// How long processes without a first thread are left alone.
    fn pause(&self) -> Duration {
        self.interval.max(WORD_ARRIVES)
    }
}

impl<K> ProcessWatcher for Watch<K>
where
    K: LinuxKernel + Send + Sync + 'static,
{
    fn source(&self) -> WatchSource {
        match self.source {
            Source::Connector(_) => WatchSource::Connector,
            Source::Polling(_) => WatchSource::Polling,
        }
    }

    fn alarm(&self) -> Arc<dyn Ring> {
        Arc::clone(&self.alarm) as Arc<dyn Ring>
    }

    fn wait(&mut self) -> Result<Vec<WatchEvent>> {
        let (listener, patience) = match &self.source {
            // One whose first thread has ended is looked at again: of its last one nothing may be heard.
            Source::Connector(connector) => {
                (Some(connector.listener()), self.tracker.has_headless().then_some(self.pause()))
            }
            Source::Polling(_) => (None, Some(self.interval)),
        };
        if self.host.kernel.wait(&self.alarm, listener, patience)? == Woken::Rung {
            return Ok(Vec::new());
        }
        let mut events = Vec::new();
        match &mut self.source {
            Source::Connector(connector) => {
                connector.hear(&*self.host, &mut self.tracker, &mut events)?;
                let now = self.host.kernel.monotonic()?;
                if now.saturating_sub(self.looked) >= self.pause() {
                    self.looked = now;
                    self.tracker.look_at_headless(&*self.host, &mut events)?;
                }
            }
            Source::Polling(polling) => {
                polling.look(&*self.host, &mut self.tracker, &mut events)?;
            }
        }
        Ok(events)
    }
}
