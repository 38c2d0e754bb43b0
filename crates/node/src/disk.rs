//! Disks and what is mounted.

use std::path::Path;

use napi::Either;
use napi::bindgen_prelude::Null;
use napi_derive::napi;
use psutil_collect::backend::DiskCollector;
use psutil_collect::model::disk as model;
use psutil_collect::model::field::Field;

use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::promise::{Promised, off_thread};
use crate::table::{Table, table};
use crate::value::{NumberOrNull, lossy, number, number_or_null};

/// A file system and where it is mounted.
#[napi(object, object_from_js = false)]
pub struct DiskPartition {
    /// What is mounted: `/dev/sda1`, or the name that the file system gives it (`tmpfs`, `host:/export`); `null`
    /// if it has none.
    pub device: Either<String, Null>,
    /// Where.
    pub mountpoint: String,
    /// The kind of file system: `ext4`, `fuse.sshfs`.
    pub fstype: String,
    /// How: `ro` or `rw` first, then the options of this mount, then those of its file system.
    pub opts: Vec<String>,
}

impl From<model::DiskPartition> for DiskPartition {
    fn from(partition: model::DiskPartition) -> Self {
        let model::DiskPartition { device, mountpoint, fstype, opts } = partition;
        Self {
            device: device.map_or(Either::B(Null), |device| Either::A(lossy(device))),
            mountpoint: lossy(mountpoint),
            fstype: lossy(fstype),
            opts: opts.into_iter().map(lossy).collect(),
        }
    }
}

/// How full a file system is, in bytes and files.
#[napi(object, object_from_js = false)]
pub struct DiskUsage {
    /// All of it; 0 for file systems that take no room, such as `/proc`.
    pub total: f64,
    /// What is in use, by whomever.
    pub used: f64,
    /// What users other than root can still use: less than `total - used` where some is kept for root.
    pub free: f64,
    /// `used` of `used + free`, 0 to 100, as df(1).
    pub percent: f64,
    /// Files that there can be; `null` on file systems without such a limit (btrfs, vfat).
    pub inodes_total: NumberOrNull,
    /// Files that can still be made; `null` likewise.
    pub inodes_free: NumberOrNull,
}

impl From<model::DiskUsage> for DiskUsage {
    fn from(usage: model::DiskUsage) -> Self {
        let model::DiskUsage { total, used, free, inodes_total, inodes_free } = usage;
        Self {
            total: number(total),
            used: number(used),
            free: number(free),
            percent: usage.percent(),
            inodes_total: number_or_null(inodes_total),
            inodes_free: number_or_null(inodes_free),
        }
    }
}

/// What is mounted from devices, in the order of mounting.
#[napi(catch_unwind)]
pub fn disk_partitions(paths: u32) -> Outcome<Vec<DiskPartition>> {
    outcome(collector(paths).disk_partitions().map(partitions))
}

/// All that is mounted, in the order of mounting.
#[napi(catch_unwind)]
pub fn disk_partitions_all(paths: u32) -> Outcome<Vec<DiskPartition>> {
    outcome(collector(paths).disk_partitions_all().map(partitions))
}

fn partitions(partitions: Vec<model::DiskPartition>) -> Vec<DiskPartition> {
    partitions.into_iter().map(DiskPartition::from).collect()
}

/// How full the file system is that the path is on.
#[napi(catch_unwind)]
pub fn disk_usage(paths: u32, path: String) -> Outcome<DiskUsage> {
    outcome(collector(paths).disk_usage(Path::new(&path)).map(DiskUsage::from))
}

/// [`disk_partitions`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Array<DiskPartition>>>")]
pub fn disk_partitions_async(paths: u32) -> Promised<Vec<DiskPartition>> {
    off_thread(move || disk_partitions(paths))
}

/// [`disk_partitions_all`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Array<DiskPartition>>>")]
pub fn disk_partitions_all_async(paths: u32) -> Promised<Vec<DiskPartition>> {
    off_thread(move || disk_partitions_all(paths))
}

/// What each physical disk did, for a sum; `src/disk.ts` names the columns.
#[napi(catch_unwind)]
pub fn disk_io_counters(paths: u32) -> Outcome<Table> {
    outcome(collector(paths).disk_io_counters().map(|rows| io_table(&rows)))
}

/// What each block device did, in the same columns.
#[napi(catch_unwind)]
pub fn perdisk_io_counters(paths: u32) -> Outcome<Table> {
    outcome(collector(paths).perdisk_io_counters().map(|rows| io_table(&rows)))
}

/// Times stay whole milliseconds until wraps are corrected.
fn io_table(rows: &[model::DiskIo]) -> Table {
    table(
        rows,
        &[
            &|row| number(row.counters.read_count),
            &|row| number(row.counters.write_count),
            &|row| number(row.counters.read_bytes),
            &|row| number(row.counters.write_bytes),
            &|row| field(row.counters.read_time),
            &|row| field(row.counters.write_time),
            &|row| field(row.counters.read_merged_count),
            &|row| field(row.counters.write_merged_count),
            &|row| field(row.counters.busy_time),
        ],
        &[&|row| Some(&row.name)],
    )
}

/// A cell of a counter that not every platform has.
fn field(counter: Field<u64>) -> f64 {
    match counter {
        Field::Lacking => f64::INFINITY,
        Field::Unknown => f64::NAN,
        Field::Known(count) => number(count),
    }
}
