//! Mappings: `PROC_PIDREGIONPATHINFO`, one region after the other.

use nix::errno::Errno;
use psutil_parse::macos::proc_regioninfo::{
    ProcRegioninfo, SM_SHARED, SM_SHARED_ALIASED, SM_TRUESHARED, VM_PROT_EXECUTE, VM_PROT_READ,
    VM_PROT_WRITE,
};
use psutil_parse::macos::proc_regionwithpathinfo::ProcRegionwithpathinfo;

use super::snapshot::Snapshot;
use crate::backend::macos::MacOs;
use crate::backend::macos::numbers::PROC_PIDREGIONPATHINFO;
use crate::model::process::{Counts, MapFile, MapUse, MemoryMap, Pid};
use crate::port::{MacOsKernel, Port};
use crate::{Error, Result};

impl<K: MacOsKernel> MacOs<K> {
    pub(super) fn maps(&self, snapshot: &Snapshot<K>) -> Result<Vec<MemoryMap>> {
        if snapshot.record().is_kernel {
            // Whoever asks for those of the kernel itself is reported as if it had crashed.
            return Ok(Vec::new());
        }
        let page = self.page_size()?;
        let regions = self.by_number(snapshot, |kernel, pid| regions(kernel, pid))?;
        // The list just ends where the process ends while it is read.
        self.must_live(snapshot)?;
        let regions = regions.into_iter().map(|region| Ok(map(&region?, page)));
        let regions: psutil_parse::Result<Vec<_>> = regions.collect();
        regions.map_err(|error| Error::kernel_data("PROC_PIDREGIONPATHINFO".into(), error))
    }
}

/// The regions in the order of their addresses, until the kernel says that there is none behind the last.
fn regions<K: MacOsKernel>(
    kernel: &K,
    pid: Pid,
) -> Port<Vec<psutil_parse::Result<ProcRegionwithpathinfo>>> {
    let mut regions = Vec::new();
    let mut next = Some(0);
    while let Some(address) = next {
        let mut bytes = vec![0; ProcRegionwithpathinfo::SIZE];
        let length = match kernel.proc_pidinfo(pid, PROC_PIDREGIONPATHINFO, address, &mut bytes) {
            Err(error) if error.errno == Errno::EINVAL => break,
            length => length?,
        };
        bytes.truncate(length);
        let region = ProcRegionwithpathinfo::parse(&bytes);
        next = region.as_ref().ok().and_then(|region| {
            let region = &region.prp_prinfo;
            region.pri_address.checked_add(region.pri_size).filter(|end| *end > address)
        });
        regions.push(region);
    }
    Ok(regions)
}

fn map(region: &ProcRegionwithpathinfo, page: u64) -> MemoryMap {
    let (info, vnode) = (&region.prp_prinfo, &region.prp_vip);
    let pages = |count: u32| Some(u64::from(count).saturating_mul(page));
    let status = &vnode.vip_vi.vi_stat;
    MemoryMap {
        addr_start: info.pri_address,
        addr_end: info.pri_address.saturating_add(info.pri_size),
        perms: perms(info),
        offset: info.pri_offset,
        file: MapFile {
            path: vnode.path().map(<[u8]>::to_vec),
            dev: Some(status.vst_dev.into()),
            ino: Some(status.vst_ino),
        },
        memory: MapUse {
            size: info.pri_size,
            rss: pages(info.pri_pages_resident),
            swap: pages(info.pri_pages_swapped_out),
            ..MapUse::default()
        },
        counts: Counts::NONE,
    }
}

fn perms(info: &ProcRegioninfo) -> [u8; 4] {
    let may = |bit, letter| if info.pri_protection & bit != 0 { letter } else { b'-' };
    let is_shared = matches!(info.pri_share_mode, SM_SHARED | SM_TRUESHARED | SM_SHARED_ALIASED);
    [
        may(VM_PROT_READ, b'r'),
        may(VM_PROT_WRITE, b'w'),
        may(VM_PROT_EXECUTE, b'x'),
        if is_shared { b's' } else { b'p' },
    ]
}
