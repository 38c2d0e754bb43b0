//! FreeBSD. Nothing is read here yet: every call answers [`Error::Unsupported`](crate::Error::Unsupported).

use super::{
    CpuCollector, DiskCollector, HostCollector, MemoryCollector, NetCollector, NoSnapshot, NoWait,
    ProcessCollector, SensorCollector, UserCollector, WaitCollector, WatchCollector,
};
use crate::Paths;

/// The collector of FreeBSD.
#[derive(Debug)]
pub struct FreeBsd;

impl FreeBsd {
    /// The collector; nothing that it reads has a path.
    pub fn new(_paths: Paths) -> Self {
        Self
    }
}

impl ProcessCollector for FreeBsd {
    type Snapshot = NoSnapshot;
}

impl WaitCollector for FreeBsd {
    type Watched = NoWait;
    type Poller = NoWait;
}

impl CpuCollector for FreeBsd {}

impl MemoryCollector for FreeBsd {}

impl DiskCollector for FreeBsd {}

impl NetCollector for FreeBsd {}

impl HostCollector for FreeBsd {}

impl SensorCollector for FreeBsd {}

impl UserCollector for FreeBsd {}

impl WatchCollector for FreeBsd {}
