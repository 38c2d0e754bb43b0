//! Answers of threads of ours, which JavaScript is called back with: by number, once each.

use std::sync::Arc;

use napi::Status;
use napi::bindgen_prelude::{FnArgs, JsValuesTupleIntoVec};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use psutil_collect::Result;

use crate::environment::Owner;
use crate::outcome::{Outcome, outcome};
use crate::value::number;

/// The number of a question, and what came of it.
type Answer<T> = FnArgs<(f64, Outcome<T>)>;
/// A function of JavaScript that any thread may call, and that keeps no program alive.
pub type WhenAnswered<T> = ThreadsafeFunction<Answer<T>, (), Answer<T>, Status, false, true>;

/// Where the answers of one environment go.
pub struct Answers<T: 'static>
where
    Answer<T>: JsValuesTupleIntoVec,
{
    owner: Arc<Owner>,
    when_answered: Arc<WhenAnswered<T>>,
}

impl<T: 'static> Answers<T>
where
    Answer<T>: JsValuesTupleIntoVec,
{
    /// `give_up` is called with the number of the owner when the environment ends.
    pub fn new(when_answered: WhenAnswered<T>, give_up: fn(u64)) -> Self {
        Self { owner: Owner::new(give_up), when_answered: Arc::new(when_answered) }
    }

    /// The number under which all questions of the environment are known.
    pub fn owner(&self) -> u64 {
        self.owner.number
    }

    /// What a thread calls with the number of a question and its answer.
    pub fn teller<A: Into<T> + 'static>(&self) -> impl FnOnce(u64, Result<A>) + Send + 'static {
        self.teller_of(A::into)
    }

    /// The same of an answer that is made another one first.
    pub fn teller_of<A: 'static>(
        &self,
        convert: fn(A) -> T,
    ) -> impl FnOnce(u64, Result<A>) + Send + 'static {
        let when_answered = Arc::clone(&self.when_answered);
        move |question, answer| {
            let answer = (number(question), outcome(answer.map(convert))).into();
            // Refused once the environment has ended: then there is nobody to tell.
            when_answered.call(answer, ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}
