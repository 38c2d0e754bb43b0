//! Made-up machines of `__test__/fixtures`, as they are or as copies that a test may spoil.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use psutil_collect::Paths;
use psutil_collect::host::{Host, host};

/// Where the files of a fixture are.
pub fn fixture_paths(name: &str) -> Paths {
    paths(&folder(name))
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../__test__/fixtures").join(name)
}

fn paths(root: &Path) -> Paths {
    let [procfs, sysfs, devfs, etc] = ["proc", "sys", "dev", "etc"].map(|name| root.join(name));
    Paths { procfs, sysfs, devfs, etc }
}

/// A copy of a fixture, gone after the test.
pub struct Tree(PathBuf);

impl Tree {
    /// The copy.
    pub fn of(fixture: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("psutil-{fixture}-{}-{number}", std::process::id());
        let root = std::env::temp_dir().join(name);
        copy(&folder(fixture), &root);
        Self(root)
    }

    /// The path of a file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file, its folder too if there is none.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let file = self.file(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    /// The collector of it.
    pub fn host(&self) -> Host {
        host(paths(&self.0))
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
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
