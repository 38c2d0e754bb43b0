//! `vm.stats`, and `vm.swap_info` for each device of swap.

use psutil_parse::bsd::vmtotal::Vmtotal64;
use psutil_parse::freebsd::xswdev::{self, Xswdev};

use super::FreeBsd;
use super::mib::{CTL_HW, CTL_VM, HW_PHYSMEM, VM_TOTAL};
use super::sysctl::if_there;
use crate::backend::MemoryCollector;
use crate::backend::bsd::sysctl;
use crate::model::field::Field;
use crate::model::memory::{SwapMemory, VirtualMemory};
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

impl<K: FreeBsdKernel> MemoryCollector for FreeBsd<K> {
    fn virtual_memory(&self) -> Result<VirtualMemory> {
        let pages = |name: &str| Ok::<_, Error>(self.in_bytes(self.count(name)?));
        let total = self.memory_of_machine()?;
        let free = pages("vm.stats.vm.v_free_count")?;
        let inactive = pages("vm.stats.vm.v_inactive_count")?;
        let available = free.saturating_add(inactive).min(total);
        let shared =
            self.record_of(&[CTL_VM, VM_TOTAL], Vmtotal64::SIZE, "vm.vmtotal", Vmtotal64::parse)?;
        Ok(VirtualMemory {
            total,
            available,
            used: total.saturating_sub(available),
            free,
            active: Field::Known(pages("vm.stats.vm.v_active_count")?),
            inactive: Field::Known(inactive),
            buffers: Field::from(self.count_if_there("vfs.bufspace")?),
            // Since FreeBSD 12 what is cached is among the inactive.
            cached: Field::Lacking,
            shared: Field::Known(self.in_bytes(shared.t_rmshr)),
            slab: Field::Lacking,
            wired: Field::Known(pages("vm.stats.vm.v_wire_count")?),
        })
    }

    fn swap_memory(&self) -> Result<SwapMemory> {
        let (mut total, mut used) = (0_u64, 0_u64);
        // The first pages of each device are not used, in case it holds a label.
        let label = self.number_if_there("vm.dmmax")?.unwrap_or(0);
        for device in self.swap_devices()? {
            let pages = i64::from(device.xsw_nblks).saturating_sub(label);
            total = total.saturating_add(u64::try_from(pages).unwrap_or(0));
            used = used.saturating_add(u64::try_from(device.xsw_used).unwrap_or(0));
        }
        let (total, used) = (self.in_bytes(total), self.in_bytes(used));
        let paged = |name: &str| {
            let pages = self.count_if_there(name)?;
            Ok::<_, Error>(pages.map(|pages| self.in_bytes(pages)))
        };
        Ok(SwapMemory {
            total,
            used,
            free: total.saturating_sub(used),
            sin: paged("vm.stats.vm.v_swappgsin")?,
            sout: paged("vm.stats.vm.v_swappgsout")?,
        })
    }
}

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// The RAM of the machine.
    pub(super) fn memory_of_machine(&self) -> Result<u64> {
        self.count_of(&[CTL_HW, HW_PHYSMEM], "hw.physmem")
    }

    /// Pages in bytes.
    pub(super) fn in_bytes(&self, pages: u64) -> u64 {
        pages.saturating_mul(self.kernel.page_size())
    }

    /// `vm.swap_info.0` and so on, as long as there is one.
    fn swap_devices(&self) -> Result<Vec<Xswdev>> {
        let mut devices = Vec::new();
        let Some(mib) = if_there(self.kernel.mib("vm.swap_info"))? else { return Ok(devices) };
        for number in 0.. {
            let mib = [&mib[..], &[number]].concat();
            let read = if_there(sysctl::record(&self.kernel, &mib, Xswdev::SIZE))?;
            let Some(bytes) = read else { break };
            let device = xswdev::parse(&bytes);
            devices.push(device.map_err(|error| Error::kernel_data("vm.swap_info".into(), error))?);
        }
        Ok(devices)
    }
}
