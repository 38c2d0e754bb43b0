//! OpenBSD. Nothing is read here yet: every call answers [`Error::Unsupported`](crate::Error::Unsupported).

use super::{
    CpuCollector, DiskCollector, HostCollector, MemoryCollector, NetCollector, NoSnapshot, NoWait,
    ProcessCollector, SensorCollector, UserCollector, WaitCollector, WatchCollector,
};
use crate::Paths;

/// The collector of OpenBSD.
#[derive(Debug)]
pub struct OpenBsd;

impl OpenBsd {
    /// The collector; nothing that it reads has a path.
    pub fn new(_paths: Paths) -> Self {
        Self
    }
}

impl ProcessCollector for OpenBsd {
    type Snapshot = NoSnapshot;
}

impl WaitCollector for OpenBsd {
    type Watched = NoWait;
    type Poller = NoWait;
}

impl CpuCollector for OpenBsd {}

impl MemoryCollector for OpenBsd {}

impl DiskCollector for OpenBsd {}

impl NetCollector for OpenBsd {}

impl HostCollector for OpenBsd {}

impl SensorCollector for OpenBsd {}

impl UserCollector for OpenBsd {}

impl WatchCollector for OpenBsd {}
