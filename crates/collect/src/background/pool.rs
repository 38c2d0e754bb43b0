//! A few threads that help whoever has much to do at once.
//!
//! They start when they are first needed and stay for a while after that, since who reads all processes mostly does
//! so again: waking them takes half as long as starting others. Who calls for help works too, and waits for nobody
//! who has not begun: without any helpers, the work is merely done by one.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::caught;
use crate::Result;
use crate::port::threads;

/// Something to do, and who wants it done.
struct Job {
    call: u64,
    run: Arc<dyn Fn() + Send + Sync>,
}

/// The threads, and what there is for them to do.
pub struct Pool {
    /// What the threads are called; 15 bytes.
    name: &'static str,
    /// How many there are at most.
    most: usize,
    /// How long a thread waits for work before it ends.
    patience: Duration,
    state: Mutex<State>,
    called: Condvar,
    finished: Condvar,
}

struct State {
    jobs: VecDeque<Job>,
    /// The calls of the jobs that have been begun.
    begun: Vec<u64>,
    threads: usize,
    idle: usize,
    last_call: u64,
}

impl Pool {
    /// Without a thread, since there is nothing to do.
    pub const fn new(name: &'static str, most: usize, patience: Duration) -> Self {
        let state =
            State { jobs: VecDeque::new(), begun: Vec::new(), threads: 0, idle: 0, last_call: 0 };
        let called = Condvar::new();
        let finished = Condvar::new();
        Self { name, most, patience, state: Mutex::new(state), called, finished }
    }

    /// Has so many threads beside this one do the same, as far as there are any that have the time. They share the
    /// work themselves: whoever comes last finds none left. What each has to say; a panic is an error.
    pub fn together<T: Send + 'static>(
        &'static self,
        others: usize,
        work: impl Fn() -> Result<T> + Send + Sync + 'static,
    ) -> Vec<Result<T>> {
        if others == 0 {
            return vec![caught(work)];
        }
        let said = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&said);
        let work: Arc<dyn Fn() + Send + Sync> = Arc::new(move || {
            let it = caught(&work);
            all.lock().unwrap_or_else(PoisonError::into_inner).push(it);
        });
        self.all(others, &work);
        let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *said)
    }

    /// The same of work that tells its results itself. Not laid out anew for each kind of result.
    fn all(&'static self, others: usize, work: &Arc<dyn Fn() + Send + Sync>) {
        let call = self.call(others, work);
        work();
        self.withdraw(call);
    }

    /// How many threads there are at the moment.
    #[cfg(test)]
    fn threads(&self) -> usize {
        self.lock().threads
    }

    fn call(&'static self, others: usize, run: &Arc<dyn Fn() + Send + Sync>) -> u64 {
        let mut state = self.lock();
        state.last_call = state.last_call.wrapping_add(1);
        let call = state.last_call;
        for _ in 0..others.min(self.most) {
            state.jobs.push_back(Job { call, run: Arc::clone(run) });
        }
        let short = state.jobs.len().saturating_sub(state.idle);
        for _ in 0..short.min(self.most.saturating_sub(state.threads)) {
            // A system that has no more threads to give does with those there are.
            if threads::spawn(self.name, || self.work()).is_err() {
                break;
            }
            state.threads = state.threads.saturating_add(1);
        }
        drop(state);
        self.called.notify_all();
        call
    }

    /// Takes back what nobody has begun, and waits for the rest.
    fn withdraw(&self, call: u64) {
        let mut state = self.lock();
        state.jobs.retain(|job| job.call != call);
        while state.begun.contains(&call) {
            state = self.finished.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// What a thread does.
    fn work(&self) {
        while let Some(Job { call, run }) = self.next() {
            run();
            // Who called waits for all who have begun, and by then has the work to itself: what it holds ends with
            // the call.
            drop(run);
            let mut state = self.lock();
            if let Some(place) = state.begun.iter().position(|begun| *begun == call) {
                state.begun.swap_remove(place);
            }
            drop(state);
            self.finished.notify_all();
        }
    }

    /// The next job; `None` once there has been none for a while.
    fn next(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.jobs.pop_front() {
                state.begun.push(job.call);
                return Some(job);
            }
            state.idle = state.idle.saturating_add(1);
            let waited = self.called.wait_timeout(state, self.patience);
            let (woken, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            state = woken;
            state.idle = state.idle.saturating_sub(1);
            if timeout.timed_out() && state.jobs.is_empty() {
                state.threads = state.threads.saturating_sub(1);
                return None;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread::{ThreadId, current};

    use super::*;
    use crate::Error;

    /// Longer than anything here takes.
    const LONG: Duration = Duration::from_secs(60);
    /// How many call, and how often each of them.
    const TURNS: (usize, usize) = if cfg!(miri) { (3, 10) } else { (6, 500) };

    fn pool(most: usize, patience: Duration) -> &'static Pool {
        // Kept, so that who looks for leaks finds it.
        static ALL: Mutex<Vec<&'static Pool>> = Mutex::new(Vec::new());
        let pool: &Pool = Box::leak(Box::new(Pool::new("psutil-test", most, patience)));
        ALL.lock().unwrap().push(pool);
        pool
    }

    /// Who works when each waits for all others.
    fn meet(pool: &'static Pool, others: usize) -> BTreeSet<String> {
        let met = Barrier::new(others + 1);
        let work = move || {
            met.wait();
            Ok(format!("{:?}", current().id()))
        };
        let done = pool.together(others, work);
        done.into_iter().collect::<Result<_>>().unwrap()
    }

    #[test]
    fn the_same_threads_help_again() {
        let pool = pool(3, LONG);
        assert_eq!(pool.threads(), 0, "none before it is needed");
        let first = meet(pool, 3);
        assert_eq!((first.len(), pool.threads()), (4, 3));
        for _ in 0..100 {
            assert_eq!(meet(pool, 3), first);
        }
    }

    #[test]
    fn no_more_threads_than_allowed_and_none_for_one() {
        let pool = pool(2, LONG);
        let here: ThreadId = current().id();
        assert_eq!(pool.together(0, move || Ok(current().id() == here)), [Ok(true)]);
        assert_eq!(pool.threads(), 0);
        assert_eq!(meet(pool, 2).len(), 3);
        assert!(pool.together(100, || Ok(())).len() <= 3);
        assert_eq!(pool.threads(), 2);
    }

    #[test]
    fn nobody_is_waited_for_who_has_not_begun() {
        let pool = pool(1, LONG);
        let (begun, ends) = (Arc::new(Barrier::new(3)), Arc::new(Barrier::new(3)));
        std::thread::scope(|scope| {
            let (its_begun, its_ends) = (Arc::clone(&begun), Arc::clone(&ends));
            scope.spawn(move || {
                // Both the caller and the helper are held up.
                pool.together(1, move || {
                    its_begun.wait();
                    its_ends.wait();
                    Ok(())
                });
            });
            begun.wait();
            // The only helper is busy.
            let here = current().id();
            assert_eq!(pool.together(1, move || Ok(current().id() == here)), [Ok(true)]);
            ends.wait();
        });
    }

    #[test]
    fn a_panic_is_an_error_and_the_thread_goes_on() {
        let pool = pool(3, LONG);
        for _ in 0..10 {
            let met = Barrier::new(4);
            let done: Vec<Result<()>> = pool.together(3, move || {
                met.wait();
                panic!("on purpose")
            });
            assert_eq!(done.len(), 4);
            assert!(done.iter().all(|told| *told == Err(Error::Bug("on purpose".into()))));
            assert_eq!(pool.threads(), 3);
        }
    }

    #[test]
    fn threads_end_when_nobody_has_called_for_a_while() {
        let pool = pool(3, Duration::from_millis(1));
        for _ in 0..20 {
            meet(pool, 3);
            while pool.threads() > 0 {
                std::thread::yield_now();
            }
        }
    }

    #[test]
    fn many_may_call_at_once() {
        let pool = pool(3, Duration::from_millis(1));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let taken = Arc::new(AtomicUsize::new(0));
                        let done = pool.together(3, move || {
                            Ok(std::iter::repeat_with(|| taken.fetch_add(1, Ordering::Relaxed))
                                .take_while(|place| *place < 50)
                                .collect::<Vec<_>>())
                        });
                        let mut all: Vec<_> = done.into_iter().flat_map(Result::unwrap).collect();
                        all.sort_unstable();
                        assert_eq!(all, (0..50).collect::<Vec<_>>(), "each is done once");
                    }
                });
            }
        });
    }

    /// Those who call, those who panic and those who end since nobody calls, all at the same time.
    #[test]
    fn under_stress_each_is_done_once_and_nothing_is_kept_of_a_call_that_is_over() {
        let pool = pool(3, Duration::from_nanos(1));
        std::thread::scope(|scope| {
            for caller in 0..TURNS.0 {
                scope.spawn(move || {
                    for turn in 0..TURNS.1 {
                        let panics = turn % 7 == caller;
                        let (rows, others) = (turn % 5, turn % 6);
                        let taken = Arc::new(AtomicUsize::new(0));
                        let its = Arc::clone(&taken);
                        let done = pool.together(others, move || {
                            let mine =
                                std::iter::repeat_with(|| its.fetch_add(1, Ordering::Relaxed));
                            let mine: Vec<_> = mine.take_while(|place| *place < rows).collect();
                            assert!(!panics, "on purpose");
                            Ok(mine)
                        });
                        // Nobody has a row, a file or a collector any more of what is over.
                        assert_eq!(Arc::strong_count(&taken), 1);
                        assert!((1..=1 + others.min(3)).contains(&done.len()));
                        if panics {
                            assert!(done.iter().all(Result::is_err));
                            continue;
                        }
                        let mut all: Vec<_> = done.into_iter().flat_map(Result::unwrap).collect();
                        all.sort_unstable();
                        assert_eq!(all, (0..rows).collect::<Vec<_>>());
                    }
                });
            }
        });
        while pool.threads() > 0 {
            std::thread::yield_now();
        }
        assert!(pool.lock().jobs.is_empty());
        assert_eq!(pool.lock().idle, 0);
    }
}
