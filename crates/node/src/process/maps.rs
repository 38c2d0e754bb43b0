//! Mappings of a process.

use crate::thin::napi;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process::{MapFile, MapUse, MemoryMap, MemoryMapGrouped};

use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::promise::{Promised, off_thread_of};
use crate::table::{Table, lower, or_nan, table, upper};
use crate::value::number;

/// The mappings; `src/process/mapped.ts` names the columns.
#[napi(catch_unwind)]
pub fn process_memory_maps(handle: &[f64]) -> Outcome<Table> {
    answer(handle, Host::memory_maps, |maps| map_table(&maps))
}

/// Mappings in the columns of [`process_memory_maps`].
pub fn map_table(maps: &[MemoryMap]) -> Table {
    let rows = maps.iter().map(|map| Row { file: &map.file, memory: &map.memory, map: Some(map) });
    row_table(&rows.collect::<Vec<_>>())
}

/// [`process_memory_maps`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Table>>")]
pub fn process_memory_maps_async(handle: &[f64]) -> Promised<Table> {
    off_thread_of(handle, process_memory_maps)
}

/// The mappings by path, in the same columns.
#[napi(catch_unwind)]
pub fn process_memory_maps_grouped(handle: &[f64]) -> Outcome<Table> {
    answer(handle, Host::memory_maps_grouped, |groups| group_table(&groups))
}

/// Mappings by path in the same columns.
pub fn group_table(groups: &[MemoryMapGrouped]) -> Table {
    let rows =
        groups.iter().map(|group| Row { file: &group.file, memory: &group.memory, map: None });
    row_table(&rows.collect::<Vec<_>>())
}

/// [`process_memory_maps_grouped`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Table>>")]
pub fn process_memory_maps_grouped_async(handle: &[f64]) -> Promised<Table> {
    off_thread_of(handle, process_memory_maps_grouped)
}

/// One mapping, or all of a path.
struct Row<'a> {
    file: &'a MapFile,
    memory: &'a MapUse,
    map: Option<&'a MemoryMap>,
}

fn row_table(rows: &[Row<'_>]) -> Table {
    table(
        rows,
        |row| {
            [
                upper(row.file.dev),
                lower(row.file.dev),
                upper(row.file.ino),
                lower(row.file.ino),
                number(row.memory.size),
                or_nan(row.memory.rss),
                or_nan(row.memory.pss),
                or_nan(row.memory.shared_clean),
                or_nan(row.memory.shared_dirty),
                or_nan(row.memory.private_clean),
                or_nan(row.memory.private_dirty),
                or_nan(row.memory.referenced),
                or_nan(row.memory.anonymous),
                or_nan(row.memory.swap),
                or_nan(row.map.map(|map| map.addr_start)),
                or_nan(row.map.map(|map| map.addr_end)),
                or_nan(row.map.map(|map| map.offset)),
            ]
        },
        |row| [row.file.path.as_deref(), row.map.map(|map| map.perms.as_slice())],
    )
}
