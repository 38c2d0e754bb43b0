//! Mounts: `getfsstat(2)`.

use psutil_parse::freebsd::statfs::{self, FLAGS, Statfs};

use super::FreeBsd;
use crate::model::disk::DiskPartition;
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

const READ_ONLY: &str = "RDONLY";

/// Options that mount(8) calls otherwise than the constant is called.
const WORDS: [(&str, &str); 3] =
    [("SYNCHRONOUS", "sync"), ("NFS4ACLS", "nfsv4acls"), ("SOFTDEP", "soft-updates")];

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// What is mounted; all of it, or from devices only.
    pub(super) fn partitions(&self, all: bool) -> Result<Vec<DiskPartition>> {
        let bytes = self.kernel.getfsstat()?;
        let mut partitions = Vec::new();
        for mount in statfs::rows(&bytes) {
            let mount = mount.map_err(|error| Error::kernel_data("getfsstat".into(), error))?;
            if all || is_on_device(&mount) {
                partitions.push(partition(&mount));
            }
        }
        Ok(partitions)
    }
}

/// Datasets of ZFS have a pool, and no device of their own; a program that is a file system is no device.
fn is_on_device(mount: &Statfs) -> bool {
    let device = mount.mntfromname();
    mount.fstypename() == b"zfs" || (device.starts_with(b"/dev/") && device != b"/dev/fuse")
}

fn partition(mount: &Statfs) -> DiskPartition {
    let device = Some(mount.mntfromname()).filter(|name| !matches!(*name, b"" | b"none"));
    DiskPartition {
        device: device.map(<[u8]>::to_vec),
        mountpoint: mount.mntonname().to_vec(),
        fstype: mount.fstypename().to_vec(),
        opts: options(mount.f_flags),
    }
}

/// In the words of mount(8), `ro` or `rw` first.
fn options(flags: u64) -> Vec<Vec<u8>> {
    let mut words = vec![b"rw".to_vec()];
    for (_, name) in FLAGS.iter().filter(|(bit, _)| flags & bit != 0) {
        if *name == READ_ONLY {
            words = vec![b"ro".to_vec()]; // the lowest bit, and the first
        } else {
            let word = WORDS.iter().find(|(constant, _)| constant == name);
            let word = word.map_or_else(|| name.to_ascii_lowercase(), |(_, word)| (*word).into());
            words.push(word.into_bytes());
        }
    }
    words
}
