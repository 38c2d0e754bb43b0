//! One thread that waits for any number of processes. It starts with the first wait and ends with the last.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::caught;
use crate::backend::{Progress, WaitCollector};
use crate::model::identity::Target;
use crate::model::process::ExitStatus;
use crate::port::threads;
use crate::sorted::Sorted;
use crate::{Error, Result};

/// What is called, on the thread that waits, once the process has ended: with the token of the wait, and how it
/// ended if that is known.
pub type WhenEnded = Box<dyn FnOnce(u64, Result<Option<ExitStatus>>) + Send>;

/// A wait that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// There is nothing to wait for.
    Ended(Option<ExitStatus>),
    /// It will be told, with this token.
    Waits(u64),
}

/// All waits of this program.
pub struct Waiter<C: WaitCollector> {
    waits: Mutex<Waits<C>>,
}

struct Waits<C: WaitCollector> {
    /// `None`: there is nothing to wait for.
    thread: Option<Arc<Thread<C>>>,
    by_token: Sorted<u64, Place<C>>,
    /// When to look whether or not the poller has told.
    looks: Sorted<(Instant, u64), ()>,
    last_token: u64,
}

/// The thread, and what it waits with.
struct Thread<C: WaitCollector> {
    collector: Arc<C>,
    poller: C::Poller,
}

struct Place<C: WaitCollector> {
    owner: u64,
    /// `None`: it is just being looked at.
    wait: Option<Wait<C>>,
}

struct Wait<C: WaitCollector> {
    collector: Arc<C>,
    watched: C::Watched,
    until: Option<Instant>,
    when_ended: WhenEnded,
}

impl<C: WaitCollector> Waits<C> {
    /// Takes a wait out, to be looked at and put back.
    fn take(&mut self, token: u64) -> Option<Wait<C>> {
        let wait = self.by_token.get_mut(&token)?.wait.take()?;
        self.forget_look(token, &wait);
        Some(wait)
    }

    /// Puts a wait back, unless it has been given up meanwhile.
    fn put_back(&mut self, token: u64, wait: Wait<C>) {
        if let Some(place) = self.by_token.get_mut(&token) {
            self.looks.extend(wait.until.map(|until| ((until, token), ())));
            place.wait = Some(wait);
        }
    }

    /// Removes a wait; whether there was one.
    fn remove(&mut self, token: u64) -> bool {
        let Some(place) = self.by_token.remove(&token) else { return false };
        if let Some(wait) = &place.wait {
            self.forget_look(token, wait);
        }
        true
    }

    fn forget_look(&mut self, token: u64, wait: &Wait<C>) {
        if let Some(until) = wait.until {
            self.looks.remove(&(until, token));
        }
    }
}

impl<C: WaitCollector> Thread<C> {
    /// Has it look whether there is still something to wait for, and for how long.
    fn interrupt(&self) -> Result<()> {
        self.collector.interrupt(&self.poller)
    }
}

impl<C: WaitCollector> Waiter<C> {
    /// Without a thread, since there is nothing to wait for.
    pub const fn new() -> Self {
        Self {
            waits: Mutex::new(Waits {
                thread: None,
                by_token: Sorted::new(),
                looks: Sorted::new(),
                last_token: 0,
            }),
        }
    }

    /// Begins to wait for a process. All waits of an owner can be given up at once.
    pub fn begin(
        &'static self,
        collector: &Arc<C>,
        target: Target,
        owner: u64,
        when_ended: impl FnOnce(u64, Result<Option<ExitStatus>>) + Send + 'static,
    ) -> Result<Begun> {
        let mut watched = match collector.watch(target) {
            // It ended so long ago that nobody can tell how.
            Err(Error::NoSuchProcess { .. }) => return Ok(Begun::Ended(None)),
            watched => watched?,
        };
        let until = match collector.look(&mut watched)? {
            Progress::Ended(status) => return Ok(Begun::Ended(status)),
            Progress::Goes(until) => until,
        };
        let mut waits = self.lock();
        let thread = match &waits.thread {
            Some(thread) => Arc::clone(thread),
            None => self.start(&mut waits, collector)?,
        };
        let token = waits.last_token.wrapping_add(1);
        waits.last_token = token;
        // Were it to fail, a thread that has just been started would find nothing to wait for, and end.
        collector.arm(&thread.poller, token, &watched)?;
        let (collector, when_ended) = (Arc::clone(collector), Box::new(when_ended));
        waits.by_token.insert(token, Place { owner, wait: None });
        waits.put_back(token, Wait { collector, watched, until, when_ended });
        drop(waits);
        if until.is_some() {
            thread.interrupt()?; // this may be sooner than any other
        }
        Ok(Begun::Waits(token))
    }

    /// Gives up a wait: what was to be called is not.
    pub fn cancel(&self, token: u64) {
        self.cancel_those(|waits| {
            waits.remove(token);
        });
    }

    /// Gives up all waits of an owner.
    pub fn cancel_all(&self, owner: u64) {
        self.cancel_those(|waits| {
            let theirs = waits.by_token.iter().filter(|(_, place)| place.owner == owner);
            for token in theirs.map(|(token, _)| *token).collect::<Vec<_>>() {
                waits.remove(token);
            }
        });
    }

    fn cancel_those(&self, remove: impl FnOnce(&mut Waits<C>)) {
        let mut waits = self.lock();
        remove(&mut waits);
        let idle = waits.thread.clone().filter(|_| waits.by_token.is_empty());
        drop(waits);
        // Were it to fail, the thread would end with the next wait.
        let _ = idle.map(|thread| thread.interrupt());
    }

    fn start(&'static self, waits: &mut Waits<C>, collector: &Arc<C>) -> Result<Arc<Thread<C>>> {
        let poller = collector.poller()?;
        let thread = Arc::new(Thread { collector: Arc::clone(collector), poller });
        let itself = Arc::clone(&thread);
        threads::spawn("psutil-wait", move || self.run(&itself))?;
        waits.thread = Some(Arc::clone(&thread));
        Ok(thread)
    }

    /// What the thread does.
    fn run(&self, Thread { collector, poller }: &Thread<C>) {
        while let Some(until) = self.next_look() {
            let patience = until.map(|until| until.saturating_duration_since(Instant::now()));
            match collector.poll(poller, patience) {
                Ok(tokens) => self.look_at(poller, tokens),
                Err(error) => self.fail(&error),
            }
        }
    }

    /// When one has to be looked at at the latest. `None`: there is none, and no thread any more.
    #[expect(clippy::option_option, reason = "no wait is another thing than no time to look")]
    fn next_look(&self) -> Option<Option<Instant>> {
        let mut waits = self.lock();
        if waits.by_token.is_empty() {
            waits.thread = None;
            return None;
        }
        Some(waits.looks.keys().next().map(|(until, _)| *until))
    }

    fn look_at(&self, poller: &C::Poller, told: Vec<u64>) {
        let now = Instant::now();
        let mut tokens = told;
        let due = |look: &&(Instant, u64)| look.0 <= now;
        tokens.extend(self.lock().looks.keys().take_while(due).map(|(_, token)| *token));
        for token in tokens {
            // It may have been given up.
            let taken = self.lock().take(token);
            if let Some(wait) = taken {
                self.look(poller, token, wait);
            }
        }
    }

    fn look(&self, poller: &C::Poller, token: u64, mut wait: Wait<C>) {
        let ended = match caught(|| wait.collector.look(&mut wait.watched)) {
            Ok(Progress::Ended(status)) => Ok(status),
            Ok(Progress::Goes(until)) => {
                wait.until = until;
                match wait.collector.arm(poller, token, &wait.watched) {
                    Ok(()) => return self.lock().put_back(token, wait),
                    Err(error) => Err(error),
                }
            }
            Err(error) => Err(error),
        };
        let is_wanted = self.lock().remove(token);
        if is_wanted {
            (wait.when_ended)(token, ended);
        }
    }

    /// The poller itself fails, and so does every wait.
    fn fail(&self, error: &Error) {
        let mut waits = self.lock();
        waits.looks = Sorted::new();
        let failed = std::mem::take(&mut waits.by_token);
        drop(waits);
        for (token, place) in failed {
            if let Some(wait) = place.wait {
                (wait.when_ended)(token, Err(error.clone()));
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waits<C>> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C: WaitCollector> Default for Waiter<C> {
    fn default() -> Self {
        Self::new()
    }
}
