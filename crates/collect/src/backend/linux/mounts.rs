//! Mounts: `/proc/self/mountinfo`, `/proc/filesystems`, and for `/dev/root` `/sys/dev/block`.
//!
//! `/etc/mtab` is never asked: where it is a file of its own it tells what mount(8) once wrote there.

use psutil_parse::linux::pid_mountinfo::{self, Mountinfo};
use psutil_parse::linux::{filesystems, partitions, sys_uevent};

use super::Linux;
use super::procfs::Procfs;
use crate::Result;
use crate::model::disk::DiskPartition;
use crate::port::{At, LinuxKernel};

/// What is on devices although the kernel counts it among those that are not, or gives it numbers of none.
const ON_DEVICES_ALL_THE_SAME: [&[u8]; 3] = [b"zfs", b"btrfs", b"bcachefs"];

impl<K: LinuxKernel> Linux<K> {
    /// What is mounted; all of it, or from devices only.
    pub(super) fn partitions(&self, all: bool) -> Result<Vec<DiskPartition>> {
        let mounts = self.mounts()?;
        if all {
            return Ok(mounts.into_iter().map(|mount| self.partition(mount)).collect());
        }
        let kinds = self.kinds_on_devices();
        let real = mounts.into_iter().filter(|mount| is_on_device(mount, kinds.as_deref()));
        let real = real.map(|mount| self.partition(mount));
        Ok(real.filter(|partition| partition.device.is_some()).collect())
    }

    fn mounts(&self) -> Result<Vec<Mountinfo>> {
        // Seen from a container, the machine's mounts are those of its init, if we may see them.
        if self.procfs()? == Procfs::Foreign
            && let Ok(mounts) = self.read_proc("1/mountinfo", pid_mountinfo::parse)
        {
            return Ok(mounts);
        }
        self.read_proc("self/mountinfo", pid_mountinfo::parse)
    }

    /// The kinds of file systems that live on devices; `None` where the kernel does not let us know, as on
    /// Android and on hardened systems.
    fn kinds_on_devices(&self) -> Option<Vec<Vec<u8>>> {
        let kinds = self.read_proc("filesystems", filesystems::on_devices).ok()?;
        (!kinds.is_empty()).then_some(kinds)
    }

    fn partition(&self, mount: Mountinfo) -> DiskPartition {
        let opts = options(&mount);
        let device = match &mount.source[..] {
            b"" | b"none" => None,
            b"/dev/root" | b"rootfs" => Some(self.root_device(&mount).unwrap_or(mount.source)),
            _ => Some(mount.source),
        };
        DiskPartition { device, mountpoint: mount.mount_point, fstype: mount.fstype, opts }
    }

    /// The device of a mount that the kernel made itself, before anything had a name.
    fn root_device(&self, mount: &Mountinfo) -> Option<Vec<u8>> {
        let Mountinfo { major, minor, .. } = *mount;
        let uevent = self.sys_path(format!("dev/block/{major}:{minor}/uevent"));
        let named = |bytes: &[u8]| sys_uevent::devname(bytes).map(<[u8]>::to_vec);
        let name =
            self.kernel.read_to_end(At::Path(&uevent), named).ok().flatten().or_else(|| {
                let named = |bytes: &[u8]| partitions::name_of(bytes, major, minor);
                self.read_proc("partitions", named).ok().flatten()
            })?;
        Some([b"/dev/", &name[..]].concat())
    }
}

fn is_on_device(mount: &Mountinfo, kinds: Option<&[Vec<u8>]>) -> bool {
    let kind = &mount.fstype[..];
    ON_DEVICES_ALL_THE_SAME.contains(&kind)
        // without the list: what is on no device has numbers of none
        || kinds.map_or(mount.major != 0, |kinds| kinds.iter().any(|known| known == kind))
}

/// The options of the mount and of its file system, each once, as findmnt(8).
fn options(mount: &Mountinfo) -> Vec<Vec<u8>> {
    let [of_mount, of_super] = [&mount.options, &mount.super_options];
    let both = pid_mountinfo::options(of_mount).chain(pid_mountinfo::options(of_super));
    // Either may forbid writing. Nothing in that word would be escaped.
    let forbids = |list: &[u8]| list.split(|&byte| byte == b',').any(|option| option == b"ro");
    let mode: &[u8] = if forbids(of_mount) || forbids(of_super) { b"ro" } else { b"rw" };
    let mut opts = vec![mode.to_vec()];
    for option in both.filter(|option| option != b"ro" && option != b"rw") {
        if !opts.contains(&option) {
            opts.push(option);
        }
    }
    opts
}
