//! A kernel that is made up: it answers what it has been told to.
//!
//! So the backends of macOS and the BSDs run wherever tests do. Whoever makes up a machine sets an answer for each
//! question: what the kernel would copy, or the errno. Several answers are given one after the other, the last one for
//! ever: a process may die between two reads, a table grow between the question for its length and the one for itself.
//! What nobody has set is refused as a kernel refuses what it does not have.

mod files;
mod freebsd;
mod machine;
mod macos;
mod processes;
mod sysctl;

use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nix::errno::Errno;

use super::{Port, PortError};
use crate::model::process::Pid;

pub use sysctl::ADDRESS;

/// A question: the call, and the numbers and the text that it is asked with.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// The system call, or the function of the library.
    pub call: &'static str,
    /// A MIB; a pid and a flavor.
    pub numbers: Vec<i64>,
    /// A path, or the name of an interface.
    pub text: Vec<u8>,
}

impl Question {
    /// One with numbers.
    pub fn of<N: Copy + Into<i64>>(call: &'static str, numbers: &[N]) -> Self {
        let numbers = numbers.iter().map(|&number| number.into()).collect();
        Self { call, numbers, text: Vec::new() }
    }

    /// One with a text.
    pub fn about(call: &'static str, text: impl AsRef<[u8]>) -> Self {
        Self { call, numbers: Vec::new(), text: text.as_ref().to_vec() }
    }

    /// Whether it is about a process: its number is among the numbers, or a folder of that name in the path.
    fn is_about(&self, pid: Pid) -> bool {
        let folder = format!("/{pid}/");
        self.numbers.contains(&pid.into())
            || self.text.windows(folder.len()).any(|part| part == folder.as_bytes())
    }

    fn renamed(&self, from: Pid, to: Pid) -> Self {
        let mut other = self.clone();
        for number in other.numbers.iter_mut().filter(|number| **number == from.into()) {
            *number = to.into();
        }
        let text = String::from_utf8_lossy(&self.text);
        other.text = text.replace(&format!("/{from}/"), &format!("/{to}/")).into_bytes();
        other
    }
}

/// What was done to the machine, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Which call, and with what.
    pub question: Question,
    /// What was handed over.
    pub bytes: Vec<u8>,
}

type Answer = Result<Arc<dyn Any + Send + Sync>, Errno>;
type Event = Box<dyn FnOnce(&Replay) + Send>;

#[derive(Default)]
struct State {
    answers: BTreeMap<Question, VecDeque<Answer>>,
    deeds: Vec<Deed>,
    asked: usize,
    event: Option<(usize, Event)>,
}

/// A made-up kernel. Clones are the same one.
#[derive(Clone, Default)]
pub struct Replay {
    state: Arc<Mutex<State>>,
}

impl Replay {
    /// Sets the answer: a `Vec<u8>` where the kernel copies bytes, else what the port gives.
    pub fn set<T: Send + Sync + 'static>(&self, question: Question, answer: T) {
        self.lock().answers.insert(question, VecDeque::from([Ok(Arc::new(answer) as _)]));
    }

    /// Sets that the question is refused.
    pub fn refuse(&self, question: Question, errno: Errno) {
        self.lock().answers.insert(question, VecDeque::from([Err(errno)]));
    }

    /// Adds the answer that is given after the others, and for ever.
    pub fn then<T: Send + Sync + 'static>(&self, question: Question, answer: T) {
        self.lock().answers.entry(question).or_default().push_back(Ok(Arc::new(answer)));
    }

    /// Adds that the question is refused after that, and for ever.
    pub fn then_refuse(&self, question: Question, errno: Errno) {
        self.lock().answers.entry(question).or_default().push_back(Err(errno));
    }

    /// Takes back all answers to a question.
    pub fn forget(&self, question: &Question) {
        self.lock().answers.remove(question);
    }

    /// A process ended, and another has its number: what was answered of `from` is answered of `to` now, and what was
    /// answered of `to` is not any more. The answers themselves stay as they are.
    pub fn takes_number(&self, from: Pid, to: Pid) {
        let mut state = self.lock();
        state.answers.retain(|question, _| !question.is_about(to));
        let of_other = state.answers.iter().filter(|(question, _)| question.is_about(from));
        let renamed: Vec<_> = of_other
            .map(|(question, answers)| (question.renamed(from, to), answers.clone()))
            .collect();
        state.answers.extend(renamed);
    }

    /// A process ended: whatever is asked about it is refused with this errno, and its files are not there.
    pub fn ends(&self, pid: Pid, errno: Errno) {
        let mut state = self.lock();
        for (_, answers) in state.answers.iter_mut().filter(|(question, _)| question.is_about(pid))
        {
            *answers = VecDeque::from([Err(errno)]);
        }
        state.answers.retain(|question, _| question.text.is_empty() || !question.is_about(pid));
    }

    /// How many questions have been asked.
    pub fn asked(&self) -> usize {
        self.lock().asked
    }

    /// Something happens after so many questions from now on, before the next one.
    pub fn after(&self, questions: usize, event: impl FnOnce(&Self) + Send + 'static) {
        let mut state = self.lock();
        state.event = Some((state.asked.saturating_add(questions), Box::new(event)));
    }

    /// Lets happen what is to happen before the next question.
    fn pass(&self) {
        let mut state = self.lock();
        let asked = state.asked;
        let event = state.event.take_if(|(moment, _)| *moment <= asked);
        state.asked = state.asked.saturating_add(1);
        drop(state);
        if let Some((_, event)) = event {
            event(self);
        }
    }

    /// What was done so far.
    pub fn deeds(&self) -> Vec<Deed> {
        self.lock().deeds.clone()
    }

    /// The answer of the right kind, and the next one for the next time; if nobody has set one, this errno.
    fn ask<T: Clone + 'static>(&self, question: &Question, unknown: Errno) -> Port<T> {
        self.pass();
        let answer = self.next(question, true);
        Self::of_kind(question, answer, unknown)
    }

    /// The same, without going on to the next one if this is not the last.
    fn ask_again<T: Clone + 'static>(&self, question: &Question, unknown: Errno) -> Port<T> {
        self.pass();
        let answer = self.next(question, false);
        Self::of_kind(question, answer, unknown)
    }

    fn next(&self, question: &Question, goes_on: bool) -> Option<Answer> {
        let mut state = self.lock();
        let answers = state.answers.get_mut(question)?;
        if goes_on && answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() }
    }

    /// An answer of another kind than the call has is a mistake of whoever made up the machine: `EFAULT`.
    fn of_kind<T: Clone + 'static>(
        question: &Question,
        answer: Option<Answer>,
        unknown: Errno,
    ) -> Port<T> {
        let answer = answer.unwrap_or(Err(unknown));
        let answer = answer.and_then(|any| any.downcast_ref().cloned().ok_or(Errno::EFAULT));
        answer.map_err(|errno| PortError::new(question.call, errno))
    }

    fn note(&self, question: Question, bytes: &[u8]) {
        self.lock().deeds.push(Deed { question, bytes: bytes.to_vec() });
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Copies what there is room for, and says how long all of it is.
fn copy(bytes: &[u8], buffer: &mut [u8]) -> usize {
    for (place, byte) in buffer.iter_mut().zip(bytes) {
        *place = *byte;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::Sysctl;

    const QUESTION: [i32; 2] = [1, 14];

    fn question() -> Question {
        Question::of("sysctl", &QUESTION)
    }

    fn read(replay: &Replay, room: usize) -> Result<(usize, Vec<u8>), Errno> {
        let mut buffer = vec![0; room];
        let length = replay.sysctl(&QUESTION, Some(&mut buffer), None);
        length.map(|length| (length, buffer)).map_err(|error| error.errno)
    }

    #[test]
    fn answers_come_one_after_the_other_and_the_last_for_ever() {
        let replay = Replay::default();
        replay.set(question(), vec![1_u8]);
        replay.then(question(), vec![2_u8, 3]);
        replay.then_refuse(question(), Errno::ESRCH);
        assert_eq!(read(&replay, 2), Ok((1, vec![1, 0])));
        assert_eq!(read(&replay, 2), Ok((2, vec![2, 3])));
        assert_eq!(read(&replay, 2), Err(Errno::ESRCH));
        assert_eq!(read(&replay, 2), Err(Errno::ESRCH));
    }

    #[test]
    fn a_table_may_grow_after_it_was_asked_how_long_it_is() {
        let replay = Replay::default();
        replay.set(question(), vec![1_u8]);
        replay.then(question(), vec![2_u8, 3]);
        assert_eq!(replay.sysctl(&QUESTION, None, None), Ok(1));
        assert_eq!(read(&replay, 1), Err(Errno::ENOMEM));
        assert_eq!(replay.sysctl(&QUESTION, None, None), Ok(2));
        assert_eq!(read(&replay, 2), Ok((2, vec![2, 3])));
    }

    #[test]
    fn what_nobody_has_set_is_not_there() {
        let replay = Replay::default();
        assert_eq!(read(&replay, 2), Err(Errno::ENOENT));
        replay.set(question(), "no bytes");
        assert_eq!(read(&replay, 2), Err(Errno::EFAULT));
    }
}
