//! All processes, each visited once: by several threads where there are many.

use std::mem::take;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use super::pool::Pool;
use crate::backend::{CpuCollector, ProcessCollector, Purpose};
use crate::host::host;
use crate::model::process::{PROCESSES, Pid};
use crate::{Error, Paths, Result, order};

/// With fewer processes, one thread is done before another has woken.
const FEW: usize = 32;
/// More threads hinder each other in the kernel.
const MOST_THREADS: usize = 4;

/// The threads that help, as long as somebody reads all processes every few seconds.
static POOL: Pool = Pool::new("psutil-table", MOST_THREADS - 1, Duration::from_secs(5));

/// What all processes gave.
#[derive(Debug, Default)]
pub struct Rows<R, N> {
    /// In ascending order of their numbers.
    pub rows: Vec<Row<R>>,
    /// What each thread has noted.
    pub notes: Vec<N>,
    /// Those that this user may not look at, in no order.
    pub hidden: Vec<Pid>,
}

/// What one process gave.
#[derive(Debug)]
pub struct Row<R> {
    /// Its number.
    pub pid: Pid,
    /// The place of what the thread has noted that visited it.
    pub thread: usize,
    /// What was made of it.
    pub row: R,
}

/// How all processes are visited.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tour {
    /// What each is visited for.
    pub purpose: Purpose,
    /// On so many threads at most. `None`: as many as may run at the same time, and no more than four.
    pub threads: Option<usize>,
    /// Whether even a few of them may take long.
    pub takes_long: bool,
}

/// Visits all processes and makes a row of each.
///
/// Those that are hidden from this user have none, and neither have those that end meanwhile: `read` says so with
/// [`Error::NoSuchProcess`]. Any other error of it is one of all rows. What it notes for the next row is that of one
/// thread.
pub fn rows<C, N, R>(
    collector: &Arc<C>,
    tour: Tour,
    read: impl Fn(Pid, &C::Snapshot, &mut N) -> Result<R> + Send + Sync + 'static,
) -> Result<Rows<R, N>>
where
    C: ProcessCollector + Send + Sync + 'static,
    N: Default + Send + 'static,
    R: Send + 'static,
{
    let done = Arc::new(Mutex::new(Vec::new()));
    let all = Arc::clone(&done);
    let work: Arc<Work<C>> = Arc::new(move |shared| {
        let (mut rows, mut notes) = (Vec::new(), N::default());
        let hidden = shared.visit(&mut |pid, snapshot| {
            rows.push((pid, read(pid, snapshot, &mut notes)?));
            Ok(())
        })?;
        all.lock().unwrap_or_else(PoisonError::into_inner).push((rows, notes));
        Ok(hidden)
    });
    let hidden = on_threads(collector, tour, &work)?;
    let done = take(&mut *done.lock().unwrap_or_else(PoisonError::into_inner));
    let mut all = Rows { rows: Vec::new(), notes: Vec::new(), hidden };
    for (thread, (rows, notes)) in done.into_iter().enumerate() {
        all.rows.extend(rows.into_iter().map(|(pid, row)| Row { pid, thread, row }));
        all.notes.push(notes);
    }
    order::sort_by_key(&mut all.rows, |row| row.pid);
    Ok(all)
}

/// Shares out all processes among threads that each do this; the hidden ones. Not laid out anew for each kind of row.
fn on_threads<C>(collector: &Arc<C>, tour: Tour, work: &Arc<Work<C>>) -> Result<Vec<Pid>>
where
    C: ProcessCollector + Send + Sync + 'static,
{
    let mut pids = collector.pids().map_err(|error| match error {
        Error::Unsupported(_) => Error::Unsupported(PROCESSES),
        error => error,
    })?;
    let is_short = pids.len() < FEW && !tour.takes_long;
    let threads = if is_short { 1 } else { tour.threads.unwrap_or_else(threads_here) };
    // First of all and alone: nothing that the threads hold open is to be seen in our own row.
    let ours = collector.own_pid().ok();
    let ours: Vec<_> = pids.extract_if(.., |pid| Some(*pid) == ours).collect();
    let shared = |pids| {
        let (collector, work) = (Arc::clone(collector), Arc::clone(work));
        let shared = Shared { collector, purpose: tour.purpose, pids, next: AtomicUsize::new(0) };
        move || work(&shared)
    };
    let mut hidden = POOL.together(0, shared(ours));
    hidden.extend(POOL.together(threads.saturating_sub(1), shared(pids)));
    let hidden: Result<Vec<_>> = hidden.into_iter().collect();
    Ok(hidden?.into_iter().flatten().collect())
}

/// What each thread does; those that are hidden from it.
type Work<C> = dyn Fn(&Shared<C>) -> Result<Vec<Pid>> + Send + Sync;

/// What the threads have in common.
struct Shared<C> {
    collector: Arc<C>,
    purpose: Purpose,
    pids: Vec<Pid>,
    /// How many have been taken.
    next: AtomicUsize,
}

impl<C: ProcessCollector> Shared<C> {
    /// Takes some of the processes, then the next that nobody has taken; those that are hidden.
    fn visit(&self, read: &mut dyn FnMut(Pid, &C::Snapshot) -> Result<()>) -> Result<Vec<Pid>> {
        let mut hidden = Vec::new();
        loop {
            // One at a time: neighbours are often of a kind, and may be the ones that take long.
            let taken = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(&pid) = self.pids.get(taken) else {
                return Ok(hidden);
            };
            let snapshot = match self.collector.snapshot_of(pid, self.purpose) {
                Err(Error::NoSuchProcess { .. }) => continue,
                Err(Error::AccessDenied { .. }) => {
                    hidden.push(pid);
                    continue;
                }
                seen => seen?,
            };
            match read(pid, &snapshot) {
                Err(Error::NoSuchProcess { .. }) => {}
                read => read?,
            }
        }
    }
}

/// As many threads as may run at the same time on this machine, whatever the collector reads. Looked at once: it takes
/// reading files.
fn threads_here() -> usize {
    static THREADS: OnceLock<usize> = OnceLock::new();
    *THREADS.get_or_init(|| {
        let here = host(Paths::default());
        // Where it is not known how many this program may use, it may use all.
        let all = || here.logical_cpu_count().unwrap_or(1);
        here.usable_cpu_count().map_or_else(|_| all(), whole).clamp(1, MOST_THREADS)
    })
}

/// How many there are in full.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` stops at 0")]
fn whole(cpus: f64) -> usize {
    cpus as usize
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

        fn snapshot_of(&self, pid: Pid, purpose: Purpose) -> Result<Visit> {
            assert!(purpose.record);
            match pid {
                _ if pid % 3 == 0 => Err(Error::no_such_process(pid)),
                _ if pid % 7 == 0 => Err(Error::AccessDenied { pid: Some(pid), what: "".into() }),
                _ => Ok(Visit(pid * 10)),
            }
        }
    }

    /// The rows of so many processes on so many threads.
    fn village<N: Default + Send + 'static, R: Send + 'static>(
        threads: usize,
        count: Pid,
        read: impl Fn(Pid, &Visit, &mut N) -> Result<R> + Send + Sync + 'static,
    ) -> Result<Rows<R, N>> {
        let purpose = Purpose { record: true, ids: false };
        let tour = Tour { purpose, threads: Some(threads), takes_long: false };
        rows(&Arc::new(Village(count)), tour, read)
    }

    fn row(pid: Pid, snapshot: &Visit, visited: &mut Vec<Pid>) -> Result<(Pid, Pid)> {
        visited.push(pid);
        if pid % 5 == 0 { Err(Error::no_such_process(pid)) } else { Ok((pid, snapshot.0)) }
    }

    #[test]
    fn rows_are_the_same_on_however_many_threads() {
        for count in [0, 1, 31, 32, 33, 1000] {
            let expected: Vec<_> = (1..=count)
                .filter(|pid| pid % 3 != 0 && pid % 7 != 0 && pid % 5 != 0)
                .map(|pid| (pid, (pid, pid * 10)))
                .collect();
            for threads in [0, 1, 2, 4, 9] {
                let Rows { rows, notes, hidden } = village(threads, count, row).unwrap();
                assert!(rows.iter().all(|row| notes[row.thread].contains(&row.pid)));
                let rows: Vec<_> = rows.into_iter().map(|row| (row.pid, row.row)).collect();
                assert_eq!(rows, expected, "{count} on {threads}");
                let hidden: BTreeSet<_> = hidden.into_iter().collect();
                let secret = (1..=count).filter(|pid| pid % 3 != 0 && pid % 7 == 0);
                assert_eq!(hidden, secret.collect());
            }
        }
    }

    /// How many threads worked. Each waits for so many in its first row.
    fn workers(threads: usize, count: Pid, so_many: usize) -> usize {
        let all = Arc::new(Mutex::new(BTreeSet::new()));
        let (seen, met) = (Arc::clone(&all), Barrier::new(so_many));
        let read = move |_, _: &Visit, has_met: &mut bool| {
            if !std::mem::replace(has_met, true) {
                met.wait();
                seen.lock().unwrap().insert(format!("{:?}", current().id()));
            }
            Ok(())
        };
        village(threads, count, read).unwrap();
        all.lock().unwrap().len()
    }

    #[test]
    fn few_processes_are_visited_by_one_thread_and_many_by_all() {
        assert_eq!(workers(4, 31, 1), 1);
        assert_eq!(workers(1, 1000, 1), 1);
    }

    #[test]
    fn what_fails_but_for_an_end_fails_altogether() {
        let fails = |error: Error| {
            move |pid, _: &Visit, (): &mut ()| if pid == 500 { Err(error.clone()) } else { Ok(()) }
        };
        for error in [Error::Unsupported(PROCESS), Error::ZombieProcess { pid: 500 }] {
            for threads in [1, 4] {
                let rows = village(threads, 1000, fails(error.clone()));
                assert_eq!(rows.unwrap_err(), error);
            }
        }
    }

    #[test]
    fn a_panic_is_an_error() {
        let read = |pid, _: &Visit, (): &mut ()| -> Result<()> {
            assert!(pid != 500, "on purpose");
            Ok(())
        };
        for threads in [1, 4] {
            let rows = village(threads, 1000, read);
            assert_eq!(rows.unwrap_err(), Error::Bug("on purpose".into()));
        }
    }

    #[test]
    fn a_system_without_processes_has_no_table() {
        struct Nowhere;
        impl ProcessCollector for Nowhere {
            type Snapshot = ();
        }
        let rows = rows(&Arc::new(Nowhere), Tour::default(), |_, (), (): &mut ()| Ok(()));
        assert_eq!(rows.unwrap_err(), Error::Unsupported(PROCESSES));
    }
}
