//! Mounts: `getvfsstat(2)`.

use psutil_parse::netbsd::statvfs::{MNT_FLAGS, Statvfs};

use super::{NetBsd, structs};
use crate::Result;
use crate::model::disk::DiskPartition;
use crate::port::NetBsdKernel;

/// What the kernel calls the device of the root before that has been mounted anew.
const ROOT_DEVICE: &[u8] = b"root_device";

impl<K: NetBsdKernel> NetBsd<K> {
    /// What is mounted; all of it, or from devices only.
    pub(super) fn partitions(&self, all: bool) -> Result<Vec<DiskPartition>> {
        let mounts: Vec<Statvfs> = structs("getvfsstat", &self.kernel.getfsstat()?)?;
        let wanted = mounts.iter().filter(|mount| all || is_on_device(mount));
        Ok(wanted.map(partition).collect())
    }
}

fn partition(mount: &Statvfs) -> DiskPartition {
    DiskPartition {
        device: Some(mount.mntfromname().to_vec()).filter(|device| !device.is_empty()),
        mountpoint: mount.mntonname().to_vec(),
        fstype: mount.fstypename().to_vec(),
        opts: options(mount.f_flag),
    }
}

/// A folder that is mounted a second time has a path too, and a pool of ZFS has none.
fn is_on_device(mount: &Statvfs) -> bool {
    let device = mount.mntfromname();
    device.starts_with(b"/dev/") || device == ROOT_DEVICE || mount.fstypename() == b"zfs"
}

/// In the words of mount(8).
fn options(flags: u64) -> Vec<Vec<u8>> {
    let mut opts = vec![b"rw".to_vec()];
    for (_, name) in MNT_FLAGS.iter().filter(|(flag, _)| flags & flag != 0) {
        match *name {
            "MNT_RDONLY" => opts = vec![b"ro".to_vec()], // the first of all
            "MNT_SYNCHRONOUS" => opts.push(b"sync".to_vec()),
            name => opts.push(word(name)),
        }
    }
    opts
}

fn word(name: &str) -> Vec<u8> {
    name.strip_prefix("MNT_").unwrap_or(name).to_ascii_lowercase().into_bytes()
}
