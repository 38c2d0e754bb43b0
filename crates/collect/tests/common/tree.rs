//! Made-up machines: a fixture of `__test__/fixtures`, and what a test changes about it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use psutil_collect::Paths;
use psutil_collect::host::{Host, host};

/// A folder with `proc` and `sys`, removed with the test.
pub struct Tree(PathBuf);

impl Tree {
    /// A machine without any file.
    pub fn empty() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let root =
            std::env::temp_dir().join(format!("psutil-made-up-{}-{count}", std::process::id()));
        for folder in ["proc", "sys"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        Self(root)
    }

    /// A copy of a fixture.
    pub fn of(fixture: &str) -> Self {
        let tree = Self::empty();
        copy(&fixture_path(fixture), &tree.0);
        tree
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    pub fn remove(&self, name: &str) -> &Self {
        let path = self.0.join(name);
        if path.is_dir() {
            std::fs::remove_dir_all(path).unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
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

/// A fixture as it is.
pub fn fixture(name: &str) -> Host {
    at(&fixture_path(name))
}

fn fixture_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../__test__/fixtures").join(name)
}

fn at(root: &Path) -> Host {
    host(Paths { procfs: root.join("proc"), sysfs: root.join("sys"), ..Paths::default() })
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
