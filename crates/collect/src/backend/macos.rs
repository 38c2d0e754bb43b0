//! macOS. Nothing is read here yet: every call answers [`Error::Unsupported`](crate::Error::Unsupported).

use super::{
    CpuCollector, DiskCollector, HostCollector, MemoryCollector, NetCollector, NoSnapshot, NoWait,
    ProcessCollector, SensorCollector, UserCollector, WaitCollector, WatchCollector,
};
use crate::Paths;

/// The collector of macOS.
#[derive(Debug)]
pub struct MacOs;

impl MacOs {
    /// The collector; nothing that it reads has a path.
    pub fn new(_paths: Paths) -> Self {
        Self
    }
}

impl ProcessCollector for MacOs {
    type Snapshot = NoSnapshot;
}

impl WaitCollector for MacOs {
    type Watched = NoWait;
    type Poller = NoWait;
}

impl CpuCollector for MacOs {}

impl MemoryCollector for MacOs {}

impl DiskCollector for MacOs {}

impl NetCollector for MacOs {}

impl HostCollector for MacOs {}

impl SensorCollector for MacOs {}

impl UserCollector for MacOs {}

impl WatchCollector for MacOs {}
