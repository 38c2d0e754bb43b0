//! Asking how full file systems are, some of which may not answer for long.
//!
//! Of each file system one question at a time is asked, on a thread of ours; those that come meanwhile wait for
//! their turn without one, and all that then ask the same are given one answer. So a server that does not answer
//! keeps one thread waiting, however often it is asked, and no answer is older than its question.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::caught;
use crate::backend::{DiskCollector, Place, Route};
use crate::model::disk::DiskUsage;
use crate::port::threads;
use crate::sorted::Sorted;
use crate::{Error, Result};

/// What is called with the number of a question, on the thread that asked.
type WhenTold = Box<dyn FnOnce(u64, Result<DiskUsage>) + Send>;

/// All questions of this program.
pub struct Usages<C> {
    state: Mutex<State<C>>,
}

struct State<C> {
    /// Whom a thread asks just now, and what it will ask next.
    asked: Sorted<Place, VecDeque<Question<C>>>,
    /// Who still wants to be told.
    callers: Sorted<u64, Caller>,
    /// How many have been given up since those of them were forgotten.
    given_up: usize,
    last_number: u64,
}

struct Question<C> {
    collector: Arc<C>,
    route: Route,
    /// The numbers of those who ask.
    of: Vec<u64>,
}

struct Caller {
    owner: u64,
    when_told: WhenTold,
}

impl<C> Usages<C> {
    /// Without a thread, since there is nothing to ask.
    pub const fn new() -> Self {
        Self {
            state: Mutex::new(State {
                asked: Sorted::new(),
                callers: Sorted::new(),
                given_up: 0,
                last_number: 0,
            }),
        }
    }

    /// Gives up a question: what was to be called is not.
    pub fn cancel(&self, number: u64) {
        let mut state = self.lock();
        let caller = state.callers.remove(&number);
        state.forget_unheard(usize::from(caller.is_some()));
        drop(state);
        drop(caller); // what it holds may be anything
    }

    /// Gives up all questions of an owner.
    pub fn cancel_all(&self, owner: u64) {
        let mut state = self.lock();
        let callers = std::mem::take(&mut state.callers);
        let (theirs, others): (Sorted<_, _>, _) =
            callers.into_iter().partition(|(_, caller)| caller.owner == owner);
        state.callers = others;
        state.forget_unheard(theirs.len());
        drop(state);
        drop(theirs);
    }

    fn tell(&self, of: &[u64], told: &Result<DiskUsage>) {
        for number in of {
            let caller = self.lock().callers.remove(number);
            if let Some(caller) = caller {
                // A caller that fails must not take the thread from the others.
                let _ = caught(|| {
                    (caller.when_told)(*number, told.clone());
                    Ok(())
                });
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C> State<C> {
    /// Drops what nobody wants to know any more, so that it does not pile up: not each time, but before it is most.
    fn forget_unheard(&mut self, given_up: usize) {
        self.given_up = self.given_up.saturating_add(given_up);
        if self.given_up <= self.callers.len() {
            return;
        }
        self.given_up = 0;
        let Self { asked, callers, .. } = self;
        for questions in asked.values_mut() {
            questions.retain_mut(|question| {
                question.of.retain(|number| callers.contains_key(number));
                !question.of.is_empty()
            });
        }
    }

    /// Takes the next question out that somebody wants answered.
    fn next(&mut self, place: &Place) -> Option<Question<C>> {
        let Self { asked, callers, .. } = self;
        let questions = asked.get_mut(place)?;
        let is_heard =
            |question: &Question<C>| question.of.iter().any(|number| callers.contains_key(number));
        while let Some(question) = questions.pop_front() {
            if is_heard(&question) {
                return Some(question);
            }
        }
        asked.remove(place);
        None
    }
}

impl<C: DiskCollector + Send + Sync + 'static> Usages<C> {
    /// Asks how full the file system is that the path is on; gives the number of the question. All questions of an
    /// owner can be given up at once.
    pub fn ask(
        &'static self,
        collector: &Arc<C>,
        path: &Path,
        owner: u64,
        when_told: impl FnOnce(u64, Result<DiskUsage>) + Send + 'static,
    ) -> Result<u64> {
        let route = collector.route(path)?;
        let mut state = self.lock();
        let number = state.last_number.wrapping_add(1);
        state.last_number = number;
        let question = Question { collector: Arc::clone(collector), route, of: vec![number] };
        self.queue(&mut state, question).map_err(|(_, error)| error)?;
        let when_told = Box::new(when_told);
        state.callers.insert(number, Caller { owner, when_told });
        Ok(number)
    }

    /// Lines a question up. If that fails, gives back who asked.
    fn queue(
        &'static self,
        state: &mut State<C>,
        question: Question<C>,
    ) -> std::result::Result<(), (Vec<u64>, Error)> {
        let place = question.route.place().clone();
        if let Some(questions) = state.asked.get_mut(&place) {
            let same = questions.iter_mut().find(|it| it.route.asks_the_same(&question.route));
            match same {
                Some(same) => same.of.extend(question.of),
                None => questions.push_back(question),
            }
            return Ok(());
        }
        let of_thread = place.clone();
        let started = threads::spawn("psutil-statvfs", move || self.run(of_thread));
        started.map_err(|error| (question.of.clone(), error.into()))?;
        state.asked.insert(place, VecDeque::from([question]));
        Ok(())
    }

    /// What a thread does.
    fn run(&'static self, mut place: Place) {
        while let Some(mut question) = self.next(&place) {
            let Question { collector, route, .. } = &mut question;
            let told = match caught(|| collector.follow(route)) {
                Ok(None) => {
                    place = self.pass_on(place, question);
                    continue;
                }
                Ok(Some(usage)) => Ok(usage),
                Err(error) => Err(error),
            };
            self.tell(&question.of, &told);
        }
    }

    /// Has a question asked elsewhere; gives whom the thread asks from now on.
    fn pass_on(&'static self, place: Place, question: Question<C>) -> Place {
        let mut state = self.lock();
        let next = question.route.place().clone();
        let is_last = state.asked.get(&place).is_none_or(VecDeque::is_empty);
        if is_last && !state.asked.contains_key(&next) {
            // The thread goes along.
            state.asked.remove(&place);
            state.asked.insert(next.clone(), VecDeque::from([question]));
            return next;
        }
        let queued = self.queue(&mut state, question);
        drop(state);
        if let Err((of, error)) = queued {
            self.tell(&of, &Err(error));
        }
        place
    }

    /// What to ask next. `None`: nothing, and there is no thread any more.
    fn next(&self, place: &Place) -> Option<Question<C>> {
        self.lock().next(place)
    }
}

impl<C> Default for Usages<C> {
    fn default() -> Self {
        Self::new()
    }
}
