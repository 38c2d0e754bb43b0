//! Files by their paths: configuration, devices, lists of who is logged in.

use std::path::Path;

use super::{FileStatus, Port};

/// Files that are read now and then, and whole.
pub trait PlainFiles {
    /// All of a file.
    fn read_file(&self, path: &Path) -> Port<Vec<u8>>;

    /// The target of a symbolic link.
    fn read_link(&self, path: &Path) -> Port<Vec<u8>>;

    /// What file is there, links followed.
    fn file_status(&self, path: &Path) -> Port<FileStatus>;

    /// The names in a directory, but for `.` and `..`.
    fn names(&self, path: &Path) -> Port<Vec<Vec<u8>>>;

    /// Whether it is a file that this user may run, links followed.
    fn is_executable(&self, path: &Path) -> bool;
}
