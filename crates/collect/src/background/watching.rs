//! A watch in a thread of its own, and the events that nobody has taken yet.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::caught;
use crate::backend::ProcessWatcher;
use crate::model::watch::{WatchEvent, WatchSource};
use crate::port::{Ring, threads};
use crate::{Error, Result};

/// How many events are kept before no more are asked for. What the kernel cannot keep either is an overflow.
const MOST: usize = 1 << 16;

/// A watch that goes on until it is dropped.
pub struct Watching {
    shared: Arc<Shared>,
    source: WatchSource,
    alarm: Arc<dyn Ring>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// There is room for events again, or no more are wanted.
    room: Condvar,
}

#[derive(Default)]
struct State {
    events: Vec<WatchEvent>,
    /// Somebody has found nothing and wants to hear once there is something.
    is_awaited: bool,
    /// No more events are wanted.
    is_ended: bool,
    /// Why no more events will come.
    failure: Option<Error>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room for events; whether any more are wanted.
    fn has_room(&self) -> bool {
        let is_full = |state: &mut State| state.events.len() >= MOST && !state.is_ended;
        let state = self.room.wait_while(self.state(), is_full);
        !state.unwrap_or_else(PoisonError::into_inner).is_ended
    }

    /// Adds events; whether somebody is to hear of it.
    fn add(&self, events: Vec<WatchEvent>) -> bool {
        let mut state = self.state();
        state.events.extend(events);
        !state.events.is_empty() && std::mem::take(&mut state.is_awaited)
    }
}

impl Watching {
    /// Begins a thread. It calls `wake` once there is something to take for somebody who found nothing.
    pub fn begin(
        mut watcher: Box<dyn ProcessWatcher>,
        wake: impl Fn() + Send + 'static,
    ) -> Result<Self> {
        let shared = Arc::new(Shared::default());
        let (source, alarm) = (watcher.source(), watcher.alarm());
        let mut over = Over { shared: Arc::clone(&shared), wake, failure: None };
        let work = move || {
            let ended = caught(|| {
                while over.shared.has_room() {
                    if over.shared.add(watcher.wait()?) {
                        (over.wake)();
                    }
                }
                Ok(())
            });
            over.failure = ended.err();
        };
        threads::spawn("psutil-watch", work)?;
        Ok(Self { shared, source, alarm })
    }

    /// Where the events come from.
    pub fn source(&self) -> WatchSource {
        self.source
    }

    /// What has happened since the last time, in order. If it is nothing, `wake` will be called once.
    pub fn take(&mut self) -> Result<Vec<WatchEvent>> {
        let mut state = self.shared.state();
        let events = std::mem::take(&mut state.events);
        state.is_awaited = events.is_empty();
        // The failure that it ended with, once, and after all that came before.
        let failure = state.failure.take_if(|_| events.is_empty());
        drop(state);
        self.shared.room.notify_all();
        failure.map_or(Ok(events), Err)
    }
}

impl Drop for Watching {
    /// The thread is not waited for: it may be looking at processes.
    fn drop(&mut self) {
        self.shared.state().is_ended = true;
        self.shared.room.notify_all();
        self.alarm.ring();
    }
}

/// Tells of the end of the thread, whatever it ended by.
struct Over<W: Fn()> {
    shared: Arc<Shared>,
    wake: W,
    failure: Option<Error>,
}

impl<W: Fn()> Drop for Over<W> {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.failure = self.failure.take();
        let is_awaited = std::mem::take(&mut state.is_awaited);
        drop(state);
        if is_awaited {
            (self.wake)();
        }
    }
}
