//! Answers of threads of ours, which JavaScript is called back with: by number, once each.

use std::sync::Arc;

use napi::bindgen_prelude::{JsValue, JsValuesTupleIntoVec, ToNapiValue};
use napi::sys::{napi_env, napi_value};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Env, Status};
use psutil_collect::Result;

use crate::environment::Owner;
use crate::outcome::outcome;
use crate::promise::Answer;
use crate::value::number;

/// The number of a question, and what came of it. One type for all answers: Node-API's part of it would be there for
/// each.
pub struct Told(u64, Box<dyn Answer>);

impl JsValuesTupleIntoVec for Told {
    fn into_vec(self, env: napi_env) -> napi::Result<Vec<napi_value>> {
        let Self(question, answer) = self;
        let env = Env::from_raw(env);
        let question = number(question).into_unknown(&env)?;
        Ok(vec![question.raw(), answer.hand_over(&env)?.raw()])
    }
}

/// A function of JavaScript that any thread may call, and that keeps no program alive.
pub type WhenAnswered = ThreadsafeFunction<Told, (), Told, Status, false, true>;

/// Where the answers of one environment go.
pub struct Answers {
    owner: Arc<Owner>,
    when_answered: Arc<WhenAnswered>,
}

impl Answers {
    /// `give_up` is called with the number of the owner when the environment ends.
    pub fn new(when_answered: WhenAnswered, give_up: fn(u64)) -> Self {
        Self { owner: Owner::new(give_up), when_answered: Arc::new(when_answered) }
    }

    /// The number under which all questions of the environment are known.
    pub fn owner(&self) -> u64 {
        self.owner.number
    }

    /// What a thread calls with the number of a question and its answer, which is made another one first.
    pub fn teller<A: 'static, T: Send + ToNapiValue + 'static>(
        &self,
        convert: fn(A) -> T,
    ) -> impl FnOnce(u64, Result<A>) + Send + 'static {
        let when_answered = Arc::clone(&self.when_answered);
        move |question, answer| {
            let answer = Told(question, Box::new(outcome(answer.map(convert))));
            // Refused once the environment has ended: then there is nobody to tell.
            when_answered.call(answer, ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}
