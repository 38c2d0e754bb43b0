//! Mappings of a process.

use crate::thin::napi;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process::{Counts, MapFile, MapUse, MemoryMap, MemoryMapGrouped};

use crate::cells::{Cells, Put, Wide};
use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::promise::{Promised, off_thread_of};
use crate::table::{Table, table};

/// The mappings; `src/process/mapped.ts` names the columns.
#[napi(catch_unwind)]
pub fn process_memory_maps(handle: &[f64]) -> Outcome<Table> {
    answer(handle, Host::memory_maps, |maps| map_table(&maps))
}

/// Mappings in the columns of [`process_memory_maps`].
pub fn map_table(maps: &[MemoryMap]) -> Table {
    table(maps.iter().map(|map| Row {
        file: &map.file,
        memory: &map.memory,
        map: Some(map),
        counts: &map.counts,
    }))
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
    table(groups.iter().map(|group| Row {
        file: &group.file,
        memory: &group.memory,
        map: None,
        counts: &group.counts,
    }))
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
    counts: &'a Counts<3>,
}

impl Put for Row<'_> {
    fn put(self, cells: &mut Cells) {
        let Self { file, memory, map, counts } = self;
        cells.put(Wide(file.dev));
        cells.put(Wide(file.ino));
        cells.put(memory.size);
        for bytes in [
            memory.rss,
            memory.pss,
            memory.shared_clean,
            memory.shared_dirty,
            memory.private_clean,
            memory.private_dirty,
            memory.referenced,
            memory.anonymous,
            memory.swap,
            map.map(|map| map.addr_start),
            map.map(|map| map.addr_end),
            map.map(|map| map.offset),
        ] {
            cells.put(bytes);
        }
        cells.put(file.path.as_deref());
        cells.put(map.map(|map| map.perms.as_slice()));
        if Host::COUNTS {
            for count in counts.iter() {
                cells.put(count);
            }
        }
    }
}
