//! All processes, each visited once: by several threads where there are many.
//!
//! Threads are started for each call and end with it. With as many processes as make them worth while that costs
//! less than could be measured.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Scope, ScopedJoinHandle, available_parallelism};

use crate::backend::ProcessCollector;
use crate::model::process::{PROCESSES, Pid};
use crate::port::threads::spawn_scoped;
use crate::{Error, Result, caught};

/// With fewer processes, one thread is done before another has started.
const FEW: usize = 32;
/// How many processes a thread takes at a time.
const CHUNK: usize = 16;
/// More threads hinder each other in the kernel.
const MOST_THREADS: usize = 4;

/// Visits all processes and makes a row of each, in ascending order of their numbers.
///
/// Those that are hidden from this user are left out, and so are those that end meanwhile: `read` says so with
/// [`Error::NoSuchProcess`]. Any other error of it is one of all rows. What it notes for the next row is that of one
/// thread.
pub fn rows<C, N, R>(
    collector: &C,
    read: impl Fn(Pid, &C::Snapshot, &mut N) -> Result<R> + Sync,
) -> Result<Vec<R>>
where
    C: ProcessCollector + Sync,
    N: Default,
    R: Send,
{
    rows_on(threads_here(), collector, read)
}

/// The same on so many threads at most.
pub fn rows_on<C, N, R>(
    threads: usize,
    collector: &C,
    read: impl Fn(Pid, &C::Snapshot, &mut N) -> Result<R> + Sync,
) -> Result<Vec<R>>
where
    C: ProcessCollector + Sync,
    N: Default,
    R: Send,
{
    let pids = collector.pids().map_err(|error| match error {
        Error::Unsupported(_) => Error::Unsupported(PROCESSES),
        error => error,
    })?;
    let threads = if pids.len() < FEW { 1 } else { threads };
    let next = AtomicUsize::new(0);
    let work = || caught(|| chunks(collector, &pids, &next, &read));
    let mut done = std::thread::scope(|scope| {
        // A system that has no more threads to give does with those there are.
        let others: Vec<_> = (1..threads).map_while(|_| start(scope, &work)).collect();
        let mut done = work()?;
        for other in others {
            done.extend(other.join().unwrap_or_else(|_| Err(Error::Bug("a thread fell".into())))?);
        }
        Ok::<_, Error>(done)
    })?;
    done.sort_unstable_by_key(|(place, _)| *place);
    Ok(done.into_iter().flat_map(|(_, rows)| rows).collect())
}

/// Rows of processes that stand together, and where.
type Chunk<R> = (usize, Vec<R>);
type Chunks<R> = Result<Vec<Chunk<R>>>;

fn start<'scope, R: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: &'scope (impl Fn() -> Chunks<R> + Sync),
) -> Option<ScopedJoinHandle<'scope, Chunks<R>>> {
    spawn_scoped(scope, "psutil-table", work).ok()
}

/// Takes some of the processes, then the next that nobody has taken.
fn chunks<C: ProcessCollector, N: Default, R>(
    collector: &C,
    pids: &[Pid],
    next: &AtomicUsize,
    read: &impl Fn(Pid, &C::Snapshot, &mut N) -> Result<R>,
) -> Chunks<R> {
    let mut notes = N::default();
    let mut done = Vec::new();
    loop {
        let place = next.fetch_add(1, Ordering::Relaxed);
        let Some(pids) = pids.chunks(CHUNK).nth(place) else {
            return Ok(done);
        };
        let mut rows = Vec::with_capacity(pids.len());
        for pid in pids {
            let snapshot = match collector.snapshot_of(*pid) {
                Err(Error::NoSuchProcess { .. } | Error::AccessDenied { .. }) => continue,
                seen => seen?,
            };
            match read(*pid, &snapshot, &mut notes) {
                Err(Error::NoSuchProcess { .. }) => {}
                row => rows.push(row?),
            }
        }
        done.push((place, rows));
    }
}

/// As many threads as may run at the same time. Looked at once: it takes reading files.
fn threads_here() -> usize {
    static THREADS: OnceLock<usize> = OnceLock::new();
    *THREADS.get_or_init(|| available_parallelism().map_or(1, |most| most.get().min(MOST_THREADS)))
}
