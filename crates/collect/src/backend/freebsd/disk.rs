//! Disks: how full they are, and what the files beside this one read.

use std::path::Path;

use super::FreeBsd;
use crate::Result;
use crate::backend::bsd::disk;
use crate::backend::{DiskCollector, Route};
use crate::model::disk::{DiskIo, DiskPartition, DiskUsage};
use crate::port::FreeBsdKernel;

impl<K: FreeBsdKernel> DiskCollector for FreeBsd<K> {
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
        self.every_disk()
    }

    fn perdisk_io_counters(&self) -> Result<Vec<DiskIo>> {
        self.every_device()
    }
}
