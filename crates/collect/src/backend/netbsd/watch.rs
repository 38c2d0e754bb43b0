//! Processes that begin and end: as on all BSDs.

use std::sync::Arc;
use std::time::Duration;

use super::NetBsd;
use crate::Result;
use crate::backend::bsd::watch;
use crate::backend::{ProcessWatcher, WatchCollector};
use crate::port::NetBsdKernel;

impl<K: NetBsdKernel> WatchCollector for NetBsd<K> {
    fn watch_processes(self: Arc<Self>, interval: Duration) -> Result<Box<dyn ProcessWatcher>> {
        watch::watch_processes(self, interval)
    }
}
