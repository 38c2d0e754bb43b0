//! Processes that begin and end.

use std::sync::Arc;
use std::time::Duration;

use super::MacOs;
use crate::Result;
use crate::backend::bsd::watch;
use crate::backend::{ProcessWatcher, WatchCollector};
use crate::port::MacOsKernel;

impl<K: MacOsKernel> WatchCollector for MacOs<K> {
    fn watch_processes(self: Arc<Self>, interval: Duration) -> Result<Box<dyn ProcessWatcher>> {
        watch::watch_processes(self, interval)
    }
}
