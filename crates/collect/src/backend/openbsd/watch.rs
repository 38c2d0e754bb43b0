//! Processes that begin and end.

use std::sync::Arc;
use std::time::Duration;

use super::OpenBsd;
use crate::Result;
use crate::backend::bsd::watch;
use crate::backend::{ProcessWatcher, WatchCollector};
use crate::port::OpenBsdKernel;

impl<K: OpenBsdKernel> WatchCollector for OpenBsd<K> {
    fn watch_processes(self: Arc<Self>, interval: Duration) -> Result<Box<dyn ProcessWatcher>> {
        watch::watch_processes(self, interval)
    }
}
