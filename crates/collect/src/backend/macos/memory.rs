//! Memory: `host_statistics64`, and swap files: `VM_SWAPUSAGE`.

use psutil_parse::bsd::number;
use psutil_parse::macos::vm_statistics64::VmStatistics64;
use psutil_parse::macos::xsw_usage::XswUsage;

use super::MacOs;
use super::numbers::{CTL_HW, CTL_VM, HOST_VM_INFO64, HW_MEMSIZE, VM_SWAPUSAGE};
use crate::backend::MemoryCollector;
use crate::backend::bsd::sysctl;
use crate::model::field::Field;
use crate::model::memory::{SwapMemory, VirtualMemory};
use crate::port::MacOsKernel;
use crate::{Error, Result};

impl<K: MacOsKernel> MemoryCollector for MacOs<K> {
    fn virtual_memory(&self) -> Result<VirtualMemory> {
        let statistics = self.statistics()?;
        let total = self.memory_of_machine()?;
        let page = self.page_size()?;
        let bytes = |pages: u32| u64::from(pages).saturating_mul(page);
        // What was read ahead of need counts as free, and is given up at once.
        let available =
            bytes(statistics.free_count).saturating_add(bytes(statistics.inactive_count));
        let available = available.min(total);
        let free = statistics.free_count.saturating_sub(statistics.speculative_count);
        Ok(VirtualMemory {
            total,
            available,
            used: total.saturating_sub(available),
            free: bytes(free),
            active: Field::Known(bytes(statistics.active_count)),
            inactive: Field::Known(bytes(statistics.inactive_count)),
            wired: Field::Known(bytes(statistics.wire_count)),
            ..VirtualMemory::default()
        })
    }

    /// Trap 17: the sizes are bytes, and the counters pages.
    fn swap_memory(&self) -> Result<SwapMemory> {
        let bytes = sysctl::record(&self.kernel, &[CTL_VM, VM_SWAPUSAGE], XswUsage::SIZE)?;
        let usage = XswUsage::parse(&bytes)
            .map_err(|error| Error::kernel_data("vm.swapusage".into(), error))?;
        let statistics = self.statistics()?;
        let page = self.page_size()?;
        Ok(SwapMemory {
            total: usage.xsu_total,
            used: usage.xsu_used,
            free: usage.xsu_total.saturating_sub(usage.xsu_used),
            sin: Some(statistics.swapins.saturating_mul(page)),
            sout: Some(statistics.swapouts.saturating_mul(page)),
        })
    }
}

impl<K: MacOsKernel> MacOs<K> {
    /// The RAM of the machine, in bytes.
    pub(super) fn memory_of_machine(&self) -> Result<u64> {
        let bytes = sysctl::record(&self.kernel, &[CTL_HW, HW_MEMSIZE], size_of::<u64>())?;
        number::unsigned(&bytes).map_err(|error| Error::kernel_data("hw.memsize".into(), error))
    }

    fn statistics(&self) -> Result<VmStatistics64> {
        let mut bytes = vec![0; ROOM];
        let length = self.kernel.host_statistics64(HOST_VM_INFO64, &mut bytes)?;
        bytes.truncate(length);
        VmStatistics64::parse(&bytes)
            .map_err(|error| Error::kernel_data("vm_statistics64".into(), error))
    }
}

/// Later releases tell more, and as much of it as there is room for.
const ROOM: usize = VmStatistics64::SIZE;
