//! Files by `openat(2)`, `read(2)` and `close(2)` into a buffer that is used again.

use std::cell::Cell;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::path::Path;

use nix::errno::Errno;
use nix::fcntl::{AT_FDCWD, OFlag, openat, readlinkat};
use nix::sys::stat::Mode;
use nix::sys::statfs::{PROC_SUPER_MAGIC, statfs};
use nix::unistd::{AccessFlags, access, read};

use super::status::status;
use super::{Kernel, fd_links};
use crate::port::{At, FileKind, FileStatus, Files, Port, PortError};

/// Large enough for any file of one process on the first read.
const FIRST_BUFFER: usize = 16 * 1024;
/// What a buffer may keep between two calls; a larger one is given back.
const KEPT_BUFFER: usize = 256 * 1024;
/// Larger buffers do not make `getdents64` any faster.
const DIRENT_BUFFER: usize = 64 * 1024;

thread_local! {
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    static DIRENTS: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// When a file is over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// At the first read that does not fill the buffer.
    ShortRead,
    /// At the read that gives nothing.
    EmptyRead,
}

impl Files for Kernel {
    type Dir = OwnedFd;

    fn open_dir(&self, path: &Path) -> Port<OwnedFd> {
        open(At::Path(path), OFlag::O_PATH | OFlag::O_DIRECTORY)
    }

    fn fd_of_dir(&self, dir: &OwnedFd) -> i32 {
        dir.as_raw_fd()
    }

    fn read_record<T>(&self, at: At<'_, OwnedFd>, then: impl FnOnce(&[u8]) -> T) -> Port<T> {
        read_file(at, End::ShortRead, then)
    }

    fn read_to_end<T>(&self, at: At<'_, OwnedFd>, then: impl FnOnce(&[u8]) -> T) -> Port<T> {
        read_file(at, End::EmptyRead, then)
    }

    fn read_link(&self, at: At<'_, OwnedFd>) -> Port<Vec<u8>> {
        use std::os::unix::ffi::OsStringExt;
        let target = match at {
            At::Path(path) => readlinkat(AT_FDCWD, path),
            At::Dir(dir, _, name) => readlinkat(dir, name),
        };
        let target = target.map_err(|errno| PortError::at("readlinkat", errno, at.path()))?;
        Ok(target.into_vec())
    }

    fn file_status(&self, at: At<'_, OwnedFd>) -> Port<FileStatus> {
        status(at)
    }

    fn is_executable(&self, path: &Path) -> bool {
        let is_file = |status: FileStatus| status.kind() == FileKind::Regular;
        status(At::Path(path)).is_ok_and(is_file) && access(path, AccessFlags::X_OK).is_ok()
    }

    fn fd_links(&self, at: At<'_, OwnedFd>, each: impl FnMut(i32, &[u8])) -> Port<bool> {
        fd_links::each(at, each)
    }

    fn getdents(&self, at: At<'_, OwnedFd>, each: impl FnMut(&[u8])) -> Port<()> {
        list(&open(at, OFlag::O_RDONLY | OFlag::O_DIRECTORY)?, at, each)
    }

    fn is_procfs(&self, path: &Path) -> Port<bool> {
        let file_system =
            statfs(path).map_err(|errno| PortError::at("statfs", errno, path.to_path_buf()))?;
        Ok(file_system.filesystem_type() == PROC_SUPER_MAGIC)
    }
}

/// Hands over the entries of an open directory, from where it is at to the end.
pub(super) fn list(dir: &OwnedFd, at: At<'_, OwnedFd>, mut each: impl FnMut(&[u8])) -> Port<()> {
    // Taken out while it is used, as that of files.
    let mut buffer = DIRENTS.take();
    buffer.resize(DIRENT_BUFFER, 0);
    let end = loop {
        // SAFETY: getdents64 writes at most buffer.len() bytes to buffer, which outlives the call;
        // the descriptor is open. libc has no wrapper for it on every Linux libc.
        let length = unsafe {
            libc::syscall(libc::SYS_getdents64, dir.as_raw_fd(), buffer.as_mut_ptr(), buffer.len())
        };
        match Errno::result(length).map(|length| usize::try_from(length).unwrap_or(0)) {
            Ok(0) => break Ok(()),
            Ok(length) => each(buffer.get(..length).unwrap_or_default()),
            Err(errno) => break Err(PortError::at("getdents64", errno, at.path())),
        }
    };
    DIRENTS.set(buffer);
    end
}

pub(super) fn open(at: At<'_, OwnedFd>, flags: OFlag) -> Port<OwnedFd> {
    let flags = flags | OFlag::O_CLOEXEC;
    let fd = match at {
        At::Path(path) => openat(AT_FDCWD, path, flags, Mode::empty()),
        At::Dir(dir, _, name) => openat(dir, name, flags, Mode::empty()),
    };
    fd.map_err(|errno| PortError::at("openat", errno, at.path()))
}

fn read_file<T>(at: At<'_, OwnedFd>, end: End, then: impl FnOnce(&[u8]) -> T) -> Port<T> {
    // Not waiting for a writer is for made-up trees: a FIFO in one must not stop the program.
    let fd = open(at, OFlag::O_RDONLY | OFlag::O_NONBLOCK | OFlag::O_NOCTTY)?;
    // Taken out while it is used: `then` may read another file.
    let mut buffer = BUFFER.take();
    let length = fill(&fd, end, &mut buffer);
    let result = match length {
        Ok(length) => Ok(then(buffer.get(..length).unwrap_or_default())),
        Err(errno) => Err(PortError::at("read", errno, at.path())),
    };
    if buffer.len() <= KEPT_BUFFER {
        BUFFER.set(buffer);
    }
    result
}

/// Reads to the end and says how much of the buffer is filled.
fn fill(fd: &impl AsFd, end: End, buffer: &mut Vec<u8>) -> Result<usize, Errno> {
    if buffer.is_empty() {
        buffer.resize(FIRST_BUFFER, 0);
    }
    let mut filled = 0_usize;
    loop {
        if filled == buffer.len() {
            buffer.resize(buffer.len().saturating_mul(2), 0);
        }
        let room = buffer.get_mut(filled..).unwrap_or_default();
        match read(fd, room) {
            Ok(0) => return Ok(filled),
            Ok(length) if end == End::ShortRead && length < room.len() => {
                return Ok(filled.saturating_add(length));
            }
            Ok(length) => filled = filled.saturating_add(length),
            Err(Errno::EINTR) => {}
            Err(errno) => return Err(errno),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_larger_than_the_buffer_is_read_whole() {
        let path = std::env::temp_dir().join(format!("psutil-files-{}", std::process::id()));
        let written = vec![b'x'; 3 * FIRST_BUFFER + 7];
        std::fs::write(&path, &written).unwrap();
        for end in [End::ShortRead, End::EmptyRead] {
            let read = read_file(At::Path(&path), end, <[u8]>::to_vec).unwrap();
            assert!(read == written);
        }
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_read_within_a_read_has_a_buffer_of_its_own() {
        let path = Path::new("/proc/self/stat");
        let both = read_file(At::Path(path), End::ShortRead, |outer| {
            let inner = read_file(At::Path(path), End::ShortRead, <[u8]>::to_vec).unwrap();
            (outer.to_vec(), inner)
        });
        let (outer, inner) = both.unwrap();
        assert_eq!(outer.split(|&b| b == b' ').next(), inner.split(|&b| b == b' ').next());
    }

    #[test]
    fn errors_name_call_and_path() {
        let error = Kernel.open_dir(Path::new("/proc/none")).unwrap_err();
        assert_eq!((error.call, error.errno), ("openat", Errno::ENOENT));
        assert_eq!(error.path.as_deref(), Some(Path::new("/proc/none")));
        assert!(Kernel.is_procfs(Path::new("/proc")).unwrap());
        assert!(!Kernel.is_procfs(Path::new("/")).unwrap());
    }
}
