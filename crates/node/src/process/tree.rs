//! A process and all that descends from it.

use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use napi::bindgen_prelude::{AsyncTask, Float64Array};
use napi::{Env, Task};
use napi_derive::napi;
use psutil_collect::Result;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::identity::Target;
use psutil_collect::model::process::Tree;

use crate::handle::{Handle, LENGTH, handles};
use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::task::guarded;

/// What a look at a tree, or a signal to it, has found, as handles.
#[napi(object, object_from_js = false)]
pub struct NativeTree {
    /// The members that were there, nearest first.
    pub members: Float64Array,
    /// Those that take no signal from this user, or heed none.
    pub denied: Float64Array,
}

/// A look at a tree, or a signal to it.
pub struct TreeTask {
    paths: u32,
    known: Vec<Target>,
    /// `None` only looks.
    signal: Option<i32>,
    /// How long to try to stop all members before.
    limit: Duration,
}

/// One signal at a time: of two, one would continue what the other has stopped.
static SIGNALLING: Mutex<()> = Mutex::new(());

impl Task for TreeTask {
    type Output = Result<Tree>;
    type JsValue = Outcome<NativeTree>;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        guarded(|| {
            let host = collector(self.paths);
            let Some(signal) = self.signal else { return host.tree(&self.known) };
            let _turn = SIGNALLING.lock().unwrap_or_else(PoisonError::into_inner);
            let end = Instant::now().checked_add(self.limit);
            host.signal_tree(&self.known, signal, &|pause| {
                let now = Instant::now();
                let left = end.map_or(Duration::MAX, |end| end.saturating_duration_since(now));
                sleep(pause.min(left));
                !left.is_zero()
            })
        })
    }

    fn resolve(&mut self, _env: Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        Ok(outcome(output.map(|tree| NativeTree {
            members: handles(self.paths, tree.members),
            denied: handles(self.paths, tree.denied),
        })))
    }
}

/// Looks at the tree of these processes, or sends a signal to all its members. Before, it tries to stop them all,
/// no longer than `limit` milliseconds.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<NativeTree>>")]
pub fn process_tree(known: &[f64], signal: Option<i32>, limit: f64) -> AsyncTask<TreeTask> {
    let known: Vec<Handle> = known.chunks(LENGTH).map(Handle::read).collect();
    let paths = known.first().map_or(0, |root| root.paths);
    let known = known.into_iter().map(|handle| handle.target).collect();
    let limit = Duration::try_from_secs_f64(limit / 1000.0).unwrap_or(Duration::ZERO);
    AsyncTask::new(TreeTask { paths, known, signal, limit })
}
