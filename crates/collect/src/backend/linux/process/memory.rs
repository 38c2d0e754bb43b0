//! Memory: `statm`, and lines of `status`.

use super::snapshot::Snapshot;
use crate::Result;
use crate::backend::MemoryCollector;
use crate::backend::linux::Linux;
use crate::model::field::Field;
use crate::model::process::{MemoryExtras, MemoryInfo};
use crate::port::LinuxKernel;

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn memory(&self, snapshot: &Snapshot<K>) -> Result<MemoryInfo> {
        let statm = self.statm(snapshot)?;
        let bytes = |pages: u64| pages.saturating_mul(self.kernel.page_size());
        Ok(MemoryInfo {
            rss: bytes(statm.resident),
            vms: bytes(statm.size),
            shared: Field::Known(bytes(statm.shared)),
            text: Field::Known(bytes(statm.text)),
            data: Field::Known(bytes(statm.data)),
            stack: Field::Lacking,
            peak_rss: Field::Lacking,
        })
    }

    pub(super) fn more_memory(&self, snapshot: &Snapshot<K>) -> Result<MemoryExtras> {
        let status = self.status_file(snapshot)?;
        let bytes = |kib: Option<u64>| kib.map(|kib| kib.saturating_mul(1024));
        let field = |kib: Option<u64>| Field::from(bytes(kib));
        Ok(MemoryExtras {
            peak_rss: bytes(status.vm_hwm),
            peak_vms: field(status.vm_peak),
            rss_anon: bytes(status.rss_anon),
            rss_file: bytes(status.rss_file),
            rss_shmem: field(status.rss_shmem),
            swap: field(status.vm_swap),
            hugetlb: field(status.hugetlb_pages),
            locked: field(status.vm_lck),
        })
    }

    /// The RAM that a share of is asked for.
    pub(super) fn memory_of_machine(&self) -> Result<u64> {
        Ok(self.virtual_memory()?.total)
    }
}
