//! One process, held open or just visited.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::processes::Holdable;
use crate::model::identity::Target;
use crate::model::process::Pid;
use crate::port::{At, LinuxKernel};

/// A process's directory and its pidfd, and what is known to be theirs for ever.
pub struct Entry<K: LinuxKernel> {
    pub(in crate::backend::linux) pid: Pid,
    pub(in crate::backend::linux) path: PathBuf,
    pub(in crate::backend::linux) dir: K::Dir,
    /// Where the process is known by its pidfd.
    pub(in crate::backend::linux) pidfd: Option<K::Pidfd>,
    /// Whose they are, if they are held.
    held_as: OnceLock<Target>,
    is_held: AtomicBool,
    stat: OnceLock<K::File>,
    statm: OnceLock<K::File>,
    start: OnceLock<u64>,
}

/// The most descriptors that one of them has.
pub(super) const DESCRIPTORS: u64 = 4;

impl<K: LinuxKernel> Entry<K> {
    pub(in crate::backend::linux) const fn new(pid: Pid, path: PathBuf, dir: K::Dir) -> Self {
        Self {
            pid,
            path,
            dir,
            pidfd: None,
            held_as: OnceLock::new(),
            is_held: AtomicBool::new(false),
            stat: OnceLock::new(),
            statm: OnceLock::new(),
            start: OnceLock::new(),
        }
    }

    pub(in crate::backend::linux) fn file<'a>(&'a self, name: &'a str) -> At<'a, K::Dir> {
        At::Dir(&self.dir, &self.path, name)
    }

    /// Whose they are, if they are or were held: for longer than one visit, in which the process may have ended.
    pub(in crate::backend::linux) fn held_as(&self) -> Option<Target> {
        self.held_as.get().copied()
    }

    /// Where a file of this name is kept; `None` if it is not to be kept.
    pub(in crate::backend::linux) fn place_of(&self, name: &str) -> Option<&OnceLock<K::File>> {
        let place = match name {
            "stat" => &self.stat,
            "statm" => &self.statm,
            _ => return None,
        };
        (place.get().is_some() || self.is_held.load(Ordering::Relaxed)).then_some(place)
    }

    /// When the process started, in clock ticks since boot, if that has been read.
    pub(in crate::backend::linux) fn known_start(&self) -> Option<u64> {
        self.start.get().copied()
    }

    pub(in crate::backend::linux) fn knows_start(&self, start: u64) {
        let _ = self.start.set(start);
    }

    pub(super) fn descriptors(&self, kernel: &K) -> Vec<i32> {
        let files =
            [&self.stat, &self.statm].map(|file| file.get().map(|it| kernel.fd_of_file(it)));
        let pidfd = self.pidfd.as_ref().map(|pidfd| kernel.fd_of_pidfd(pidfd));
        let dir = Some(kernel.fd_of_dir(&self.dir));
        [dir, pidfd].into_iter().chain(files).flatten().collect()
    }
}

impl<K: LinuxKernel> Holdable for Entry<K> {
    fn hold(&self, target: Target) {
        let _ = self.held_as.set(target);
        self.is_held.store(true, Ordering::Relaxed);
    }

    fn let_go(&self) {
        self.is_held.store(false, Ordering::Relaxed);
    }
}
