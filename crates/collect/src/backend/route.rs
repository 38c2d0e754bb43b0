//! The way to the file system that a path is on.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::path::PathBuf;

/// What has to answer. As long as it does not, nothing else can be asked of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The list of mounts, which the kernel always has at hand.
    Mounts,
    /// A file system, wherever it is mounted, by the numbers of its device.
    Device(u32, u32),
    /// The file system of a root folder that is no mountpoint.
    Root,
    /// Whatever this path leads to, which only following it tells.
    Behind(PathBuf),
}

/// A path on the way to its file system: what of it has been followed, what is left, and who has to be asked next.
#[derive(Clone, Debug)]
pub struct Route {
    /// As it was asked for.
    pub(super) given: PathBuf,
    /// The folder that it was relative to.
    pub(super) cwd: Option<PathBuf>,
    /// As far as it has been followed, free of links.
    pub(super) followed: PathBuf,
    /// What comes after that.
    pub(super) rest: VecDeque<OsString>,
    /// How many links it led through.
    pub(super) links: u32,
    /// Who has to be asked next.
    pub(super) place: Place,
}

impl Route {
    /// Who has to be asked next.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// Whether both ask the same of the same.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        let Self { given, cwd, place, .. } = other;
        (&self.given, &self.cwd, &self.place) == (given, cwd, place)
    }
}
