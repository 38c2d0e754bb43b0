//! Mappings: `/proc/PID/smaps`, and `smaps_rollup` for all of them together.

use std::collections::HashMap;

use nix::errno::Errno;
use psutil_parse::linux::pid_smaps::{self, Mapping, Sizes};
use psutil_parse::linux::pid_smaps_rollup;

use super::snapshot::Snapshot;
use crate::backend::linux::device::Device;
use crate::backend::linux::{Linux, bytes};
use crate::model::field::Field;
use crate::model::process::{
    Counts, MapFile, MapUse, MemoryFootprint, MemoryFullInfo, MemoryMap, MemoryMapGrouped,
};
use crate::port::LinuxKernel;
use crate::{Error, Result};

/// Of what has no memory any more.
const UNKNOWN: MemoryFootprint = MemoryFootprint {
    uss: 0,
    pss: Field::Unknown,
    swap: Field::Unknown,
    shared: Field::Unknown,
    dirty: Field::Unknown,
};

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn maps(&self, snapshot: &Snapshot<K>) -> Result<Vec<MemoryMap>> {
        self.smaps(snapshot, |bytes| {
            pid_smaps::mappings(bytes).map(|mapping| mapping.map(|mapping| map(&mapping))).collect()
        })
    }

    pub(super) fn maps_by_path(&self, snapshot: &Snapshot<K>) -> Result<Vec<MemoryMapGrouped>> {
        self.smaps(snapshot, |bytes| {
            let mut groups: Vec<(Mapping<'_>, u64)> = Vec::new();
            let mut places = HashMap::new();
            for mapping in pid_smaps::mappings(bytes) {
                let mapping = mapping?;
                let place = *places.entry(mapping.path).or_insert(groups.len());
                match groups.get_mut(place) {
                    Some((first, size)) => {
                        first.sizes = first.sizes.plus(&mapping.sizes);
                        *size = size.saturating_add(length(&mapping));
                    }
                    None => groups.push((mapping, length(&mapping))),
                }
            }
            let grouped = groups.iter().map(|(first, size)| MemoryMapGrouped {
                file: file(first),
                memory: memory_use(&first.sizes, *size),
                counts: Counts::NONE,
            });
            Ok(grouped.collect())
        })
    }

    pub(super) fn footprint(&self, snapshot: &Snapshot<K>) -> Result<MemoryFootprint> {
        let sizes = self.sizes(snapshot)?;
        let uss = private(&sizes).ok_or_else(|| {
            Error::senseless(
                snapshot.path.join("smaps_rollup"),
                "pid_smaps_rollup: has no line Private_Clean or Private_Dirty".into(),
            )
        })?;
        let dirty = both(sizes.private_dirty, sizes.shared_dirty);
        let shared = both(sizes.shared_clean, sizes.shared_dirty);
        let shared = shared.map(|kib| kib.saturating_add(sizes.shared_hugetlb.unwrap_or(0)));
        Ok(MemoryFootprint {
            uss: bytes(uss),
            pss: Field::from(sizes.pss).map(bytes),
            swap: Field::from(sizes.swap).map(bytes),
            shared: Field::from(shared).map(bytes),
            dirty: Field::from(dirty).map(bytes),
        })
    }

    pub(super) fn full_memory(&self, snapshot: &Snapshot<K>) -> Result<MemoryFullInfo> {
        let footprint = match self.footprint(snapshot) {
            Err(Error::ZombieProcess { .. }) => None,
            footprint => Some(footprint?),
        };
        let uss = Field::from(footprint.as_ref().map(|it| it.uss));
        let MemoryFootprint { pss, swap, dirty, .. } = footprint.unwrap_or(UNKNOWN);
        let lib = self.status_file(snapshot)?.vm_lib;
        Ok(MemoryFullInfo {
            info: self.memory(snapshot)?,
            lib: Field::from(lib).map(bytes),
            dirty,
            uss,
            pss,
            swap,
        })
    }

    /// All mappings together; the kernel adds them up in a tenth of the time that it takes to print them.
    fn sizes(&self, snapshot: &Snapshot<K>) -> Result<Sizes> {
        let rollup =
            self.kernel.read_record(snapshot.file("smaps_rollup"), pid_smaps_rollup::parse);
        match rollup {
            // Before Linux 4.14 there is no such file; of what has no memory smaps tells the same.
            Err(error) if matches!(error.errno, Errno::ENOENT | Errno::ESRCH) => {
                self.smaps(snapshot, pid_smaps::totals)
            }
            rollup => match self.of_memory(snapshot, rollup)? {
                Some(sizes) => sizes
                    .map_err(|error| Error::kernel_data(snapshot.path.join("smaps_rollup"), error)),
                None => Ok(Sizes::ZERO),
            },
        }
    }

    /// What `smaps` says, once it is sure that it is whole; of a thread of the kernel, that nothing is mapped.
    fn smaps<T>(
        &self,
        snapshot: &Snapshot<K>,
        parse: impl Fn(&[u8]) -> psutil_parse::Result<T>,
    ) -> Result<T> {
        let read = self.kernel.read_to_end(snapshot.file("smaps"), |bytes| {
            parse(bytes).map(|answer| (answer, bytes.is_empty()))
        });
        let parsed = match self.of_memory(snapshot, read)? {
            Some(parsed) => parsed,
            None => parse(b"").map(|answer| (answer, true)),
        };
        let (answer, is_empty) =
            parsed.map_err(|error| Error::kernel_data(snapshot.path.join("smaps"), error))?;
        if is_empty {
            self.without_memory(snapshot)?;
        } else {
            // The list just ends where the process ends while it is read.
            self.still_has_memory(snapshot)?;
        }
        Ok(answer)
    }
}

fn map(mapping: &Mapping<'_>) -> MemoryMap {
    MemoryMap {
        addr_start: mapping.start,
        addr_end: mapping.end,
        perms: mapping.perms,
        offset: mapping.offset,
        file: file(mapping),
        memory: memory_use(&mapping.sizes, length(mapping)),
        counts: Counts::NONE,
    }
}

fn file(mapping: &Mapping<'_>) -> MapFile {
    let path = Some(mapping.path).filter(|path| !path.is_empty());
    let device = Device { major: mapping.major, minor: mapping.minor };
    MapFile { path: path.map(<[u8]>::to_vec), dev: Some(device.number()), ino: Some(mapping.inode) }
}

fn memory_use(sizes: &Sizes, size: u64) -> MapUse {
    MapUse {
        size,
        rss: sizes.rss.map(bytes),
        pss: sizes.pss.map(bytes),
        shared_clean: sizes.shared_clean.map(bytes),
        shared_dirty: sizes.shared_dirty.map(bytes),
        private_clean: sizes.private_clean.map(bytes),
        private_dirty: sizes.private_dirty.map(bytes),
        referenced: sizes.referenced.map(bytes),
        anonymous: sizes.anonymous.map(bytes),
        swap: sizes.swap.map(bytes),
    }
}

/// Bytes of addresses.
const fn length(mapping: &Mapping<'_>) -> u64 {
    mapping.end.saturating_sub(mapping.start)
}

/// All that is its own. A kernel that has no line for huge pages has none of them.
fn private(sizes: &Sizes) -> Option<u64> {
    let pages = both(sizes.private_clean, sizes.private_dirty)?;
    Some(pages.saturating_add(sizes.private_hugetlb.unwrap_or(0)))
}

fn both(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    Some(one?.saturating_add(other?))
}
