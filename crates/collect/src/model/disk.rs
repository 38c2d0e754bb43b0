//! Disks, what is on them, and where it is mounted.

use super::field::Field;
use crate::availability::{EVERYWHERE, declare_features};

declare_features! {
    DISK_PARTITIONS = "diskPartitions" on EVERYWHERE;
    DISK_PARTITIONS_ALL = "diskPartitionsAll" on EVERYWHERE;
    DISK_USAGE = "diskUsage" on EVERYWHERE;
    DISK_IO_COUNTERS = "diskIoCounters" on EVERYWHERE;
    PERDISK_IO_COUNTERS = "perdiskIoCounters" on EVERYWHERE;
    CLEAR_IO_COUNTERS_CACHE = "clearIoCountersCache" on EVERYWHERE;
}

/// A file system and where it is mounted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiskPartition {
    /// What is mounted: `/dev/sda1`, or the name that the file system gives it; `None` if it has none.
    pub device: Option<Vec<u8>>,
    /// Where.
    pub mountpoint: Vec<u8>,
    /// The kind of file system.
    pub fstype: Vec<u8>,
    /// How: of this mount and of its file system together, `ro` or `rw` first.
    pub opts: Vec<Vec<u8>>,
}

/// How full a file system is, in bytes and files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DiskUsage {
    /// All of it.
    pub total: u64,
    /// What is in use, by whomever.
    pub used: u64,
    /// What users other than root can still use.
    pub free: u64,
    /// Files that there can be; `None` on file systems that have no such limit.
    pub inodes_total: Option<u64>,
    /// Files that can still be made.
    pub inodes_free: Option<u64>,
}

impl DiskUsage {
    /// `used` of what users can use, in percent, as df(1): what is kept for root is no part of it.
    pub fn percent(&self) -> f64 {
        super::memory::percent(self.used, self.used.saturating_add(self.free))
    }
}

/// What a disk or a part of one did since it appeared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DiskIoCounters {
    /// Reads that were done.
    pub read_count: u64,
    /// Writes that were done.
    pub write_count: u64,
    /// Bytes read.
    pub read_bytes: u64,
    /// Bytes written.
    pub write_bytes: u64,
    /// Milliseconds of reading, those of reads at the same time added up.
    pub read_time: Field<u64>,
    /// Milliseconds of writing, likewise.
    pub write_time: Field<u64>,
    /// Reads that were joined with another before they were done.
    pub read_merged_count: Field<u64>,
    /// Writes that were joined with another.
    pub write_merged_count: Field<u64>,
    /// Milliseconds in which there was anything to do.
    pub busy_time: Field<u64>,
}

/// A device and what it did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DiskIo {
    /// As below `/dev`: `nvme0n1p2`.
    pub name: Vec<u8>,
    /// What it did.
    pub counters: DiskIoCounters,
}
