//! What disks did: `/proc/diskstats`, and which of them are disks: `/sys/block`.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use nix::errno::Errno;
use psutil_parse::linux::diskstats::{self, Counters, Diskstats};

use super::Linux;
use super::disk_names::{Head, is_part_of, is_virtual, path_of_multipath};
use super::held::MachineFile;
use super::procfs::Procfs;
use super::sysfs::{if_readable, os};
use crate::model::disk::{DiskIo, DiskIoCounters};
use crate::port::{At, LinuxKernel, PortError};
use crate::{Error, Result};

/// `Documentation/admin-guide/iostats.rst`: whatever the sectors of the disk itself are.
const SECTOR: u64 = 512;

/// Which block devices are disks, as sysfs last told of devices of these names.
#[derive(Debug, Default)]
pub(super) struct KnownDisks(Mutex<Vec<(Vec<u8>, bool)>>);

impl KnownDisks {
    /// The same as before, if the devices are.
    fn of(&self, stats: &[Diskstats]) -> Option<Vec<bool>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = known.iter().map(|(name, _)| name).eq(stats.iter().map(|stat| &stat.name));
        (same && !known.is_empty()).then(|| known.iter().map(|(_, physical)| *physical).collect())
    }

    fn keep(&self, stats: &[Diskstats], physical: &[bool]) {
        let names = stats.iter().map(|stat| stat.name.clone());
        let known = names.zip(physical.iter().copied()).collect();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = known;
    }
}

impl<K: LinuxKernel> Linux<K> {
    /// What every device did: disks, parts of them, and what is made of them.
    pub(super) fn every_device(&self) -> Result<Vec<DiskIo>> {
        let stats = self.diskstats()?;
        Ok(stats.into_iter().map(disk_io).collect())
    }

    /// What every disk did: the devices that a sum counts, so that every request is counted once.
    pub(super) fn every_disk(&self) -> Result<Vec<DiskIo>> {
        let mut stats = self.diskstats()?;
        let physical = match self.disks.of(&stats) {
            Some(known) => known,
            None => self.physical(&stats)?,
        };
        let mut each = physical.iter();
        stats.retain(|_| each.next() == Some(&true));
        Ok(stats.into_iter().map(disk_io).collect())
    }

    fn diskstats(&self) -> Result<Vec<Diskstats>> {
        match self.parse_machine(MachineFile::Diskstats, diskstats::parse) {
            Err(Error::System(error)) if error.errno == Errno::ENOENT => {
                self.sys_stats(&self.block_devices()?.unwrap_or_default())
            }
            Err(denied @ Error::AccessDenied { .. }) => {
                self.sys_stats(&self.block_devices()?.ok_or(denied)?)
            }
            stats => stats,
        }
    }

    /// The names in `/sys/block`, which has disks and no parts of them; `None` without a sysfs.
    fn block_devices(&self) -> Result<Option<Vec<Vec<u8>>>> {
        if_readable(self.listed(&self.sys_path("block")))
    }

    /// The same as diskstats from the device model, for kernels and sandboxes without that file.
    fn sys_stats(&self, disks: &[Vec<u8>]) -> Result<Vec<Diskstats>> {
        let mut stats = Vec::new();
        for disk in disks {
            let folder = self.block(disk);
            stats.extend(self.sys_stat(disk, &folder)?);
            let parts = self.names_of_device(&folder)?;
            for part in parts.iter().filter(|part| is_part_of(part, disk)) {
                stats.extend(self.sys_stat(part, &folder.join(os(part)))?);
            }
        }
        Ok(stats)
    }

    /// One device of them; none if it has been taken away meanwhile.
    fn sys_stat(&self, name: &[u8], folder: &Path) -> Result<Option<Diskstats>> {
        let path = folder.join("stat");
        let name = slashed(name);
        match self.kernel.read_to_end(At::Path(&path), diskstats::parse_sys_stat) {
            Ok(Ok(counters)) => Ok(Some(Diskstats { name, counters })),
            Ok(Err(error)) => Err(Error::kernel_data(path, error)),
            Err(error) if is_gone(&error) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Which of the devices are disks themselves.
    fn physical(&self, stats: &[Diskstats]) -> Result<Vec<bool>> {
        let names = || stats.iter().map(|stat| &stat.name[..]);
        // The name first: it costs nothing, and drivers keep to theirs. Parts of disks are not in /sys/block.
        let mut physical: Vec<bool> =
            names().map(|name| !is_virtual(name) && self.has_hardware(name)).collect();
        // A device that gets the name of another has its driver, and is as much of a disk. Files may be replaced.
        let lasts = physical.contains(&true) && self.procfs()? != Procfs::Files;
        if !physical.contains(&true) && self.block_devices()?.is_none() {
            // There are disks perhaps, and no sysfs to tell.
            let is_disk = |name: &[u8]| !names().any(|disk| is_part_of(name, disk));
            physical = names().map(|name| !is_virtual(name) && is_disk(name)).collect();
        }
        // Disks that are reached by several paths: the paths do the work, and older kernels count only there.
        let counted = names().zip(&physical).filter(|(_, counted)| **counted);
        let heads: Vec<Head<'_>> =
            counted.filter_map(|(name, _)| path_of_multipath(name)).collect();
        for (name, counted) in names().zip(&mut physical) {
            *counted &= !heads.iter().any(|head| head.is(name));
        }
        if lasts {
            self.disks.keep(stats, &physical);
        }
        Ok(physical)
    }

    /// Whether there is a device behind the disk. What is made of other disks, of files or of memory has none.
    fn has_hardware(&self, name: &[u8]) -> bool {
        // A link, which may lead nowhere where only /sys/block is shown; in a copy of the tree it may be a folder.
        match self.kernel.read_link(At::Path(&self.block(name).join("device"))) {
            Ok(_) => true,
            Err(error) => error.errno == Errno::EINVAL,
        }
    }

    fn block(&self, name: &[u8]) -> PathBuf {
        // sysfs has no slash in a name: cciss!c0d0
        let name: Vec<u8> =
            name.iter().map(|&byte| if byte == b'/' { b'!' } else { byte }).collect();
        self.sys_path("block").join(os(&name))
    }
}

fn disk_io(stat: Diskstats) -> DiskIo {
    DiskIo { name: stat.name, counters: counters(stat.counters) }
}

fn counters(stat: Counters) -> DiskIoCounters {
    DiskIoCounters {
        read_count: stat.reads,
        write_count: stat.writes,
        read_bytes: stat.sectors_read.saturating_mul(SECTOR),
        write_bytes: stat.sectors_written.saturating_mul(SECTOR),
        read_time: stat.read_ms.into(),
        write_time: stat.write_ms.into(),
        read_merged_count: stat.reads_merged.into(),
        write_merged_count: stat.writes_merged.into(),
        busy_time: stat.io_ms.into(),
    }
}

/// The name below `/dev` of a name in sysfs.
fn slashed(name: &[u8]) -> Vec<u8> {
    name.iter().map(|&byte| if byte == b'!' { b'/' } else { byte }).collect()
}

const fn is_gone(error: &PortError) -> bool {
    matches!(error.errno, Errno::ENOENT | Errno::ENODEV | Errno::ENXIO | Errno::ENOTDIR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn devices(names: &[&str]) -> Vec<Diskstats> {
        let device = |name: &&str| Diskstats {
            name: name.as_bytes().to_vec(),
            counters: Counters::default(),
        };
        names.iter().map(device).collect()
    }

    #[test]
    fn what_is_a_disk_is_known_while_the_devices_are_the_same() {
        let known = KnownDisks::default();
        assert_eq!(known.of(&devices(&[])), None);
        assert_eq!(known.of(&devices(&["sda"])), None);
        known.keep(&devices(&["sda", "sda1"]), &[true, false]);
        assert_eq!(known.of(&devices(&["sda", "sda1"])), Some(vec![true, false]));
        for others in [&["sda"][..], &["sda", "sda1", "sdb"], &["sda1", "sda"], &[]] {
            assert_eq!(known.of(&devices(others)), None, "{others:?}");
        }
    }
}
