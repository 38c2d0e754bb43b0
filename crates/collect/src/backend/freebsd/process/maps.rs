//! Mappings: `KERN_PROC_VMMAP`.

use std::collections::HashMap;

use psutil_parse::freebsd::kinfo_vmentry::{self, KinfoVmentry, flag, kind, protection};

use super::snapshot::Snapshot;
use crate::backend::freebsd::FreeBsd;
use crate::backend::freebsd::mib::KERN_PROC_VMMAP;
use crate::model::process::{Counts, MapFile, MapUse, MemoryMap, MemoryMapGrouped};
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

impl<K: FreeBsdKernel> FreeBsd<K> {
    pub(super) fn maps(&self, snapshot: &Snapshot<K>) -> Result<Vec<MemoryMap>> {
        let rows = kinfo_vmentry::rows(self.mapped(snapshot)?);
        rows.map(|row| row.map(|(entry, path)| self.map(&entry, path)).map_err(about_maps))
            .collect()
    }

    pub(super) fn maps_by_path(&self, snapshot: &Snapshot<K>) -> Result<Vec<MemoryMapGrouped>> {
        let mut groups: Vec<MemoryMapGrouped> = Vec::new();
        let mut places = HashMap::new();
        for MemoryMap { file, memory, counts, .. } in self.maps(snapshot)? {
            let place = *places.entry(file.path.clone()).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => {
                    group.memory.size = group.memory.size.saturating_add(memory.size);
                    group.memory.rss = both(group.memory.rss, memory.rss);
                    group.counts.add(&counts);
                }
                None => groups.push(MemoryMapGrouped { file, memory, counts }),
            }
        }
        Ok(groups)
    }

    fn mapped<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s [u8]> {
        if let Some(known) = snapshot.maps.get() {
            return Ok(known);
        }
        snapshot.must_live()?;
        let bytes = self.told_of_user(snapshot, KERN_PROC_VMMAP)?;
        Ok(snapshot.maps.get_or_init(|| bytes))
    }

    fn map(&self, entry: &KinfoVmentry, path: &[u8]) -> MemoryMap {
        let is_file = entry.kve_type == kind::VNODE;
        let resident = u64::try_from(entry.kve_resident).ok();
        MemoryMap {
            addr_start: entry.kve_start,
            addr_end: entry.kve_end,
            perms: perms(entry),
            offset: entry.kve_offset,
            file: MapFile {
                path: (!path.is_empty()).then(|| path.to_vec()),
                // Of memory without a file these are numbers of the kernel's own.
                dev: Some(if is_file { entry.kve_vn_fsid } else { 0 }),
                ino: Some(if is_file { entry.kve_vn_fileid } else { 0 }),
            },
            memory: MapUse {
                size: entry.kve_end.saturating_sub(entry.kve_start),
                rss: resident.map(|pages| self.in_bytes(pages)),
                ..MapUse::default()
            },
            counts: Counts::of(&[
                ("private", self.in_bytes(count(entry.kve_private_resident))),
                ("refCount", count(entry.kve_ref_count)),
                ("shadowCount", count(entry.kve_shadow_count)),
            ]),
        }
    }
}

/// What may be done there, and whether what is written is its own; of memory that was never shared nothing tells.
fn perms(entry: &KinfoVmentry) -> [u8; 4] {
    let may = |bit: i32, letter: u8| if entry.kve_protection & bit != 0 { letter } else { b'-' };
    let own = entry.kve_flags & (flag::COW | flag::NEEDS_COPY) != 0;
    [
        may(protection::READ, b'r'),
        may(protection::WRITE, b'w'),
        may(protection::EXEC, b'x'),
        if own { b'p' } else { b'-' },
    ]
}

fn count(number: i32) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn both(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    Some(one?.saturating_add(other?))
}

fn about_maps(error: psutil_parse::ParseError) -> Error {
    Error::kernel_data("kern.proc.vmmap".into(), error)
}
