//! Answers that are worked out off the JavaScript thread, on libuv's pool.
//!
//! Everything that may take long has a twin of its export here and there, named `…_async`: the same call, for a
//! Promise. What Node-API itself allows on its own thread only, making JavaScript's objects of the answer, is left
//! to it: typed arrays and text are laid out before.

use napi::bindgen_prelude::{AsyncTask, ToNapiValue, TypeName};
use napi::{Env, Error, Result, Task};
use psutil_collect::background::caught;

use crate::handle::LENGTH;
use crate::outcome::Outcome;

/// A question that waits for a thread.
pub struct Work<T> {
    /// Taken by the thread that answers it.
    question: Option<Box<dyn FnOnce() -> Outcome<T> + Send>>,
}

/// What an export returns for a Promise of an [`Outcome`].
pub type Promised<T> = AsyncTask<Work<T>>;

/// Answers a question on another thread.
pub fn off_thread<T>(question: impl FnOnce() -> Outcome<T> + Send + 'static) -> Promised<T>
where
    T: Send + ToNapiValue + TypeName + 'static,
{
    AsyncTask::new(Work { question: Some(Box::new(question)) })
}

/// Answers a question about a process on another thread, which has no oneshots: they belong to the thread of who
/// began them.
pub fn off_thread_of<T>(
    handle: &[f64],
    question: impl FnOnce(&[f64]) -> Outcome<T> + Send + 'static,
) -> Promised<T>
where
    T: Send + ToNapiValue + TypeName + 'static,
{
    let mut numbers = [0.0; LENGTH];
    for (number, of_handle) in numbers.iter_mut().zip(handle) {
        *number = *of_handle;
    }
    off_thread(move || question(&numbers))
}

impl<T> Task for Work<T>
where
    T: Send + ToNapiValue + TypeName + 'static,
{
    type Output = Outcome<T>;
    type JsValue = Outcome<T>;

    /// Node-API itself lets a panic through, which would end the program.
    fn compute(&mut self) -> Result<Self::Output> {
        let Some(question) = self.question.take() else {
            return Err(Error::from_reason("answered already"));
        };
        caught(|| Ok(question())).map_err(|bug| Error::from_reason(bug.to_string()))
    }

    fn resolve(&mut self, _env: Env, answer: Self::Output) -> Result<Self::JsValue> {
        Ok(answer)
    }
}
