//! Memory: `statm`, and lines of `status`.

use psutil_parse::linux::pid_statm::PidStatm;

use super::snapshot::Snapshot;
use crate::Result;
use crate::backend::MemoryCollector;
use crate::backend::linux::{Linux, bytes};
use crate::model::field::Field;
use crate::model::process::{MemoryExtras, MemoryInfo};
use crate::port::LinuxKernel;

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn memory(&self, snapshot: &Snapshot<K>) -> Result<MemoryInfo> {
        let none = PidStatm::default();
        let statm = if snapshot.is_known_of_kernel() { &none } else { self.statm(snapshot)? };
        let in_pages = |pages: u64| pages.saturating_mul(self.kernel.page_size());
        Ok(MemoryInfo {
            rss: in_pages(statm.resident),
            vms: in_pages(statm.size),
            shared: Field::Known(in_pages(statm.shared)),
            text: Field::Known(in_pages(statm.text)),
            data: Field::Known(in_pages(statm.data)),
            stack: Field::Lacking,
            peak_rss: Field::Lacking,
        })
    }

    pub(super) fn more_memory(&self, snapshot: &Snapshot<K>) -> Result<MemoryExtras> {
        let status = self.status_file(snapshot)?;
        let field = |kib: Option<u64>| Field::from(kib).map(bytes);
        Ok(MemoryExtras {
            peak_rss: status.vm_hwm.map(bytes),
            peak_vms: field(status.vm_peak),
            rss_anon: status.rss_anon.map(bytes),
            rss_file: status.rss_file.map(bytes),
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
