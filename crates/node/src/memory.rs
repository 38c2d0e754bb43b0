//! Memory and swap; `src/memory.ts` says what the records hold.

use crate::thin::napi;
use psutil_collect::backend::MemoryCollector;
use psutil_collect::model::memory::{SwapMemory, VirtualMemory, percent};

use crate::cells::{Cells, Put};
use crate::machine::record;
use crate::outcome::Outcome;
use crate::paths::collector;
use crate::record::Room;

impl Put for VirtualMemory {
    fn put(self, cells: &mut Cells) {
        let Self { total, available, used, free, active, inactive, .. } = self;
        let Self { buffers, cached, shared, slab, wired, .. } = self;
        cells.put(total);
        cells.put(available);
        cells.put(percent(used, total));
        cells.put(used);
        cells.put(free);
        for bytes in [active, inactive, buffers, cached, shared, slab, wired] {
            cells.put(bytes);
        }
    }
}

impl Put for SwapMemory {
    fn put(self, cells: &mut Cells) {
        let Self { total, used, free, sin, sout } = self;
        cells.put(total);
        cells.put(used);
        cells.put(free);
        cells.put(percent(used, total));
        cells.put(sin);
        cells.put(sout);
    }
}

/// RAM.
#[napi(catch_unwind)]
pub fn virtual_memory(paths: u32, #[napi(ts_arg_type = "Float64Array")] room: Room) -> Outcome<()> {
    record(room, collector(paths).virtual_memory())
}

/// Swap.
#[napi(catch_unwind)]
pub fn swap_memory(paths: u32, #[napi(ts_arg_type = "Float64Array")] room: Room) -> Outcome<()> {
    record(room, collector(paths).swap_memory())
}
