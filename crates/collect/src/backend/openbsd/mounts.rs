//! Mounts: `getfsstat(2)`.

use psutil_parse::openbsd::statfs::{Statfs, flags};
use psutil_parse::record::rows;

use super::OpenBsd;
use crate::model::disk::DiskPartition;
use crate::port::OpenBsdKernel;
use crate::{Error, Result};

/// How `mount(8)` calls what a flag says. Not `MNT_LOCAL` and `MNT_ROOTFS`, which are no options.
const OPTIONS: [(u32, &str); 9] = [
    (flags::MNT_SYNCHRONOUS, "sync"),
    (flags::MNT_NOEXEC, "noexec"),
    (flags::MNT_NOSUID, "nosuid"),
    (flags::MNT_NODEV, "nodev"),
    (flags::MNT_NOPERM, "noperm"),
    (flags::MNT_ASYNC, "async"),
    (flags::MNT_WXALLOWED, "wxallowed"),
    (flags::MNT_QUOTA, "quota"),
    (flags::MNT_NOATIME, "noatime"),
];

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// What is mounted; all of it, or from devices only.
    pub(super) fn partitions(&self, all: bool) -> Result<Vec<DiskPartition>> {
        let bytes = self.kernel.getfsstat()?;
        let mounts = rows::<Statfs>("statfs", &bytes, Statfs::SIZE);
        let mounts = mounts
            .collect::<psutil_parse::Result<Vec<_>>>()
            .map_err(|error| Error::kernel_data("getfsstat".into(), error))?;
        let wanted = mounts.iter().filter(|mount| all || mount.mntfromname().starts_with(b"/dev/"));
        Ok(wanted.map(partition).collect())
    }
}

fn partition(mount: &Statfs) -> DiskPartition {
    let device = Some(mount.mntfromname()).filter(|name| !name.is_empty());
    DiskPartition {
        device: device.map(<[u8]>::to_vec),
        mountpoint: mount.mntonname().to_vec(),
        fstype: mount.fstypename().to_vec(),
        opts: options(mount.f_flags),
    }
}

fn options(set: u32) -> Vec<Vec<u8>> {
    let mode = if set & flags::MNT_RDONLY == 0 { "rw" } else { "ro" };
    let named = OPTIONS.iter().filter(|(flag, _)| set & flag != 0).map(|(_, name)| *name);
    [mode].into_iter().chain(named).map(Into::into).collect()
}
