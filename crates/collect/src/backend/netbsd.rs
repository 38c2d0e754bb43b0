//! NetBSD. Nothing is read here yet: every call answers [`Error::Unsupported`](crate::Error::Unsupported).

use super::{
    CpuCollector, DiskCollector, HostCollector, MemoryCollector, NetCollector, NoSnapshot, NoWait,
    ProcessCollector, SensorCollector, UserCollector, WaitCollector, WatchCollector,
};
use crate::Paths;

/// The collector of NetBSD.
#[derive(Debug)]
pub struct NetBsd;

impl NetBsd {
    /// The collector; nothing that it reads has a path.
    pub fn new(_paths: Paths) -> Self {
        Self
    }
}

impl ProcessCollector for NetBsd {
    type Snapshot = NoSnapshot;
}

impl WaitCollector for NetBsd {
    type Watched = NoWait;
    type Poller = NoWait;
}

impl CpuCollector for NetBsd {}

impl MemoryCollector for NetBsd {}

impl DiskCollector for NetBsd {}

impl NetCollector for NetBsd {}

impl HostCollector for NetBsd {}

impl SensorCollector for NetBsd {}

impl UserCollector for NetBsd {}

impl WatchCollector for NetBsd {}
