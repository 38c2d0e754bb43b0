//! Waiting for the end of processes.

use napi::Either;
use napi::bindgen_prelude::Null;
use napi_derive::napi;
use psutil_collect::background::waiter::{Begun, Waiter};
use psutil_collect::host::Host;
use psutil_collect::model::process::ExitStatus;

use crate::answers::{Answers, WhenAnswered};
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

/// The waits of all environments.
static WAITER: Waiter<Host> = Waiter::new();

/// The waits of one environment, which are given up when it ends.
#[napi]
pub struct ProcessWaits(Answers);

#[napi]
impl ProcessWaits {
    /// Calls back, later, for each process that has ended.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        #[napi(ts_arg_type = "(wait: number, end: Outcome<ProcessEnd>) => void")]
        when_ended: WhenAnswered,
    ) -> Self {
        Self(Answers::new(when_ended, |owner| WAITER.cancel_all(owner)))
    }

    /// Begins to wait; gives the number of the wait, or at once how the process ended.
    #[napi(catch_unwind)]
    pub fn begin(&self, handle: &[f64]) -> Outcome<Either<f64, ProcessEnd>> {
        let Handle { paths, target, .. } = Handle::read(handle);
        let (owner, teller) = (self.0.owner(), self.0.teller(ProcessEnd::from));
        let begun = WAITER.begin(&collector(paths), target, owner, teller);
        outcome(begun.map(|begun| match begun {
            Begun::Waits(wait) => Either::A(number(wait)),
            Begun::Ended(status) => Either::B(status.into()),
        }))
    }
}

/// Gives up a wait: nobody is called back any more.
#[napi(catch_unwind)]
pub fn process_wait_cancel(wait: i64) {
    if let Ok(wait) = u64::try_from(wait) {
        WAITER.cancel(wait);
    }
}
