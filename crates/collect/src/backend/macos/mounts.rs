//! Mounts: `getfsstat(2)`.

use psutil_parse::bsd::char_array::text;
use psutil_parse::macos::statfs::{
    self, MNT_ASYNC, MNT_AUTOMOUNTED, MNT_CPROTECT, MNT_DEFWRITE, MNT_DONTBROWSE, MNT_DOVOLFS,
    MNT_EXPORTED, MNT_IGNORE_OWNERSHIP, MNT_JOURNALED, MNT_LOCAL, MNT_MULTILABEL, MNT_NOATIME,
    MNT_NODEV, MNT_NOEXEC, MNT_NOSUID, MNT_NOUSERXATTR, MNT_QUARANTINE, MNT_QUOTA, MNT_RDONLY,
    MNT_ROOTFS, MNT_SNAPSHOT, MNT_SYNCHRONOUS, MNT_UNION, Statfs,
};

use super::MacOs;
use crate::model::disk::DiskPartition;
use crate::port::MacOsKernel;
use crate::{Error, Result};

/// Flags and what mount(8) and psutil call them.
const OPTIONS: [(u32, &str); 22] = [
    (MNT_SYNCHRONOUS, "sync"),
    (MNT_NOEXEC, "noexec"),
    (MNT_NOSUID, "nosuid"),
    (MNT_NODEV, "nodev"),
    (MNT_UNION, "union"),
    (MNT_ASYNC, "async"),
    (MNT_CPROTECT, "cprotect"),
    (MNT_EXPORTED, "exported"),
    (MNT_QUARANTINE, "quarantine"),
    (MNT_LOCAL, "local"),
    (MNT_QUOTA, "quota"),
    (MNT_ROOTFS, "rootfs"),
    (MNT_DOVOLFS, "dovolfs"),
    (MNT_DONTBROWSE, "dontbrowse"),
    (MNT_IGNORE_OWNERSHIP, "ignore-ownership"),
    (MNT_AUTOMOUNTED, "automounted"),
    (MNT_JOURNALED, "journaled"),
    (MNT_NOUSERXATTR, "nouserxattr"),
    (MNT_DEFWRITE, "defwrite"),
    (MNT_MULTILABEL, "multilabel"),
    (MNT_NOATIME, "noatime"),
    (MNT_SNAPSHOT, "snapshot"),
];

impl<K: MacOsKernel> MacOs<K> {
    /// What is mounted; all of it, or from devices only: no maps of the automounter, and no other machine's.
    pub(super) fn partitions(&self, all: bool) -> Result<Vec<DiskPartition>> {
        let bytes = self.kernel.getfsstat()?;
        let mounts: psutil_parse::Result<Vec<_>> = statfs::rows(&bytes).collect();
        let mounts = mounts.map_err(|error| Error::kernel_data("getfsstat".into(), error))?;
        let is_wanted = |mount: &&Statfs| all || text(&mount.f_mntfromname).starts_with(b"/dev/");
        Ok(mounts.iter().filter(is_wanted).map(partition).collect())
    }
}

fn partition(mount: &Statfs) -> DiskPartition {
    let device = text(&mount.f_mntfromname);
    let access = if mount.f_flags & MNT_RDONLY == 0 { "rw" } else { "ro" };
    let set = OPTIONS.iter().filter(|(flag, _)| mount.f_flags & flag != 0);
    let options = [access].into_iter().chain(set.map(|(_, name)| *name));
    DiskPartition {
        device: (!device.is_empty()).then(|| device.to_vec()),
        mountpoint: text(&mount.f_mntonname).to_vec(),
        fstype: text(&mount.f_fstypename).to_vec(),
        opts: options.map(|option| option.as_bytes().to_vec()).collect(),
    }
}
