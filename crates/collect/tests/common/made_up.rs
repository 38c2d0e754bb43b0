//! The made-up machines of `__test__/fixtures`, `linux-6.18-x86_64` above all, and copies of them.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::{Host, host};
use psutil_collect::model::process::Pid;
use psutil_collect::{Paths, Result};

pub const FIXTURE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../__test__/fixtures/linux-6.18-x86_64");

/// The machine as it is.
pub fn fixture() -> Host {
    at(Path::new(FIXTURE))
}

/// Another machine as it is.
pub fn fixture_of(name: &str) -> Host {
    at(&folder(name))
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../__test__/fixtures").join(name)
}

pub fn at(root: &Path) -> Host {
    host(paths(root))
}

/// Where the files of a made-up machine are.
pub fn paths(root: &Path) -> Paths {
    Paths {
        procfs: root.join("proc"),
        sysfs: root.join("sys"),
        devfs: root.join("dev"),
        etc: root.join("etc"),
    }
}

/// A copy of it that a test may spoil.
pub struct Tree(pub PathBuf);

impl Tree {
    pub fn new() -> Self {
        Self::copy_of(Path::new(FIXTURE))
    }

    /// A copy of another machine.
    pub fn of(fixture: &str) -> Self {
        Self::copy_of(&folder(fixture))
    }

    fn copy_of(fixture: &Path) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("psutil-tree-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let root = std::env::temp_dir().join(name);
        copy(fixture, &root);
        Self(root)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let file = self.file(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    pub fn host(&self) -> Host {
        at(&self.0)
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let (kind, target) = (entry.file_type().unwrap(), to.join(entry.file_name()));
        if kind.is_dir() {
            copy(&entry.path(), &target);
        } else if kind.is_symlink() {
            symlink(std::fs::read_link(entry.path()).unwrap(), target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

pub fn ask<T>(host: &Host, pid: Pid, getter: impl Fn(&Host, &Snapshot) -> Result<T>) -> Result<T> {
    getter(host, &host.snapshot(host.open(Some(pid))?)?)
}

pub type Snapshot = <Host as ProcessCollector>::Snapshot;
