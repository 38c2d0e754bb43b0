//! Memory: the record.

use super::snapshot::Snapshot;
use crate::backend::freebsd::FreeBsd;
use crate::model::field::Field;
use crate::model::process::{MemoryFullInfo, MemoryInfo};
use crate::port::FreeBsdKernel;

impl<K: FreeBsdKernel> FreeBsd<K> {
    pub(super) fn memory(&self, snapshot: &Snapshot<K>) -> MemoryInfo {
        let raw = snapshot.raw();
        let pages = |pages: i64| self.in_bytes(u64::try_from(pages).unwrap_or(0));
        // In KiB, and 0 until a tick of the clock has looked at it.
        let peak = u64::try_from(raw.ki_rusage.ru_maxrss).ok().filter(|kib| *kib > 0);
        MemoryInfo {
            rss: pages(raw.ki_rssize),
            vms: raw.ki_size,
            shared: Field::Lacking,
            text: Field::Known(pages(raw.ki_tsize)),
            data: Field::Known(pages(raw.ki_dsize)),
            stack: Field::Known(pages(raw.ki_ssize)),
            peak_rss: Field::from(peak).map(|kib| kib.saturating_mul(1024)),
        }
    }

    /// There is no more to know: of what a mapping has in RAM it cannot be told who else has it.
    pub(super) fn full_memory(&self, snapshot: &Snapshot<K>) -> MemoryFullInfo {
        MemoryFullInfo { info: self.memory(snapshot), ..MemoryFullInfo::default() }
    }
}
