//! The controlling terminal: `tty_nr` of `stat`, and the device file that has this number.

use std::path::Path;

use psutil_parse::linux::dirent64;

use super::snapshot::Snapshot;
use crate::Result;
use crate::backend::linux::Linux;
use crate::backend::linux::device::Device;
use crate::port::{At, LinuxKernel};

/// `UNIX98_PTY_SLAVE_MAJOR` and the seven after it, `linux/major.h`.
const PTY_MAJORS: std::ops::RangeInclusive<u32> = 136..=143;
/// Minor numbers of one major for pseudo terminals.
const PTYS_OF_MAJOR: u32 = 256;

impl<K: LinuxKernel> Linux<K> {
    /// The device that is the controlling terminal; `None` without one.
    fn terminal_device(&self, snapshot: &Snapshot<K>) -> Result<Option<Device>> {
        let number = self.stat(snapshot)?.tty_nr;
        Ok((number != 0).then(|| Device::from_tty_nr(number)))
    }

    pub(super) fn is_in_terminal(&self, snapshot: &Snapshot<K>) -> Result<bool> {
        Ok(self.terminal_device(snapshot)?.is_some())
    }

    /// The path of the controlling terminal: `None` without one, empty if none of the usual names is its.
    pub(super) fn terminal_path(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        let Some(device) = self.terminal_device(snapshot)? else {
            return Ok(None);
        };
        let path = match pty(device) {
            Some(number) => self.if_it_is(device, &format!("pts/{number}")),
            None => self.named_terminal(device),
        };
        Ok(Some(path.unwrap_or_default()))
    }

    /// Among `tty`, `tty1`, `ttyS0`, `ttyUSB0` and so on.
    fn named_terminal(&self, device: Device) -> Option<Vec<u8>> {
        let mut names = Vec::new();
        let listed = self.kernel.getdents(At::Path(&self.paths.devfs), |records| {
            let ttys = dirent64::names(records).filter(|name| name.starts_with(b"tty"));
            names.extend(ttys.filter_map(|name| str::from_utf8(name).ok()).map(str::to_owned));
        });
        listed.ok()?;
        names.iter().find_map(|name| self.if_it_is(device, name))
    }

    fn if_it_is(&self, device: Device, name: &str) -> Option<Vec<u8>> {
        let path = self.paths.devfs.join(Path::new(name));
        let status = self.kernel.file_status(At::Path(&path)).ok()?;
        let is_it = Device::from_number(status.rdev) == device;
        is_it.then(|| path.into_os_string().into_encoded_bytes())
    }
}

/// The number of a pseudo terminal, `N` of `/dev/pts/N`.
pub(in crate::backend::linux) fn pty(device: Device) -> Option<u32> {
    let major = PTY_MAJORS.contains(&device.major).then_some(device.major)?;
    let before = major.checked_sub(*PTY_MAJORS.start())?.checked_mul(PTYS_OF_MAJOR)?;
    before.checked_add(device.minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudo_terminals_go_through_eight_majors() {
        assert_eq!(pty(Device { major: 136, minor: 7 }), Some(7));
        assert_eq!(pty(Device { major: 137, minor: 0 }), Some(256));
        assert_eq!(pty(Device { major: 4, minor: 1 }), None);
    }
}
