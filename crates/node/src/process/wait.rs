//! Waiting for the end of processes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use napi::bindgen_prelude::{FnArgs, Null};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Either, Status};
use napi_derive::napi;
use psutil_collect::host::Host;
use psutil_collect::model::process::ExitStatus;
use psutil_collect::waiter::{Begun, Waiter};

use crate::handle::Handle;
use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::signals::{SignalName, name_of};
use crate::value::number;

/// How a process ended; both are `null` if that is not known.
#[napi(object, object_from_js = false)]
pub struct ProcessEnd {
    pub exit_code: Either<i32, Null>,
    #[napi(ts_type = "Signal | null")]
    pub signal_code: Either<SignalName, Null>,
}

impl From<Option<ExitStatus>> for ProcessEnd {
    fn from(status: Option<ExitStatus>) -> Self {
        let (exit_code, signal_code) = match status {
            None => (Either::B(Null), Either::B(Null)),
            Some(ExitStatus::Code(code)) => (Either::A(code), Either::B(Null)),
            Some(ExitStatus::Signal(signal)) => (Either::B(Null), Either::A(name_of(signal))),
        };
        Self { exit_code, signal_code }
    }
}

/// The number of a wait, and what came of it.
type Ended = FnArgs<(f64, Outcome<ProcessEnd>)>;
/// A function of JavaScript that any thread may call, and that keeps no program alive.
type WhenEnded = ThreadsafeFunction<Ended, (), Ended, Status, false, true>;

/// The waits of all environments.
static WAITER: Waiter<Host> = Waiter::new();
static LAST_OWNER: AtomicU64 = AtomicU64::new(0);

/// The waits of one environment, which are given up when it ends.
#[napi]
pub struct ProcessWaits {
    owner: u64,
    when_ended: Arc<WhenEnded>,
}

#[napi]
impl ProcessWaits {
    /// Calls back, later, for each process that has ended.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        #[napi(ts_arg_type = "(wait: number, end: Outcome<ProcessEnd>) => void")]
        when_ended: WhenEnded,
    ) -> Self {
        let owner = LAST_OWNER.fetch_add(1, Ordering::Relaxed);
        Self { owner, when_ended: Arc::new(when_ended) }
    }

    /// Begins to wait; gives the number of the wait, or at once how the process ended.
    #[napi(catch_unwind)]
    pub fn begin(&self, handle: &[f64]) -> Outcome<Either<f64, ProcessEnd>> {
        let Handle { paths, target, .. } = Handle::read(handle);
        let when_ended = Arc::clone(&self.when_ended);
        let begun = WAITER.begin(&collector(paths), target, self.owner, move |wait, status| {
            let end = outcome(status.map(ProcessEnd::from));
            // Refused once the environment has ended: then there is nobody to tell.
            when_ended.call((number(wait), end).into(), ThreadsafeFunctionCallMode::NonBlocking);
        });
        outcome(begun.map(|begun| match begun {
            Begun::Waits(wait) => Either::A(number(wait)),
            Begun::Ended(status) => Either::B(status.into()),
        }))
    }
}

impl Drop for ProcessWaits {
    fn drop(&mut self) {
        WAITER.cancel_all(self.owner);
    }
}

/// Gives up a wait: nobody is called back any more.
#[napi(catch_unwind)]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "as begin gave it; only the code of tests shows it to clippy"
)]
pub fn process_wait_cancel(wait: f64) {
    WAITER.cancel(wait as u64);
}
