//! Disks and what is mounted; `src/disk.ts` says what the records hold.

use std::path::Path;

use crate::thin::napi;
use napi::Either;
use psutil_collect::backend::DiskCollector;
use psutil_collect::model::disk::{DiskIo, DiskPartition, DiskUsage};

use crate::cells::{Cells, Put, Stream};
use crate::machine::{Counted, Rows, record, rows, stream};
use crate::outcome::Outcome;
use crate::paths::collector;
use crate::promise::{Promised, off_thread};
use crate::record::Room;

impl Put for DiskPartition {
    fn put(self, cells: &mut Cells) {
        let Self { device, mountpoint, fstype, opts } = self;
        cells.put(device);
        cells.put(mountpoint);
        cells.put(fstype);
        cells.list(opts);
    }
}

impl Put for DiskUsage {
    fn put(self, cells: &mut Cells) {
        let percent = self.percent();
        let Self { total, used, free, inodes_total, inodes_free } = self;
        cells.put(total);
        cells.put(used);
        cells.put(free);
        cells.put(percent);
        cells.put(inodes_total);
        cells.put(inodes_free);
    }
}

/// Times stay whole milliseconds until wraps are corrected.
impl Put for DiskIo {
    fn put(self, cells: &mut Cells) {
        let Self { name, counters } = self;
        cells.put(name);
        for count in
            [counters.read_count, counters.write_count, counters.read_bytes, counters.write_bytes]
        {
            cells.put(count);
        }
        for count in [
            counters.read_time,
            counters.write_time,
            counters.read_merged_count,
            counters.write_merged_count,
            counters.busy_time,
        ] {
            cells.put(count);
        }
    }
}

/// What is mounted from devices, in the order of mounting.
#[napi(catch_unwind)]
pub fn disk_partitions(
    paths: u32,
    #[napi(ts_arg_type = "Float64Array")] room: Room,
) -> Outcome<Either<String, u32>> {
    rows(room, collector(paths).disk_partitions().map(Counted))
}

/// All that is mounted, in the order of mounting.
#[napi(catch_unwind)]
pub fn disk_partitions_all(
    paths: u32,
    #[napi(ts_arg_type = "Float64Array")] room: Room,
) -> Outcome<Either<String, u32>> {
    rows(room, collector(paths).disk_partitions_all().map(Counted))
}

/// [`disk_partitions`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Stream>>")]
pub fn disk_partitions_async(paths: u32) -> Promised<Stream> {
    off_thread(move || stream(collector(paths).disk_partitions().map(Counted)))
}

/// [`disk_partitions_all`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Stream>>")]
pub fn disk_partitions_all_async(paths: u32) -> Promised<Stream> {
    off_thread(move || stream(collector(paths).disk_partitions_all().map(Counted)))
}

/// How full the file system is that the path is on.
#[napi(catch_unwind)]
pub fn disk_usage(
    paths: u32,
    #[napi(ts_arg_type = "Float64Array")] room: Room,
    path: String,
) -> Outcome<()> {
    record(room, collector(paths).disk_usage(Path::new(&path)))
}

/// What each physical disk did, for a sum.
#[napi(catch_unwind)]
pub fn disk_io_counters(
    paths: u32,
    #[napi(ts_arg_type = "Float64Array")] room: Room,
) -> Outcome<Either<String, u32>> {
    rows(room, collector(paths).disk_io_counters().map(Rows))
}

/// What each block device did.
#[napi(catch_unwind)]
pub fn perdisk_io_counters(
    paths: u32,
    #[napi(ts_arg_type = "Float64Array")] room: Room,
) -> Outcome<Either<String, u32>> {
    rows(room, collector(paths).perdisk_io_counters().map(Rows))
}
