//! The controlling terminal: the device file that has its number.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::{Record, System};
use crate::order;
use crate::port::PlainFiles;

/// The path of the controlling terminal: `None` without one, empty if none of the usual names is its.
pub(in crate::backend) fn terminal_path<S: System>(system: &S, record: &Record) -> Option<Vec<u8>> {
    let device = record.tdev?;
    let devfs = &system.paths().devfs;
    let found = among(system, &devfs.join("pts"), device, |_| true)
        .or_else(|| among(system, devfs, device, |name| name.starts_with(b"tty") && name != b"tty"))
        .or_else(|| among(system, devfs, device, |name| name == b"console"));
    Some(found.unwrap_or_default())
}

/// The first of the files in this folder, by their names, that is the device.
fn among<S: System>(
    system: &S,
    folder: &Path,
    device: u64,
    is_wanted: impl Fn(&[u8]) -> bool,
) -> Option<Vec<u8>> {
    let mut names = system.kernel().names(folder).ok()?;
    names.retain(|name| is_wanted(name));
    order::sort(&mut names);
    names.into_iter().find_map(|name| {
        let path = folder.join(OsStr::from_bytes(&name));
        let status = system.kernel().file_status(&path).ok()?;
        let is_device = status.mode & 0o170_000 == 0o020_000;
        (is_device && status.rdev == device).then(|| path.into_os_string().into_encoded_bytes())
    })
}
