//! The end of a process, and how it ended: by `kqueue(2)`, and without reaping it, which is for its parent alone.
//!
//! A kqueue keeps one event for each number. So all waits for a number share it, and what the kernel tells is put where
//! each of them finds it. The event is of whoever had the number when it was asked for. That is the process that is
//! meant if it is still there after that; if not, it is told to be looked at again, as is one that the kernel does not
//! tell of: a zombie, or one that has begun to end.
//!
//! How it ended is known, in this order, from `waitid(2)` of a child that is left to be reaped, from the record of a
//! zombie, and from what the kernel told.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use nix::errno::Errno;

use super::System;
use super::visit::{self, Visit};
use crate::backend::exit::{LATER, SOON, after, status_of_child, status_of_word};
use crate::backend::{Progress, WaitCollector};
use crate::model::identity::Target;
use crate::model::process::{ExitStatus, Pid};
use crate::port::{Ended, Kqueues};
use crate::sorted::Sorted;
use crate::{Error, Result};

/// A process that is waited for.
pub struct Watched<S> {
    target: Target,
    told: Arc<Mutex<Told>>,
    system: PhantomData<fn() -> S>,
}

/// What is known of a process by the kqueue.
#[derive(Clone, Copy)]
enum Told {
    Nothing,
    /// It has ended, and this is what `wait(2)` would give, if the kernel says.
    Ended(Option<i32>),
    /// The kernel does not tell of it; the time until the next look.
    Never(Duration),
}

/// What waits for many at once.
#[expect(private_bounds, reason = "a backend names it, and nobody else can")]
pub struct Poller<S: System> {
    kqueue: <S::Kernel as Kqueues>::Kqueue,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    events: Sorted<Pid, Event>,
    /// Those to be looked at, whatever the kernel tells.
    ready: Vec<u64>,
}

/// The one event of a number.
struct Event {
    /// Whom it is of.
    target: Target,
    /// It may be of another, who had the number before or after.
    is_doubtful: bool,
    waits: Vec<(u64, Weak<Mutex<Told>>)>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<S: System> WaitCollector for S {
    type Watched = Watched<Self>;
    type Poller = Poller<Self>;

    fn poller(&self) -> Result<Poller<Self>> {
        poller(self)
    }

    fn watch(&self, target: Target) -> Result<Watched<Self>> {
        watch(self, target)
    }

    fn look(&self, watched: &mut Watched<Self>) -> Result<Progress> {
        look(self, watched)
    }

    fn arm(&self, poller: &Poller<Self>, token: u64, watched: &Watched<Self>) -> Result<()> {
        arm(self, poller, token, watched)
    }

    fn poll(&self, poller: &Poller<Self>, patience: Option<Duration>) -> Result<Vec<u64>> {
        poll(self, poller, patience)
    }

    fn interrupt(&self, poller: &Poller<Self>) -> Result<()> {
        interrupt(self, poller)
    }
}

/// One that waits for nothing yet.
pub(in crate::backend) fn poller<S: System>(system: &S) -> Result<Poller<S>> {
    Ok(Poller { kqueue: system.kernel().kqueue()?, state: Mutex::default() })
}

/// Begins to watch a process. Fails if it has been reaped, whoever has its number now.
pub(in crate::backend) fn watch<S: System>(system: &S, target: Target) -> Result<Watched<S>> {
    Visit::to(system, target)?;
    Ok(Watched { target, told: Arc::new(Mutex::new(Told::Nothing)), system: PhantomData })
}

/// How far it is.
pub(in crate::backend) fn look<S: System>(
    system: &S,
    watched: &mut Watched<S>,
) -> Result<Progress> {
    let target = watched.target;
    let mut told = lock(&watched.told);
    let word = match *told {
        Told::Ended(word) => word,
        Told::Nothing | Told::Never(_) => None,
    };
    let visit = match Visit::to(system, target) {
        Err(Error::NoSuchProcess { .. }) => {
            return Ok(Progress::Ended(word.and_then(status_of_word)));
        }
        visit => visit?,
    };
    match &mut *told {
        _ if visit.record.is_zombie => {
            let of_zombie = status_of_zombie(system, target);
            return Ok(Progress::Ended(of_zombie.or_else(|| word.and_then(status_of_word))));
        }
        Told::Nothing => return Ok(Progress::Goes(None)),
        Told::Never(pause) => {
            let until = after(*pause);
            *pause = pause.saturating_mul(2).min(LATER);
            return Ok(Progress::Goes(Some(until)));
        }
        Told::Ended(_) => {}
    }
    // Told of its end, which the kernel has not quite come to.
    match visit::peek(system, target) {
        Ok(Ok(Some(exit))) => Ok(Progress::Ended(Some(status_of_child(exit)))),
        // A child of ours: soon it can be asked.
        Ok(Ok(None)) if word.is_none() => Ok(Progress::Goes(Some(after(SOON)))),
        _ => Ok(Progress::Ended(word.and_then(status_of_word))),
    }
}

/// How a process ended that is a zombie now, if that can be known.
pub(in crate::backend) fn status_of_zombie<S: System>(
    system: &S,
    target: Target,
) -> Option<ExitStatus> {
    let visit = Visit::to(system, target).ok().filter(|visit| visit.record.is_zombie)?;
    match visit::peek(system, target) {
        Ok(Ok(Some(exit))) => Some(status_of_child(exit)),
        _ => S::exit_word(&visit.raw).and_then(status_of_word),
    }
}

/// Has the poller tell by this token, once, when to look again.
pub(in crate::backend) fn arm<S: System>(
    system: &S,
    poller: &Poller<S>,
    token: u64,
    watched: &Watched<S>,
) -> Result<()> {
    if !matches!(*lock(&watched.told), Told::Nothing) {
        return Ok(()); // the time to look again is known
    }
    let pid = watched.target.pid;
    poller.expect(token, watched);
    match system.kernel().watch_exit(&poller.kqueue, pid) {
        Ok(()) => {}
        Err(error) if matches!(error.errno, Errno::ESRCH | Errno::EPERM | Errno::EACCES) => {
            *lock(&watched.told) = Told::Never(SOON);
            poller.forget(token, pid, false);
            return poller.make_ready(system, token);
        }
        Err(error) => {
            poller.forget(token, pid, false);
            return Err(error.into());
        }
    }
    match Visit::to(system, watched.target) {
        Ok(visit) if !visit.record.is_zombie => Ok(()),
        // It may have ended before the kernel was asked to tell.
        Ok(_) => poller.make_ready(system, token),
        Err(Error::NoSuchProcess { .. }) => {
            poller.forget(token, pid, true);
            poller.make_ready(system, token)
        }
        Err(error) => {
            poller.forget(token, pid, true);
            Err(error)
        }
    }
}

/// Waits, and gives the tokens of those to look at. May give none.
pub(in crate::backend) fn poll<S: System>(
    system: &S,
    poller: &Poller<S>,
    patience: Option<Duration>,
) -> Result<Vec<u64>> {
    let mut tokens = std::mem::take(&mut lock(&poller.state).ready);
    // What else has been told by now is taken along.
    let patience = if tokens.is_empty() { patience } else { Some(Duration::ZERO) };
    let ended = system.kernel().ended(&poller.kqueue, patience)?;
    let mut state = lock(&poller.state);
    for ended in ended {
        state.tell(ended, &mut tokens);
    }
    tokens.append(&mut state.ready);
    Ok(tokens)
}

/// Has the one that waits come back at once.
pub(in crate::backend) fn interrupt<S: System>(system: &S, poller: &Poller<S>) -> Result<()> {
    Ok(system.kernel().interrupt(&poller.kqueue)?)
}

#[expect(private_bounds, reason = "as above")]
impl<S: System> Poller<S> {
    /// Before the kernel is asked to tell: it may do so at once.
    fn expect(&self, token: u64, watched: &Watched<S>) {
        let mut state = lock(&self.state);
        let target = watched.target;
        let event = match state.events.remove(&target.pid) {
            Some(mut event) => {
                event.is_doubtful |= event.target != target;
                // Those that have been given up are of no interest.
                event.waits.retain(|(_, told)| told.strong_count() > 0);
                event
            }
            None => Event { target, is_doubtful: false, waits: Vec::new() },
        };
        let mut waits = event.waits;
        waits.push((token, Arc::downgrade(&watched.told)));
        state.events.insert(target.pid, Event { waits, ..event });
    }

    /// It does not wait by this event, which may be another's now.
    fn forget(&self, token: u64, pid: Pid, is_doubtful: bool) {
        let mut state = lock(&self.state);
        let Some(event) = state.events.get_mut(&pid) else { return };
        event.is_doubtful |= is_doubtful;
        event.waits.retain(|(other, _)| *other != token);
        if event.waits.is_empty() && !event.is_doubtful {
            state.events.remove(&pid);
        }
    }

    /// It is to be looked at, whatever the kernel will tell.
    fn make_ready(&self, system: &S, token: u64) -> Result<()> {
        lock(&self.state).ready.push(token);
        Ok(system.kernel().interrupt(&self.kqueue)?)
    }
}

impl State {
    fn tell(&mut self, Ended { pid, status }: Ended, tokens: &mut Vec<u64>) {
        let Some(event) = self.events.remove(&pid) else { return };
        for (token, told) in event.waits {
            let Some(told) = told.upgrade() else { continue };
            if !event.is_doubtful {
                *lock(&told) = Told::Ended(status);
            }
            tokens.push(token);
        }
    }
}
