//! Disks: what files beside this one and those of `bsd` read.

use std::path::Path;

use super::MacOs;
use crate::Result;
use crate::backend::bsd::disk;
use crate::backend::{DiskCollector, Route};
use crate::model::disk::{DiskIo, DiskPartition, DiskUsage};
use crate::port::MacOsKernel;

impl<K: MacOsKernel> DiskCollector for MacOs<K> {
    fn disk_partitions(&self) -> Result<Vec<DiskPartition>> {
        self.partitions(false)
    }

    fn disk_partitions_all(&self) -> Result<Vec<DiskPartition>> {
        self.partitions(true)
    }

    fn disk_usage(&self, path: &Path) -> Result<DiskUsage> {
        disk::disk_usage(self, path)
    }

    fn route(&self, path: &Path) -> Result<Route> {
        disk::route(self, path)
    }

    fn follow(&self, route: &mut Route) -> Result<Option<DiskUsage>> {
        disk::follow(self, route)
    }

    fn disk_io_counters(&self) -> Result<Vec<DiskIo>> {
        self.drives()
    }

    /// The same: the kernel counts for whole disks only.
    fn perdisk_io_counters(&self) -> Result<Vec<DiskIo>> {
        self.drives()
    }
}
