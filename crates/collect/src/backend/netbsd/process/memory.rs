//! Memory: numbers of the record, in pages.

use super::snapshot::Snapshot;
use crate::Result;
use crate::backend::MemoryCollector;
use crate::backend::netbsd::{NetBsd, count};
use crate::model::field::Field;
use crate::model::process::{MemoryFullInfo, MemoryInfo};
use crate::port::NetBsdKernel;

impl<K: NetBsdKernel> NetBsd<K> {
    /// Nothing of a zombie, which has given back its memory.
    pub(super) fn memory(&self, snapshot: &Snapshot<K>) -> MemoryInfo {
        let raw = &snapshot.raw;
        let in_pages = |pages: i64| count(pages).saturating_mul(self.kernel.page_size());
        // In KiB, and 0 of what has no memory of its own.
        let peak = Some(raw.p_uru_maxrss).filter(|kib| raw.p_uvalid != 0 && *kib > 0);
        MemoryInfo {
            rss: in_pages(raw.p_vm_rssize.into()),
            vms: in_pages(raw.p_vm_msize),
            shared: Field::Lacking,
            text: Field::Known(in_pages(raw.p_vm_tsize.into())),
            data: Field::Known(in_pages(raw.p_vm_dsize.into())),
            stack: Field::Known(in_pages(raw.p_vm_ssize.into())),
            peak_rss: Field::from(peak).map(|kib| kib.saturating_mul(1024)),
        }
    }

    /// The same: nothing tells what of it is shared.
    pub(super) fn full_memory(&self, snapshot: &Snapshot<K>) -> MemoryFullInfo {
        MemoryFullInfo { info: self.memory(snapshot), ..MemoryFullInfo::default() }
    }

    /// The RAM that a share of is asked for.
    pub(super) fn memory_of_machine(&self) -> Result<u64> {
        Ok(self.virtual_memory()?.total)
    }
}
