//! Mappings: `vm.proc.map` of `sysctl(7)`. How much of each is in RAM the kernel does not say.

use psutil_parse::netbsd::kinfo_vmentry::{
    KVME_FLAG_COW, KVME_PROT_EXEC, KVME_PROT_READ, KVME_PROT_WRITE, KVME_TYPE_VNODE, KinfoVmentry,
};

use nix::errno::Errno;

use super::snapshot::{Snapshot, about};
use crate::Result;
use crate::backend::bsd::sysctl;
use crate::backend::netbsd::{NetBsd, mib, structs};
use crate::model::process::{Counts, MapFile, MapUse, MemoryMap};
use crate::port::NetBsdKernel;

impl<K: NetBsdKernel> NetBsd<K> {
    pub(super) fn maps(&self, snapshot: &Snapshot<K>) -> Result<Vec<MemoryMap>> {
        snapshot.unless_ended()?;
        let read = self.by_number(snapshot, |pid| sysctl::table(&self.kernel, &mib::maps(pid)))?;
        let bytes = match read {
            // It is about to exit, and has given back its memory.
            Err(error) if matches!(error.errno, Errno::EINVAL | Errno::EFAULT) => {
                self.unless_ended_now(snapshot)?;
                return Err(about(snapshot, error));
            }
            read => read.map_err(|error| about(snapshot, error))?,
        };
        let entries: Vec<KinfoVmentry> = structs("vm.proc.map", &bytes)?;
        Ok(entries.iter().map(memory_map).collect())
    }
}

fn memory_map(entry: &KinfoVmentry) -> MemoryMap {
    let is_file = entry.kve_type == KVME_TYPE_VNODE;
    let path = Some(entry.path().to_vec()).filter(|path| !path.is_empty());
    let size = entry.kve_end.saturating_sub(entry.kve_start);
    MemoryMap {
        addr_start: entry.kve_start,
        addr_end: entry.kve_end,
        perms: perms(entry),
        offset: entry.kve_offset,
        file: MapFile {
            path,
            dev: Some(if is_file { entry.kve_vn_fsid } else { 0 }),
            ino: Some(if is_file { entry.kve_vn_fileid } else { 0 }),
        },
        memory: MapUse { size, ..MapUse::default() },
        counts: Counts::NONE,
    }
}

/// What is not copied when it is written to is shared.
fn perms(entry: &KinfoVmentry) -> [u8; 4] {
    let may = |flag, letter| if entry.kve_protection & flag != 0 { letter } else { b'-' };
    let is_private = entry.kve_flags & KVME_FLAG_COW != 0;
    [
        may(KVME_PROT_READ, b'r'),
        may(KVME_PROT_WRITE, b'w'),
        may(KVME_PROT_EXEC, b'x'),
        if is_private { b'p' } else { b's' },
    ]
}
