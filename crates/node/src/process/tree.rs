//! A process and all that descends from it.

use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::thin::napi;
use napi::bindgen_prelude::Float64Array;
use psutil_collect::Result;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::identity::Target;
use psutil_collect::model::process::Tree;

use crate::handle::{Handle, LENGTH, handles};
use crate::outcome::outcome;
use crate::paths::collector;
use crate::promise::{Promised, off_thread};

/// What a look at a tree, or a signal to it, has found, as handles.
#[napi(object, object_from_js = false)]
pub struct NativeTree {
    /// The members that were there, nearest first.
    pub members: Float64Array,
    /// Those that take no signal from this user, or heed none.
    pub denied: Float64Array,
}

/// One signal at a time: of two, one would continue what the other has stopped.
static SIGNALLING: Mutex<()> = Mutex::new(());

/// Looks at the tree of these processes, or sends a signal to all its members. Before, it tries to stop them all,
/// no longer than `limit` milliseconds.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<NativeTree>>")]
pub fn process_tree(known: &[f64], signal: Option<i32>, limit: f64) -> Promised<NativeTree> {
    let known: Vec<Handle> = known.chunks(LENGTH).map(Handle::read).collect();
    let paths = known.first().map_or(0, |root| root.paths);
    let known: Vec<Target> = known.into_iter().map(|handle| handle.target).collect();
    let limit = Duration::try_from_secs_f64(limit / 1000.0).unwrap_or(Duration::ZERO);
    off_thread(move || {
        let host = collector(paths);
        let tree = match signal {
            None => host.tree(&known),
            Some(signal) => signal_to_tree(&host, &known, signal, limit),
        };
        outcome(tree.map(|Tree { members, denied }| NativeTree {
            members: handles(paths, members),
            denied: handles(paths, denied),
        }))
    })
}

/// `limit`: how long to try to stop all members before.
fn signal_to_tree(host: &Host, known: &[Target], signal: i32, limit: Duration) -> Result<Tree> {
    let _turn = SIGNALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let end = Instant::now().checked_add(limit);
    host.signal_tree(known, signal, &|pause| {
        let now = Instant::now();
        let left = end.map_or(Duration::MAX, |end| end.saturating_duration_since(now));
        sleep(pause.min(left));
        !left.is_zero()
    })
}
