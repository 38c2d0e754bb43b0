//! All processes, each visited once: by several threads where there are many.
//!
//! Threads are started for each call and end with it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Scope, ScopedJoinHandle, available_parallelism};

use super::caught;
use crate::backend::ProcessCollector;
use crate::model::process::{PROCESSES, Pid};
use crate::port::threads::spawn_scoped;
use crate::{Error, Result};

/// With fewer processes, one thread is done before another has started.
const FEW: usize = 32;
/// How many processes a thread takes at a time.
const CHUNK: usize = 1;
/// More threads hinder each other in the kernel.
const MOST_THREADS: usize = 4;

/// Visits all processes and makes a row of each, in ascending order of their numbers. `with_record`: as for
/// [`ProcessCollector::snapshot_of`].
///
/// Those that are hidden from this user are left out, and so are those that end meanwhile: `read` says so with
/// [`Error::NoSuchProcess`]. Any other error of it is one of all rows. What it notes for the next row is that of one
/// thread.
pub fn rows<C, N, R>(
    collector: &C,
    with_record: bool,
    read: impl Fn(Pid, &C::Snapshot, &mut N) -> Result<R> + Sync,
) -> Result<Vec<R>>
where
    C: ProcessCollector + Sync,
    N: Default,
    R: Send,
{
    rows_on(threads_here(), collector, with_record, read)
}

/// The same on so many threads at most.
pub fn rows_on<C, N, R>(
    threads: usize,
    collector: &C,
    with_record: bool,
    read: impl Fn(Pid, &C::Snapshot, &mut N) -> Result<R> + Sync,
) -> Result<Vec<R>>
where
    C: ProcessCollector + Sync,
    N: Default,
    R: Send,
{
    let mut pids = collector.pids().map_err(|error| match error {
        Error::Unsupported(_) => Error::Unsupported(PROCESSES),
        error => error,
    })?;
    let threads = if pids.len() < FEW { 1 } else { threads };
    // First of all and alone: nothing that the threads hold open is to be seen in our own row, nor they themselves.
    let ours = collector.open(None).map(|target| target.pid).ok();
    let ours: Vec<_> = pids.extract_if(.., |pid| Some(*pid) == ours).collect();
    let mut done = caught(|| Shared::of(collector, with_record, &ours).rows(&read))?;
    let shared = Shared::of(collector, with_record, &pids);
    let work = || caught(|| shared.rows(&read));
    std::thread::scope(|scope| {
        // A system that has no more threads to give does with those there are.
        let others: Vec<_> = (1..threads).map_while(|_| start(scope, &work)).collect();
        done.extend(work()?);
        for other in others {
            done.extend(other.join().unwrap_or_else(|_| Err(Error::Bug("a thread fell".into())))?);
        }
        Ok::<_, Error>(())
    })?;
    done.sort_unstable_by_key(|(pid, _)| *pid);
    Ok(done.into_iter().map(|(_, row)| row).collect())
}

/// Rows and whose they are.
type Rows<R> = Result<Vec<(Pid, R)>>;

fn start<'scope, R: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: &'scope (impl Fn() -> Rows<R> + Sync),
) -> Option<ScopedJoinHandle<'scope, Rows<R>>> {
    spawn_scoped(scope, "psutil-table", work).ok()
}

/// What the threads have in common.
struct Shared<'a, C> {
    collector: &'a C,
    with_record: bool,
    pids: &'a [Pid],
    /// How many chunks have been taken.
    next: AtomicUsize,
}

impl<'a, C: ProcessCollector> Shared<'a, C> {
    const fn of(collector: &'a C, with_record: bool, pids: &'a [Pid]) -> Self {
        Self { collector, with_record, pids, next: AtomicUsize::new(0) }
    }

    /// Takes some of the processes, then the next that nobody has taken.
    fn rows<N: Default, R>(
        &self,
        read: impl Fn(Pid, &C::Snapshot, &mut N) -> Result<R>,
    ) -> Rows<R> {
        let mut notes = N::default();
        let mut done = Vec::new();
        loop {
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(pids) = self.pids.chunks(CHUNK).nth(place) else {
                return Ok(done);
            };
            for pid in pids {
                let snapshot = match self.collector.snapshot_of(*pid, self.with_record) {
                    Err(Error::NoSuchProcess { .. } | Error::AccessDenied { .. }) => continue,
                    seen => seen?,
                };
                match read(*pid, &snapshot, &mut notes) {
                    Err(Error::NoSuchProcess { .. }) => {}
                    row => done.push((*pid, row?)),
                }
            }
        }
    }
}

/// As many threads as may run at the same time. Looked at once: it takes reading files.
fn threads_here() -> usize {
    static THREADS: OnceLock<usize> = OnceLock::new();
    *THREADS.get_or_init(|| available_parallelism().map_or(1, |most| most.get().min(MOST_THREADS)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::{Barrier, Mutex};
    use std::thread::current;

    use super::*;
    use crate::model::process::PROCESS;

    /// As many processes; each third of them ends before it is visited, and each seventh is hidden.
    struct Village(Pid);

    struct Visit(Pid);

    impl ProcessCollector for Village {
        type Snapshot = Visit;

        fn pids(&self) -> Result<Vec<Pid>> {
            Ok((1..=self.0).collect())
        }

        fn snapshot_of(&self, pid: Pid, with_record: bool) -> Result<Visit> {
            assert!(with_record);
            let what = String::new();
            match pid {
                _ if pid % 3 == 0 => Err(Error::no_such_process(pid)),
                _ if pid % 7 == 0 => Err(Error::AccessDenied { pid: Some(pid), what }),
                _ => Ok(Visit(pid * 10)),
            }
        }
    }

    fn row(pid: Pid, snapshot: &Visit, _: &mut ()) -> Result<(Pid, Pid)> {
        if pid % 5 == 0 { Err(Error::no_such_process(pid)) } else { Ok((pid, snapshot.0)) }
    }

    #[test]
    fn rows_are_the_same_on_however_many_threads() {
        for count in [0, 1, 31, 32, 33, 1000] {
            let expected: Vec<_> = (1..=count)
                .filter(|pid| pid % 3 != 0 && pid % 7 != 0 && pid % 5 != 0)
                .map(|pid| (pid, pid * 10))
                .collect();
            for threads in [0, 1, 2, 4, 9] {
                let rows = rows_on(threads, &Village(count), true, row).unwrap();
                assert_eq!(rows, expected, "{count} on {threads}");
            }
        }
    }

    /// Which threads worked. Each waits for so many in its first row.
    fn workers(threads: usize, count: Pid, so_many: usize) -> usize {
        let (all, met) = (Mutex::new(BTreeSet::new()), Barrier::new(so_many));
        let read = |_, _: &Visit, has_met: &mut bool| {
            if !std::mem::replace(has_met, true) {
                met.wait();
                all.lock().unwrap().insert(format!("{:?}", current().id()));
            }
            Ok(())
        };
        rows_on(threads, &Village(count), true, read).unwrap();
        all.into_inner().unwrap().len()
    }

    #[test]
    fn few_processes_are_visited_by_one_thread_and_many_by_all() {
        assert_eq!(workers(4, 31, 1), 1);
        assert_eq!(workers(2, 32, 2), 2);
        assert_eq!(workers(4, 1000, 4), 4);
    }

    #[test]
    fn what_fails_but_for_an_end_fails_altogether() {
        let fails = |error: Error| {
            move |pid, _: &Visit, (): &mut ()| if pid == 500 { Err(error.clone()) } else { Ok(()) }
        };
        for error in [Error::Unsupported(PROCESS), Error::ZombieProcess { pid: 500 }] {
            for threads in [1, 4] {
                let rows = rows_on(threads, &Village(1000), true, fails(error.clone()));
                assert_eq!(rows.unwrap_err(), error);
            }
        }
    }

    #[test]
    fn a_panic_on_any_thread_is_an_error() {
        let met = Barrier::new(4);
        let here = current().id();
        let read = |_, _: &Visit, has_met: &mut bool| {
            if !std::mem::replace(has_met, true) {
                met.wait();
                assert!(current().id() == here, "on purpose");
            }
            Ok(())
        };
        let rows = rows_on(4, &Village(1000), true, read);
        assert_eq!(rows.unwrap_err(), Error::Bug("on purpose".into()));
    }

    #[test]
    fn a_system_without_processes_has_no_table() {
        struct Nowhere;
        impl ProcessCollector for Nowhere {
            type Snapshot = ();
        }
        let rows = rows(&Nowhere, false, |_, (), (): &mut ()| Ok(()));
        assert_eq!(rows.unwrap_err(), Error::Unsupported(PROCESSES));
    }
}
