//! Answers that are worked out off the JavaScript thread, on libuv's pool.
//!
//! Everything that may take long has a twin of its export here and there, named `…_async`: the same call, for a
//! Promise. What Node-API itself allows on its own thread only, making JavaScript's objects of the answer, is left
//! to it: typed arrays and text are laid out before.

use napi::bindgen_prelude::{AsyncTask, ToNapiValue, Unknown};
use napi::{Env, Error, Result, ScopedTask};
use psutil_collect::background::caught;

use crate::handle::LENGTH;
use crate::outcome::Outcome;

/// An answer of any type. One type of task for all of them: Node-API's part of it would be there for each.
pub trait Answer: Send {
    /// Makes JavaScript's value of it, on JavaScript's thread.
    fn hand_over(self: Box<Self>, env: &Env) -> Result<Unknown<'_>>;
}

impl<T: Send + ToNapiValue> Answer for Outcome<T> {
    fn hand_over(self: Box<Self>, env: &Env) -> Result<Unknown<'_>> {
        (*self).into_unknown(env)
    }
}

/// A question that waits for a thread.
pub struct Work {
    /// Taken by the thread that answers it.
    question: Option<Box<dyn FnOnce() -> Box<dyn Answer> + Send>>,
}

/// An answer that crosses threads.
pub struct Answered(Box<dyn Answer>);

/// What an export returns for a Promise of an [`Outcome`] of this type.
pub type Promised<T> = <T as Promise>::OffThread;

/// What is promised is all one to Node-API; the type is there to be read.
pub trait Promise {
    /// The task.
    type OffThread;
}

impl<T> Promise for T {
    type OffThread = AsyncTask<Work>;
}

/// Answers a question on another thread.
pub fn off_thread<T>(question: impl FnOnce() -> Outcome<T> + Send + 'static) -> Promised<T>
where
    T: Send + ToNapiValue + 'static,
{
    AsyncTask::new(Work { question: Some(Box::new(move || Box::new(question()))) })
}

/// Answers a question about a process on another thread, which has no oneshots: they belong to the thread of who
/// began them.
pub fn off_thread_of<T>(
    handle: &[f64],
    question: impl FnOnce(&[f64]) -> Outcome<T> + Send + 'static,
) -> Promised<T>
where
    T: Send + ToNapiValue + 'static,
{
    let mut numbers = [0.0; LENGTH];
    for (number, of_handle) in numbers.iter_mut().zip(handle) {
        *number = *of_handle;
    }
    off_thread(move || question(&numbers))
}

impl<'task> ScopedTask<'task> for Work {
    type Output = Answered;
    type JsValue = Unknown<'task>;

    /// Node-API itself lets a panic through, which would end the program.
    fn compute(&mut self) -> Result<Self::Output> {
        let Some(question) = self.question.take() else {
            return Err(Error::from_reason("answered already"));
        };
        let answer =
            caught(|| Ok(question())).map_err(|bug| Error::from_reason(bug.to_string()))?;
        Ok(Answered(answer))
    }

    fn resolve(&mut self, env: &'task Env, answer: Self::Output) -> Result<Self::JsValue> {
        answer.0.hand_over(env)
    }
}
