//! Memory and swap: `VM_UVMEXP`, and the cache of disk blocks.

use psutil_parse::bsd::number;
use psutil_parse::openbsd::bcachestats::Bcachestats;
use psutil_parse::openbsd::uvmexp::Uvmexp;

use super::{OpenBsd, count, mib};
use crate::Result;
use crate::backend::MemoryCollector;
use crate::model::field::Field;
use crate::model::memory::{SwapMemory, VirtualMemory};
use crate::port::OpenBsdKernel;

impl<K: OpenBsdKernel> MemoryCollector for OpenBsd<K> {
    fn virtual_memory(&self) -> Result<VirtualMemory> {
        let uvmexp = self.uvmexp()?;
        let total = self.ram()?;
        let cache =
            self.machine("vfs.generic.bcachestat", &mib::BCACHESTAT, 256, Bcachestats::parse)?;
        let cached = in_pages(&uvmexp, u64::try_from(cache.numbufpages).unwrap_or(0));
        let free = pages(&uvmexp, uvmexp.free);
        let inactive = pages(&uvmexp, uvmexp.inactive);
        // The cache gives its pages back when they are needed.
        let available = free.saturating_add(inactive).saturating_add(cached).min(total);
        Ok(VirtualMemory {
            total,
            available,
            used: total.saturating_sub(available),
            free,
            active: Field::Known(pages(&uvmexp, uvmexp.active)),
            inactive: Field::Known(inactive),
            // One cache for both: what is in files, and where they are.
            buffers: Field::Known(cached),
            cached: Field::Known(cached),
            // `VM_METER` has a field for it, which the kernel does not count.
            shared: Field::Lacking,
            slab: Field::Lacking,
            wired: Field::Known(pages(&uvmexp, uvmexp.wired)),
        })
    }

    fn swap_memory(&self) -> Result<SwapMemory> {
        let uvmexp = self.uvmexp()?;
        let total = pages(&uvmexp, uvmexp.swpages);
        let used = pages(&uvmexp, uvmexp.swpginuse).min(total);
        Ok(SwapMemory {
            total,
            used,
            free: total.saturating_sub(used),
            sin: Some(in_pages(&uvmexp, uvmexp.pgswapin.into())),
            sout: Some(in_pages(&uvmexp, uvmexp.pgswapout.into())),
        })
    }
}

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// The RAM of the machine.
    pub(super) fn ram(&self) -> Result<u64> {
        self.machine("hw.physmem", &mib::PHYSMEM64, size_of::<i64>(), number::unsigned)
    }
}

fn pages(uvmexp: &Uvmexp, number: i32) -> u64 {
    in_pages(uvmexp, count(number))
}

fn in_pages(uvmexp: &Uvmexp, number: u64) -> u64 {
    number.saturating_mul(count(uvmexp.pagesize))
}
