//! How full file systems are, without waiting for any: each is asked on a thread of ours.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use napi::bindgen_prelude::FnArgs;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Either, Status};
use napi_derive::napi;
use psutil_collect::host::Host;
use psutil_collect::usages::{Told, Usages};

use crate::disk::DiskUsage;
use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::value::number;

/// The number of a question, and what came of it; text is what a bug of ours says.
type Answered = FnArgs<(f64, Either<Outcome<DiskUsage>, String>)>;
/// A function of JavaScript that any thread may call, and that keeps no program alive.
type WhenTold = ThreadsafeFunction<Answered, (), Answered, Status, false, true>;

/// The questions of all environments.
static USAGES: Usages<Host> = Usages::new();
static LAST_OWNER: AtomicU64 = AtomicU64::new(0);

/// The questions of one environment, which are given up when it ends.
#[napi]
pub struct DiskUsages {
    owner: u64,
    when_told: Arc<WhenTold>,
}

#[napi]
impl DiskUsages {
    /// Calls back, later, for each question that is answered.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        #[napi(ts_arg_type = "(question: number, answer: Outcome<DiskUsage> | string) => void")]
        when_told: WhenTold,
    ) -> Self {
        let owner = LAST_OWNER.fetch_add(1, Ordering::Relaxed);
        Self { owner, when_told: Arc::new(when_told) }
    }

    /// Asks how full the file system is that the path is on; gives the number of the question.
    #[napi(catch_unwind)]
    pub fn ask(&self, paths: u32, path: String) -> Outcome<f64> {
        let when_told = Arc::clone(&self.when_told);
        let number_of =
            USAGES.ask(&collector(paths), Path::new(&path), self.owner, move |question, told| {
                let answer = match told {
                    Told::Answered(usage) => Either::A(outcome(usage.map(DiskUsage::from))),
                    Told::Panicked(text) => Either::B(text),
                };
                // Refused once the environment has ended: then there is nobody to tell.
                let answer = (number(question), answer).into();
                when_told.call(answer, ThreadsafeFunctionCallMode::NonBlocking);
            });
        outcome(number_of.map(number))
    }
}

impl Drop for DiskUsages {
    fn drop(&mut self) {
        USAGES.cancel_all(self.owner);
    }
}

/// Gives up a question: nobody is called back any more.
#[napi(catch_unwind)]
pub fn disk_usage_cancel(question: i64) {
    if let Ok(question) = u64::try_from(question) {
        USAGES.cancel(question);
    }
}
