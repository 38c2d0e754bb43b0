//! The collectors by their paths. A number stands for a set of paths; what it stands for never changes.
#![allow(
    clippy::missing_const_for_thread_local,
    reason = "it is const; clippy does not see it where a system keeps thread locals by key, as OpenBSD"
)]

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use crate::thin::napi;
use psutil_collect::Paths;
use psutil_collect::backend::HostCollector;
use psutil_collect::host::{Host, host};

static COLLECTORS: RwLock<Vec<(Paths, Arc<Host>)>> = RwLock::new(Vec::new());

/// Gives back what is held open for reading again, once nobody here reads any more. What another environment reads
/// again is held anew.
struct LastReader;

impl Drop for LastReader {
    fn drop(&mut self) {
        let collectors = COLLECTORS.read().unwrap_or_else(PoisonError::into_inner);
        collectors.iter().for_each(|(_, host)| host.release());
    }
}

thread_local! {
    static READER: LastReader = const { LastReader };
}

/// The number of this set of paths.
#[napi(catch_unwind)]
pub fn paths_id(procfs: String, sysfs: String, devfs: String, etc: String) -> u32 {
    let [procfs, sysfs, devfs, etc] = [procfs, sysfs, devfs, etc].map(PathBuf::from);
    let paths = Paths { procfs, sysfs, devfs, etc };
    READER.with(|LastReader| ()); // from now on it ends with this thread
    let mut collectors = COLLECTORS.write().unwrap_or_else(PoisonError::into_inner);
    let known = collectors.iter().position(|(known, _)| *known == paths);
    let id = known.unwrap_or_else(|| {
        collectors.push((paths.clone(), Arc::new(host(paths))));
        collectors.len().saturating_sub(1)
    });
    u32::try_from(id).unwrap_or(u32::MAX)
}

/// The collector of that number; that of the usual paths for a number that was never given out.
pub fn collector(id: u32) -> Arc<Host> {
    let collectors = COLLECTORS.read().unwrap_or_else(PoisonError::into_inner);
    let known = usize::try_from(id).ok().and_then(|id| collectors.get(id));
    known.map_or_else(|| Arc::new(host(Paths::default())), |(_, host)| Arc::clone(host))
}
