//! `/proc/PID/fd`: descriptors and where they lead, at the price of one system call each.

use std::os::fd::{AsRawFd, OwnedFd};

use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::unistd::{Whence, lseek};
use psutil_parse::linux::dirent64;

use super::files::{list, open};
use crate::port::{At, Port, PortError};

/// More than any `socket:[4294967295]` takes.
const LONGEST: usize = 64;
/// What comes before the descriptor 0 in such a folder: `.` and `..`.
const DOTS: libc::off_t = 2;

/// Hands over each descriptor and where it leads; whether one went after it was listed.
///
/// Most descriptors of most processes have the lowest numbers, none left out: they are found by trying. Only what is
/// behind the first gap is listed, for the kernel takes time to write names too. Its place in such a folder is a
/// descriptor's number.
pub(super) fn each(at: At<'_, OwnedFd>, mut each: impl FnMut(i32, &[u8])) -> Port<bool> {
    let failed = |errno| PortError::at("readlinkat", errno, at.path());
    let dir = open(at, OFlag::O_RDONLY | OFlag::O_DIRECTORY)?;
    let mut buffer = [0; LONGEST];
    let mut gap = 0_i32;
    while let Some(target) = target(&dir, gap, &mut buffer).map_err(failed)? {
        each(gap, target);
        gap = gap.checked_add(1).ok_or(failed(Errno::EOVERFLOW))?;
    }
    lseek(&dir, libc::off_t::from(gap).saturating_add(DOTS), Whence::SeekSet)
        .map_err(|errno| PortError::at("lseek", errno, at.path()))?;
    let mut is_one_gone = false;
    let mut failure = None;
    list(&dir, at, |records| {
        for fd in dirent64::pids(records).filter(|fd| *fd >= gap) {
            match target(&dir, fd, &mut buffer) {
                Ok(Some(target)) => each(fd, target),
                Ok(None) => is_one_gone = true,
                Err(errno) => failure = Some(errno),
            }
        }
    })?;
    failure.map_or(Ok(is_one_gone), |errno| Err(failed(errno)))
}

/// Where a descriptor leads; `None` if there is none. Empty if its path is too long for the kernel.
fn target<'a>(
    dir: &OwnedFd,
    fd: i32,
    buffer: &'a mut [u8; LONGEST],
) -> Result<Option<&'a [u8]>, Errno> {
    let name = Name::of(fd);
    // SAFETY: the name ends with a NUL, buffer has room for what is said, both outlive the call; the descriptor is open.
    let length = unsafe {
        libc::readlinkat(dir.as_raw_fd(), name.pointer(), buffer.as_mut_ptr().cast(), buffer.len())
    };
    match Errno::result(length) {
        Ok(length) => Ok(Some(buffer.get(..length.unsigned_abs()).unwrap_or_default())),
        Err(Errno::ENOENT) => Ok(None),
        Err(Errno::ENAMETOOLONG) => Ok(Some(&[])),
        Err(errno) => Err(errno),
    }
}

/// A number as text with a NUL behind it, without the price of a string.
struct Name([u8; 12], usize);

impl Name {
    fn of(number: i32) -> Self {
        let mut rest = number.unsigned_abs();
        let mut name = Self([0; 12], 11);
        loop {
            name.1 = name.1.saturating_sub(1);
            if let (Some(place), Ok(digit)) = (name.0.get_mut(name.1), u8::try_from(rest % 10)) {
                *place = b'0'.saturating_add(digit);
            }
            rest /= 10;
            if rest == 0 {
                return name;
            }
        }
    }

    fn pointer(&self) -> *const libc::c_char {
        self.0.get(self.1..).unwrap_or(&self.0).as_ptr().cast()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::ffi::CStr;
    use std::os::fd::FromRawFd;
    use std::path::Path;

    use super::*;
    use crate::port::{Files, Kernel};

    #[test]
    fn names_are_the_numbers() {
        for number in [0, 7, 10, 123, i32::MAX] {
            let name = Name::of(number);
            let text = CStr::from_bytes_until_nul(&name.0[name.1..]).unwrap();
            assert_eq!(text.to_str().unwrap(), number.to_string());
        }
    }

    #[test]
    fn gaps_leave_nothing_out() {
        // Two pairs far apart: between them and behind them are gaps, whatever else this program has open.
        let (near, far) = std::os::unix::net::UnixStream::pair().unwrap();
        let duplicate = |of: &std::os::unix::net::UnixStream, from: i32| {
            // SAFETY: numbers only; what it returns is checked, and nobody else knows of it.
            let fd = unsafe { libc::fcntl(of.as_raw_fd(), libc::F_DUPFD_CLOEXEC, from) };
            assert!(fd >= from);
            // SAFETY: see above.
            unsafe { OwnedFd::from_raw_fd(fd) }
        };
        let held = [duplicate(&near, 300), duplicate(&far, 301), duplicate(&near, 900)];
        let mut found = BTreeMap::new();
        let mut numbers = Vec::new();
        each(At::Path(Path::new("/proc/self/fd")), |fd, link| {
            found.insert(fd, link.to_vec());
            numbers.push(fd);
        })
        .unwrap();
        assert!(numbers.is_sorted());
        let fds = held.iter().map(AsRawFd::as_raw_fd);
        for fd in fds.chain([near.as_raw_fd(), far.as_raw_fd()]) {
            let path = format!("/proc/self/fd/{fd}");
            let link = Kernel.read_link(At::Path(Path::new(&path))).unwrap();
            assert_eq!(found.get(&fd), Some(&link), "{fd}");
        }
    }

    #[test]
    fn who_is_not_there_has_none() {
        let error = each(At::Path(Path::new("/proc/none/fd")), |_, _| ()).unwrap_err();
        assert_eq!(error.errno, Errno::ENOENT);
    }
}
