//! Files by `openat(2)`, `read(2)` and `close(2)` into a buffer that is used again.

use std::cell::Cell;
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::Path;

use nix::errno::Errno;
use nix::fcntl::{AT_FDCWD, OFlag, openat, readlinkat};
use nix::sys::stat::Mode;
use nix::sys::statfs::{PROC_SUPER_MAGIC, fstatfs, statfs};
use nix::sys::uio::pread;
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

/// Not waiting for a writer is for made-up trees: a FIFO in one must not stop the program.
const FOR_READING: OFlag = OFlag::O_RDONLY.union(OFlag::O_NONBLOCK).union(OFlag::O_NOCTTY);

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
    /// At a read that gives less than half a page, if all lines are shorter than that: the kernel gives whole lines,
    /// and at least a page of them if there are as many (`seq_read_iter` in `fs/seq_file.c`).
    HalfPage,
}

/// Half of the smallest page that any architecture has.
const HALF_PAGE: usize = 2048;

impl End {
    /// Whether a read that gave so many bytes was the last one.
    const fn is_at(self, length: usize, room: usize) -> bool {
        match self {
            Self::ShortRead => length < room,
            Self::EmptyRead => false,
            Self::HalfPage => length < room && length < HALF_PAGE,
        }
    }
}

impl Files for Kernel {
    type Dir = OwnedFd;
    type File = OwnedFd;

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

    fn open_file(&self, at: At<'_, OwnedFd>) -> Port<OwnedFd> {
        open(at, FOR_READING)
    }

    fn fd_of_file(&self, file: &OwnedFd) -> i32 {
        file.as_raw_fd()
    }

    fn is_of_procfs(&self, file: &OwnedFd) -> bool {
        fstatfs(file).is_ok_and(|it| it.filesystem_type() == PROC_SUPER_MAGIC)
    }

    fn reread_record<T>(
        &self,
        file: &OwnedFd,
        at: At<'_, OwnedFd>,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T> {
        let filled = filled("pread", at, |buffer| fill_at_once(file, buffer));
        filled.map(|filled| filled.hand_on(then))
    }

    fn reread_head<T>(
        &self,
        file: &OwnedFd,
        at: At<'_, OwnedFd>,
        most: usize,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T> {
        let filled = filled("pread", at, |buffer| fill_head(file, most, buffer));
        filled.map(|filled| filled.hand_on(then))
    }

    fn reread_table<T>(
        &self,
        file: &OwnedFd,
        at: At<'_, OwnedFd>,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T> {
        let next = |room: &mut [u8], at| pread(file, room, at);
        let filled = filled("pread", at, |buffer| fill(next, End::HalfPage, buffer));
        filled.map(|filled| filled.hand_on(then))
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
    fd.map_err(|errno| failed("openat", errno, at))
}

/// Out of line: what goes wrong should not stand between what goes well.
#[cold]
#[inline(never)]
fn failed(call: &'static str, errno: Errno, at: At<'_, OwnedFd>) -> PortError {
    PortError::at(call, errno, at.path())
}

fn read_file<T>(at: At<'_, OwnedFd>, end: End, then: impl FnOnce(&[u8]) -> T) -> Port<T> {
    read_once(at, end).map(|filled| filled.hand_on(then))
}

#[inline(never)]
fn read_once(at: At<'_, OwnedFd>, end: End) -> Port<Filled> {
    let fd = open(at, FOR_READING)?;
    filled("read", at, |buffer| fill(|room, _| read(&fd, room), end, buffer))
}

/// A buffer that is used again, and what is in it. Whoever fills it is there once, whatever is made of what it holds.
struct Filled {
    buffer: Vec<u8>,
    length: usize,
}

impl Filled {
    fn hand_on<T>(self, then: impl FnOnce(&[u8]) -> T) -> T {
        let Self { buffer, length } = self;
        let result = then(buffer.get(..length).unwrap_or_default());
        keep(buffer);
        result
    }
}

fn keep(buffer: Vec<u8>) {
    if buffer.len() <= KEPT_BUFFER {
        BUFFER.set(buffer);
    }
}

/// Has a buffer filled. Taken out while it is used: who is handed it may read another file.
fn filled(
    call: &'static str,
    at: At<'_, OwnedFd>,
    fill: impl FnOnce(&mut Vec<u8>) -> Result<usize, Errno>,
) -> Port<Filled> {
    let mut buffer = BUFFER.take();
    if buffer.is_empty() {
        buffer.resize(FIRST_BUFFER, 0);
    }
    match fill(&mut buffer) {
        Ok(length) => Ok(Filled { buffer, length }),
        Err(errno) => {
            keep(buffer);
            Err(failed(call, errno, at))
        }
    }
}

/// Reads to the end and says how much of the buffer is filled. `next` reads on, from the place that it is given.
fn fill(
    next: impl Fn(&mut [u8], libc::off_t) -> Result<usize, Errno>,
    end: End,
    buffer: &mut Vec<u8>,
) -> Result<usize, Errno> {
    let mut filled = 0_usize;
    loop {
        if filled == buffer.len() {
            buffer.resize(buffer.len().saturating_mul(2), 0);
        }
        let room = buffer.get_mut(filled..).unwrap_or_default();
        let place = libc::off_t::try_from(filled).map_err(|_| Errno::EFBIG)?;
        match next(room, place) {
            Ok(0) => return Ok(filled),
            Ok(length) if end.is_at(length, room.len()) => {
                return Ok(filled.saturating_add(length));
            }
            Ok(length) => filled = filled.saturating_add(length),
            Err(Errno::EINTR) => {}
            Err(errno) => return Err(errno),
        }
    }
}

/// Reads all of a record in one call, so that it does not matter who else reads the file meanwhile: a file that is
/// held has one place where its kernel goes on, whichever thread or forked process reads it.
fn fill_at_once(file: &OwnedFd, buffer: &mut Vec<u8>) -> Result<usize, Errno> {
    loop {
        match pread(file, buffer, 0) {
            Ok(length) if length < buffer.len() => return Ok(length),
            Ok(_) => buffer.resize(buffer.len().saturating_mul(2), 0),
            Err(Errno::EINTR) => {}
            Err(errno) => return Err(errno),
        }
    }
}

/// Reads the first bytes, and no more than there is room for.
fn fill_head(file: &OwnedFd, most: usize, buffer: &mut [u8]) -> Result<usize, Errno> {
    let most = most.min(buffer.len());
    let room = buffer.get_mut(..most).unwrap_or_default();
    loop {
        match pread(file, room, 0) {
            Err(Errno::EINTR) => {}
            result => return result,
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
        assert_eq!(error.path, Some(Box::new("/proc/none".into())));
        assert!(Kernel.is_procfs(Path::new("/proc")).unwrap());
        assert!(!Kernel.is_procfs(Path::new("/")).unwrap());
    }
}
