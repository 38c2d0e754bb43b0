//! How full file systems are, without waiting for any: each is asked on a thread of ours.

use std::path::Path;

use napi_derive::napi;
use psutil_collect::background::usages::Usages;
use psutil_collect::host::Host;
use psutil_collect::model::disk::DiskUsage;

use crate::answers::{Answers, WhenAnswered};
use crate::machine::numbers;
use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::value::number;

/// The questions of all environments.
static USAGES: Usages<Host> = Usages::new();

/// The questions of one environment, which are given up when it ends.
#[napi]
pub struct DiskUsages(Answers);

#[napi]
impl DiskUsages {
    /// Calls back, later, for each question that is answered.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        #[napi(ts_arg_type = "(question: number, answer: Outcome<Float64Array>) => void")]
        when_answered: WhenAnswered,
    ) -> Self {
        Self(Answers::new(when_answered, |owner| USAGES.cancel_all(owner)))
    }

    /// Asks how full the file system is that the path is on; gives the number of the question.
    #[napi(catch_unwind)]
    pub fn ask(&self, paths: u32, path: String) -> Outcome<f64> {
        let (owner, teller) = (self.0.owner(), self.0.teller(numbers::<DiskUsage>));
        let question = USAGES.ask(&collector(paths), Path::new(&path), owner, teller);
        outcome(question.map(number))
    }
}

/// Gives up a question: nobody is called back any more.
#[napi(catch_unwind)]
pub fn disk_usage_cancel(question: i64) {
    if let Ok(question) = u64::try_from(question) {
        USAGES.cancel(question);
    }
}
