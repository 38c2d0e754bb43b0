//! RAM and swap: `vm.uvmexp2`, `hw.physmem64`, `vm.bufmem`.

use psutil_parse::bsd::number;
use psutil_parse::netbsd::uvmexp::Uvmexp;

use super::{NetBsd, count, if_there, mib};
use crate::Result;
use crate::backend::MemoryCollector;
use crate::backend::bsd::sysctl;
use crate::model::field::Field;
use crate::model::memory::{SwapMemory, VirtualMemory};
use crate::port::NetBsdKernel;

impl<K: NetBsdKernel> MemoryCollector for NetBsd<K> {
    /// What is neither active nor wired is there to be had, as psutil has it: what is free and inactive together may be
    /// more than there is, for pages of files are in two lists.
    fn virtual_memory(&self) -> Result<VirtualMemory> {
        let total = self.machine_number("hw.physmem64", &mib::PHYSMEM64)?;
        let uvmexp = self.uvmexp()?;
        let bytes = |pages: i64| bytes(&uvmexp, pages);
        let used = bytes(uvmexp.active.saturating_add(uvmexp.wired)).min(total);
        Ok(VirtualMemory {
            total,
            available: total.saturating_sub(used),
            used,
            free: bytes(uvmexp.free),
            active: Field::Known(bytes(uvmexp.active)),
            inactive: Field::Known(bytes(uvmexp.inactive)),
            buffers: self.buffers()?.into(),
            cached: Field::Known(bytes(uvmexp.filepages.saturating_add(uvmexp.execpages))),
            // `struct vmtotal` has fields for it, which the kernel sets to 0.
            shared: Field::Lacking,
            slab: Field::Lacking,
            wired: Field::Known(bytes(uvmexp.wired)),
        })
    }

    fn swap_memory(&self) -> Result<SwapMemory> {
        let uvmexp = self.uvmexp()?;
        let bytes = |pages: i64| bytes(&uvmexp, pages);
        let (total, used) = (bytes(uvmexp.swpages), bytes(uvmexp.swpginuse));
        Ok(SwapMemory {
            total,
            used,
            free: total.saturating_sub(used),
            // Pages, not operations.
            sin: Some(bytes(uvmexp.pgswapin)),
            sout: Some(bytes(uvmexp.pgswapout)),
        })
    }
}

impl<K: NetBsdKernel> NetBsd<K> {
    pub(super) fn uvmexp(&self) -> Result<Uvmexp> {
        self.machine_record("vm.uvmexp2", &mib::UVMEXP2)
    }

    /// Bytes that file systems keep of their metadata.
    fn buffers(&self) -> Result<Option<u64>> {
        let bytes = if_there(sysctl::named_record(&self.kernel, "vm.bufmem", size_of::<u64>()))?;
        Ok(bytes.and_then(|bytes| number::unsigned(&bytes).ok()))
    }
}

fn bytes(uvmexp: &Uvmexp, pages: i64) -> u64 {
    count(pages).saturating_mul(count(uvmexp.pagesize))
}
