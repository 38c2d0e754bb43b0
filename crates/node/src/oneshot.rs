//! Snapshots that are kept for several getters: `Process.oneshot`.
//!
//! They belong to the thread, and so to the environment, that began them; a worker has its own.
#![allow(
    clippy::missing_const_for_thread_local,
    reason = "they are const; clippy does not see it where a system keeps thread locals by key, as OpenBSD"
)]

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crate::thin::napi;
use psutil_collect::Result;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::sorted::Sorted;

use crate::handle::Handle;
use crate::outcome::{Outcome, outcome};
use crate::paths::collector;

/// One visit to a process.
pub type Snapshot = <Host as ProcessCollector>::Snapshot;

thread_local! {
    static KEPT: RefCell<Sorted<u32, Option<Box<Visit>>>> = const { RefCell::new(Sorted::new()) };
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// Begins a oneshot; the number goes into the handle of the process.
#[napi(catch_unwind)]
pub fn oneshot_begin() -> u32 {
    KEPT.with_borrow_mut(|kept| {
        let mut number = LAST.get();
        loop {
            number = number.wrapping_add(1).max(1);
            if !kept.contains_key(&number) {
                break;
            }
        }
        kept.insert(number, None);
        LAST.set(number);
        number
    })
}

/// Ends a oneshot and forgets what it has read.
#[napi(catch_unwind)]
pub fn oneshot_end(number: u32) {
    KEPT.with_borrow_mut(|kept| {
        kept.remove(&number);
    });
}

/// A process that is being asked.
struct Visit {
    host: Arc<Host>,
    snapshot: Snapshot,
    oneshot: u32,
}

/// By its address: what is kept for many questions is moved by none.
impl Visit {
    /// Goes there, or on with what its oneshot keeps. Out of line, as all that every question has in common:
    /// there are many questions.
    #[inline(never)]
    fn begin(handle: &[f64]) -> Result<Box<Self>> {
        let handle = Handle::read(handle);
        // Taken out while it is in use, so that nothing is borrowed should the question panic.
        let kept =
            KEPT.with_borrow_mut(|kept| kept.get_mut(&handle.oneshot).and_then(Option::take));
        kept.map_or_else(|| Self::anew(handle), Ok)
    }

    /// The same, on a visit of its own.
    #[inline(never)]
    fn begin_now(handle: &[f64]) -> Result<Box<Self>> {
        Self::anew(Handle { oneshot: 0, ..Handle::read(handle) })
    }

    fn anew(handle: Handle) -> Result<Box<Self>> {
        let host = collector(handle.paths);
        let snapshot = host.snapshot(handle.target)?;
        Ok(Box::new(Self { host, snapshot, oneshot: handle.oneshot }))
    }

    /// Leaves, and keeps for its oneshot what was read.
    #[inline(never)]
    fn end(self: Box<Self>) {
        KEPT.with_borrow_mut(|kept| {
            if let Some(slot) = kept.get_mut(&self.oneshot) {
                *slot = Some(self);
            }
        });
    }
}

/// Asks one question about a process: on a visit of its own, or on the one that its oneshot keeps.
pub fn ask<T>(handle: &[f64], question: impl FnOnce(&Host, &Snapshot) -> Result<T>) -> Result<T> {
    let visit = Visit::begin(handle)?;
    let answer = question(&visit.host, &visit.snapshot);
    visit.end();
    answer
}

/// Does something to a process, on a visit of its own: what is kept for reading may be out of date.
pub fn ask_now<T>(handle: &[f64], action: impl FnOnce(&Host, &Snapshot) -> Result<T>) -> Result<T> {
    let visit = Visit::begin_now(handle)?;
    action(&visit.host, &visit.snapshot)
}

/// The same as [`ask`], handed over.
pub fn answer<T, U>(
    handle: &[f64],
    question: impl FnOnce(&Host, &Snapshot) -> Result<T>,
    convert: impl FnOnce(T) -> U,
) -> Outcome<U> {
    outcome(ask(handle, question).map(convert))
}
