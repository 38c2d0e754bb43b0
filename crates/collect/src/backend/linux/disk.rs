//! Disks: `statvfs(3)`, and what the files beside this one read.

use std::path::Path;

use super::Linux;
use crate::Result;
use crate::backend::disk::usage;
use crate::backend::{DiskCollector, Route};
use crate::model::disk::{DiskIo, DiskPartition, DiskUsage};
use crate::port::LinuxKernel;

impl<K: LinuxKernel> DiskCollector for Linux<K> {
    fn disk_partitions(&self) -> Result<Vec<DiskPartition>> {
        self.partitions(false)
    }

    fn disk_partitions_all(&self) -> Result<Vec<DiskPartition>> {
        self.partitions(true)
    }

    fn disk_usage(&self, path: &Path) -> Result<DiskUsage> {
        Ok(usage(self.kernel.statvfs(path)?))
    }

    fn route(&self, path: &Path) -> Result<Route> {
        Ok(self.route_to(path))
    }

    fn follow(&self, route: &mut Route) -> Result<Option<DiskUsage>> {
        self.follow_route(route)
    }

    fn disk_io_counters(&self) -> Result<Vec<DiskIo>> {
        self.every_disk()
    }

    fn perdisk_io_counters(&self) -> Result<Vec<DiskIo>> {
        self.every_device()
    }
}
