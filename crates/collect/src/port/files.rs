//! Files: where they are, what they are, and reading them.

use std::path::{Path, PathBuf};

use super::Port;

/// Where a file is: at a path, or in a directory that is held open.
#[derive(Debug)]
pub enum At<'a, D> {
    /// An absolute path.
    Path(&'a Path),
    /// A name in an open directory, and that directory's path for error messages.
    Dir(&'a D, &'a Path, &'a str),
}

impl<D> Clone for At<'_, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for At<'_, D> {}

impl<D> At<'_, D> {
    /// The whole path.
    pub fn path(&self) -> PathBuf {
        match self {
            Self::Path(path) => path.to_path_buf(),
            Self::Dir(_, path, name) => path.join(name),
        }
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStatus {
    /// The device that it is on.
    pub dev: u64,
    /// The number on that device.
    pub ino: u64,
    /// The device that it is, if it is one.
    pub rdev: u64,
    /// Kind and permissions, `st_mode`.
    pub mode: u32,
    /// Bytes.
    pub size: u64,
    /// Names that it has; 0 once it is deleted.
    pub nlink: u64,
}

/// What kind of file it is, as far as anybody here wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file.
    Regular,
    /// A pipe, with or without a name.
    Fifo,
    /// A socket.
    Socket,
    /// A directory, a device, a link.
    Other,
}

impl FileStatus {
    /// What kind of file it is. The numbers are those of every system, but each has a type of its own for them.
    pub const fn kind(&self) -> FileKind {
        match self.mode & 0o170_000 {
            0o100_000 => FileKind::Regular,
            0o010_000 => FileKind::Fifo,
            0o140_000 => FileKind::Socket,
            _ => FileKind::Other,
        }
    }

    /// Whether both are one file, whatever its names.
    pub const fn is_same_file(&self, other: &Self) -> bool {
        self.dev == other.dev && self.ino == other.ino
    }
}

/// Reading files.
pub trait Files {
    /// A directory that is held open: it stays the same one when its path comes to mean another.
    type Dir: Send + Sync + 'static;

    /// A file that is held open, to be read again and again.
    type File: Send + Sync + 'static;

    /// Holds a directory open without reading it.
    fn open_dir(&self, path: &Path) -> Port<Self::Dir>;

    /// The descriptor that this handle has in this program.
    fn fd_of_dir(&self, dir: &Self::Dir) -> i32;

    /// Reads a file that the kernel gives as one record: a short read is the end of it.
    fn read_record<T>(&self, at: At<'_, Self::Dir>, then: impl FnOnce(&[u8]) -> T) -> Port<T>;

    /// Reads a file of any length to its end.
    fn read_to_end<T>(&self, at: At<'_, Self::Dir>, then: impl FnOnce(&[u8]) -> T) -> Port<T>;

    /// Opens a file that is going to be held.
    fn open_file(&self, at: At<'_, Self::Dir>) -> Port<Self::File>;

    /// The descriptor that this file has in this program.
    fn fd_of_file(&self, file: &Self::File) -> i32;

    /// Whether it is a file of a procfs, which says at every read what is true then.
    fn is_of_procfs(&self, file: &Self::File) -> bool;

    /// [`Files::read_record`] of a file that is held, opened at this place. Any number of threads may do it at once.
    fn reread_record<T>(
        &self,
        file: &Self::File,
        at: At<'_, Self::Dir>,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T>;

    /// The first bytes of a file that is held, opened at this place: so many at most, and the last line may be cut
    /// off. Where the kernel makes up a file line by line, those that are not asked for cost nothing.
    fn reread_head<T>(
        &self,
        file: &Self::File,
        at: At<'_, Self::Dir>,
        most: usize,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T>;

    /// All of a file that is held, opened at this place, and that the kernel gives in pieces of whole lines, each of
    /// them much shorter than a page. One thread at a time.
    fn reread_table<T>(
        &self,
        file: &Self::File,
        at: At<'_, Self::Dir>,
        then: impl FnOnce(&[u8]) -> T,
    ) -> Port<T>;

    /// The target of a symbolic link.
    fn read_link(&self, at: At<'_, Self::Dir>) -> Port<Vec<u8>>;

    /// The descriptors that a folder `fd` of a procfs lists, in ascending order, and where each leads: at most 64
    /// bytes of that, and none where the kernel cannot say. Whether one went after it had been listed.
    fn fd_links(&self, at: At<'_, Self::Dir>, each: impl FnMut(i32, &[u8])) -> Port<bool>;

    /// What file is there, links followed. A server that does not answer is not waited for.
    fn file_status(&self, at: At<'_, Self::Dir>) -> Port<FileStatus>;

    /// Whether it is a file that this user may run, links followed.
    fn is_executable(&self, path: &Path) -> bool;

    /// The directory's entries, as raw `linux_dirent64` records.
    fn getdents(&self, at: At<'_, Self::Dir>, each: impl FnMut(&[u8])) -> Port<()>;

    /// Whether a procfs is mounted there, and not a mere folder of files.
    fn is_procfs(&self, path: &Path) -> Port<bool>;
}
