//! Directories and attributes of `/sys`.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use psutil_parse::linux::{dirent64, sysfs};

use super::Linux;
use crate::Result;
use crate::order::sort_by;
use crate::port::{At, LinuxKernel, Port};

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn sys_path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.paths.sysfs.join(name)
    }

    /// The names in a directory, `hwmon2` before `hwmon10`; none if there is no such directory.
    pub(super) fn names_in(&self, directory: &Path) -> Result<Vec<Vec<u8>>> {
        match self.listed(directory) {
            Err(error) if is_missing(error.errno) => Ok(Vec::new()),
            listed => Ok(listed?),
        }
    }

    /// The same of one device among others: none if it cannot be read.
    pub(super) fn names_of_device(&self, directory: &Path) -> Result<Vec<Vec<u8>>> {
        Ok(if_readable(self.listed(directory))?.unwrap_or_default())
    }

    /// The names in a directory in their order, or why they cannot be read.
    pub(super) fn listed(&self, directory: &Path) -> Port<Vec<Vec<u8>>> {
        let mut names = Vec::new();
        self.kernel.getdents(At::Path(directory), |records| {
            let entries = dirent64::names(records).filter(|name| !name.starts_with(b"."));
            names.extend(entries.map(<[u8]>::to_vec));
        })?;
        sort_by(&mut names, |a, b| order(a).cmp(&order(b)));
        Ok(names)
    }

    /// A number; `None` if it cannot be read or is none.
    pub(super) fn integer(&self, path: &Path) -> Result<Option<i64>> {
        let read = self.kernel.read_record(At::Path(path), sysfs::integer);
        Ok(if_readable(read)?.flatten())
    }

    /// Text; `None` if it cannot be read or is empty.
    pub(super) fn word(&self, path: &Path) -> Result<Option<Vec<u8>>> {
        let word = |bytes: &[u8]| sysfs::word(bytes).map(<[u8]>::to_vec);
        Ok(if_readable(self.kernel.read_record(At::Path(path), word))?.flatten())
    }
}

/// `hwmon2` before `hwmon10`, and `nvme0n1` before `zram0`.
fn order(name: &[u8]) -> (&[u8], usize, &[u8]) {
    let stem = name.split(u8::is_ascii_digit).next().unwrap_or_default();
    (stem, name.len(), name)
}

/// What a file says; `None` if it cannot be read.
///
/// A driver may refuse with any errno, and a device may go while it is looked at. Only where this program has run
/// out of something, that is no answer of the device.
pub(super) fn if_readable<T>(read: Port<T>) -> Result<Option<T>> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(error) if matches!(error.errno, Errno::EMFILE | Errno::ENFILE | Errno::ENOMEM) => {
            Err(error.into())
        }
        Err(_) => Ok(None),
    }
}

/// Whether it means that there is no such file or directory, or none any more.
const fn is_missing(errno: Errno) -> bool {
    matches!(errno, Errno::ENOENT | Errno::ENOTDIR | Errno::ENODEV)
}

/// A name as part of a path.
pub(super) fn os(name: &[u8]) -> &OsStr {
    OsStr::from_bytes(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::PortError;

    #[test]
    fn names_are_in_the_order_of_their_stems_and_numbers() {
        let mut names = ["zram0", "sdaa", "hwmon10", "nvme0n1", "sdb", "hwmon2", "hwmon"];
        names.sort_by(|a, b| order(a.as_bytes()).cmp(&order(b.as_bytes())));
        assert_eq!(names, ["hwmon", "hwmon2", "hwmon10", "nvme0n1", "sdaa", "sdb", "zram0"]);
    }

    #[test]
    fn e_f18_whatever_a_driver_says_the_sensor_is_left_out() {
        let says = |errno| if_readable::<()>(Err(PortError::new("read", errno)));
        for errno in [
            Errno::ENOENT,
            Errno::EIO,
            Errno::ENODEV,
            Errno::ENXIO,
            Errno::EAGAIN,
            Errno::EINVAL,
            Errno::EACCES,
            Errno::EPERM,
            Errno::ETIMEDOUT,
        ] {
            assert_eq!(says(errno), Ok(None), "{errno:?}");
        }
        // These are about this program: an answer without any sensor would be a lie.
        for errno in [Errno::EMFILE, Errno::ENFILE, Errno::ENOMEM] {
            assert!(says(errno).is_err(), "{errno:?}");
        }
        assert_eq!(if_readable(Ok(7)), Ok(Some(7)));
    }
}
