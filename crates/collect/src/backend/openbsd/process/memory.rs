//! Memory: pages of the record.

use super::snapshot::Snapshot;
use crate::Result;
use crate::backend::openbsd::{OpenBsd, count};
use crate::model::field::Field;
use crate::model::process::{MemoryFullInfo, MemoryInfo};
use crate::port::OpenBsdKernel;

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// All zero of what has no memory: zombies, and some processes of the kernel.
    pub(super) fn memory(&self, snapshot: &Snapshot<K>) -> MemoryInfo {
        let raw = snapshot.raw();
        let pages = |number: i32| count(number).saturating_mul(self.kernel.page_size());
        let [text, data, stack] = [raw.p_vm_tsize, raw.p_vm_dsize, raw.p_vm_ssize].map(pages);
        // In KiB, and 0 until a tick of the clock has looked at it.
        let peak = snapshot.used().ok().map(|raw| raw.p_uru_maxrss).filter(|kib| *kib > 0);
        MemoryInfo {
            rss: pages(raw.p_vm_rssize),
            // as ps(1)
            vms: text.saturating_add(data).saturating_add(stack),
            shared: Field::Lacking,
            text: Field::Known(text),
            data: Field::Known(data),
            stack: Field::Known(stack),
            peak_rss: Field::from(peak).map(|kib| kib.saturating_mul(1024)),
        }
    }

    /// The same: what is its own and what is shared the kernel does not tell.
    pub(super) fn full_memory(&self, snapshot: &Snapshot<K>) -> MemoryFullInfo {
        MemoryFullInfo { info: self.memory(snapshot), ..MemoryFullInfo::default() }
    }

    pub(super) fn memory_of_machine(&self) -> Result<u64> {
        self.ram()
    }
}
