//! What kind of file it is, by `statx(2)`.
//!
//! `AT_STATX_DONT_SYNC`: what the kernel knows already. A descriptor may belong to a file on a server that no
//! longer answers, and stat(2) would wait for it.

use std::ffi::CString;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;

use nix::errno::Errno;
use nix::fcntl::{AT_FDCWD, AtFlags};
use nix::sys::stat::{FileStat, fstat, fstatat};

use crate::port::{At, FileStatus, Port, PortError};

pub(super) fn status(at: At<'_, OwnedFd>) -> Port<FileStatus> {
    let (dir, name) = match at {
        At::Path(path) => (libc::AT_FDCWD, path.as_os_str().as_bytes()),
        At::Dir(dir, _, name) => (dir.as_raw_fd(), name.as_bytes()),
    };
    match statx(dir, name, 0) {
        // Sandboxes older than the call refuse it.
        Err(Errno::ENOSYS | Errno::EPERM) => {
            let status = match at {
                At::Path(path) => fstatat(AT_FDCWD, path, AtFlags::empty()),
                At::Dir(dir, _, name) => fstatat(dir, name, AtFlags::empty()),
            };
            status.map(from_stat).map_err(|errno| PortError::at("fstatat", errno, at.path()))
        }
        status => status.map_err(|errno| PortError::at("statx", errno, at.path())),
    }
}

/// What is open. Its number has all its bits, which `struct stat` of a machine of 32 bits has no room for.
pub(super) fn status_of(fd: &OwnedFd) -> Port<FileStatus> {
    match statx(fd.as_raw_fd(), b"", libc::AT_EMPTY_PATH) {
        Err(Errno::ENOSYS | Errno::EPERM) => {
            fstat(fd).map(from_stat).map_err(|errno| PortError::new("fstat", errno))
        }
        status => status.map_err(|errno| PortError::new("statx", errno)),
    }
}

fn statx(dir: RawFd, name: &[u8], flags: i32) -> Result<FileStatus, Errno> {
    let name = CString::new(name).map_err(|_| Errno::EINVAL)?;
    let mut status = MaybeUninit::<libc::statx>::uninit();
    // SAFETY: the name ends with a NUL and outlives the call, the descriptor is open or AT_FDCWD, and status
    // has room for the struct statx that the kernel writes. As a bare call, for libcs that lack the function.
    let result = unsafe {
        libc::syscall(
            libc::SYS_statx,
            dir,
            name.as_ptr(),
            libc::AT_STATX_DONT_SYNC | libc::AT_NO_AUTOMOUNT | flags,
            libc::STATX_BASIC_STATS,
            status.as_mut_ptr(),
        )
    };
    Errno::result(result)?;
    // SAFETY: the call succeeded, so the kernel has written all of the struct.
    let status = unsafe { status.assume_init() };
    Ok(FileStatus {
        dev: libc::makedev(status.stx_dev_major, status.stx_dev_minor),
        ino: status.stx_ino,
        rdev: libc::makedev(status.stx_rdev_major, status.stx_rdev_minor),
        mode: u32::from(status.stx_mode),
        size: status.stx_size,
        nlink: u64::from(status.stx_nlink),
    })
}

/// The widths of these fields differ between architectures and libcs.
#[allow(
    clippy::useless_conversion,
    clippy::unnecessary_fallible_conversions,
    reason = "not everywhere"
)]
fn from_stat(status: FileStat) -> FileStatus {
    FileStatus {
        dev: status.st_dev,
        ino: status.st_ino.into(),
        rdev: status.st_rdev,
        mode: status.st_mode,
        size: u64::try_from(status.st_size).unwrap_or(0),
        nlink: status.st_nlink.into(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn says_what_fstatat_says() {
        for path in ["/dev/null", "/proc/self/exe", "/"].map(Path::new) {
            let expected = from_stat(fstatat(AT_FDCWD, path, AtFlags::empty()).unwrap());
            assert_eq!(status(At::Path(path)), Ok(expected));
        }
    }

    #[test]
    fn what_is_open_says_the_same() {
        let path = Path::new("/proc/self/exe");
        let open = nix::fcntl::open(path, nix::fcntl::OFlag::O_PATH, nix::sys::stat::Mode::empty());
        assert_eq!(status_of(&open.unwrap()), status(At::Path(path)));
    }

    #[test]
    fn errors_name_call_and_path() {
        let error = status(At::Path(Path::new("/none"))).unwrap_err();
        assert_eq!((error.call, error.errno), ("statx", Errno::ENOENT));
        assert_eq!(error.path, Some(Box::new("/none".into())));
    }
}
