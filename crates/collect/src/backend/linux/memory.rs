//! `/proc/meminfo`, `/proc/vmstat`, and for old kernels `/proc/zoneinfo`.

use psutil_parse::linux::meminfo::{self, Meminfo};
use psutil_parse::linux::vmstat::{self, Vmstat};
use psutil_parse::linux::zoneinfo;

use super::held::MachineFile;
use super::procfs::Procfs;
use super::{Linux, bytes};
use crate::backend::MemoryCollector;
use crate::model::field::Field;
use crate::model::memory::{SwapMemory, VirtualMemory};
use crate::port::LinuxKernel;
use crate::{Error, Result};

impl<K: LinuxKernel> MemoryCollector for Linux<K> {
    fn virtual_memory(&self) -> Result<VirtualMemory> {
        let meminfo = self.read_machine(MachineFile::Meminfo, meminfo::parse)?;
        let total = self.essential(meminfo.mem_total, "MemTotal")?;
        let free = self.essential(meminfo.mem_free, "MemFree")?;
        let available = self.available(&meminfo, free, total);
        let cached = meminfo.cached.map(|kib| {
            // as free(1): caches of the kernel that it gives back count as cached
            kib.saturating_add(meminfo.s_reclaimable.unwrap_or(0))
        });
        let field = |kib: Option<u64>| Field::from(kib).map(bytes);
        Ok(VirtualMemory {
            total: bytes(total),
            available: bytes(available),
            used: bytes(total.saturating_sub(available)),
            free: bytes(free),
            active: field(meminfo.active),
            inactive: field(meminfo.inactive.or(meminfo.inact_all)),
            buffers: field(meminfo.buffers),
            cached: field(cached),
            shared: field(meminfo.shmem.or(meminfo.mem_shared)),
            slab: field(meminfo.slab),
            wired: Field::Lacking,
        })
    }

    fn swap_memory(&self) -> Result<SwapMemory> {
        let meminfo = self.read_machine(MachineFile::Meminfo, meminfo::parse)?;
        let (total, free) = match (meminfo.swap_total, meminfo.swap_free) {
            (Some(total), Some(free)) => (bytes(total), bytes(free)),
            // sysinfo(2) is about this machine, which a made-up tree is not
            _ if self.procfs()? != Procfs::Files => self.kernel.swap()?,
            (total, _) => {
                let key = if total.is_none() { "SwapTotal" } else { "SwapFree" };
                return Err(self.missing(key));
            }
        };
        // Without vmstat, as in some containers, the counters are unknown and the rest is not.
        let vmstat = self.swapped().unwrap_or_default();
        let pages = |count: u64| count.saturating_mul(self.kernel.page_size());
        Ok(SwapMemory {
            total,
            used: total.saturating_sub(free),
            free,
            sin: vmstat.pswpin.map(pages),
            sout: vmstat.pswpout.map(pages),
        })
    }
}

impl<K: LinuxKernel> Linux<K> {
    /// The counters of swapping. Once the file is held its head is read, in which they are but for unknown kernels.
    fn swapped(&self) -> Result<Vmstat> {
        let first = self.read_machine(MachineFile::Vmstat, vmstat::parse);
        match first {
            Ok(Vmstat { pswpin: Some(_), pswpout: Some(_) }) => first,
            _ => self.read_proc("vmstat", vmstat::parse),
        }
    }

    /// What programs can get without swapping, in kibibytes.
    fn available(&self, meminfo: &Meminfo, free: u64, total: u64) -> u64 {
        match meminfo.mem_available {
            // as free(1): in a container the kernel's figure may be the host's
            Some(available) if available > total => free,
            Some(available) if available > 0 => available,
            _ => self.computed_available(meminfo, free).min(total),
        }
    }

    /// As the kernel itself computes `MemAvailable` (`si_mem_available` in `mm/show_mem.c`), for kernels
    /// before 3.14 and containers that leave the line out.
    fn computed_available(&self, meminfo: &Meminfo, free: u64) -> u64 {
        let file_caches = meminfo.active_file.zip(meminfo.inactive_file);
        let low = self.read_proc("zoneinfo", zoneinfo::low_watermarks).ok().flatten();
        let (Some((active, inactive)), Some(low)) = (file_caches, low) else {
            return free.saturating_add(meminfo.cached.unwrap_or(0));
        };
        let low = low.saturating_mul(self.kernel.page_size() / 1024);
        let page_cache = active.saturating_add(inactive);
        let reclaimable = meminfo.s_reclaimable.unwrap_or(0);
        let usable = |caches: u64| caches.saturating_sub(low.min(caches / 2));
        free.saturating_sub(low)
            .saturating_add(usable(page_cache))
            .saturating_add(usable(reclaimable))
    }

    fn essential(&self, value: Option<u64>, key: &str) -> Result<u64> {
        value.ok_or_else(|| self.missing(key))
    }

    fn missing(&self, key: &str) -> Error {
        let path = self.proc_path("meminfo");
        Error::senseless(path, format!("meminfo: has no line {key} with a number"))
    }
}
