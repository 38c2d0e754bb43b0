//! Made-up machines: the fixtures of `__test__/fixtures`, as they are or as copies that a test may spoil.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use psutil_collect::Paths;
use psutil_collect::host::{Host, host};

/// Where a fixture is.
pub fn folder(fixture: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../__test__/fixtures").join(fixture)
}

/// Where the files of a machine are that stands below this folder.
pub fn paths(root: &Path) -> Paths {
    let [procfs, sysfs, devfs, etc] = ["proc", "sys", "dev", "etc"].map(|name| root.join(name));
    Paths { procfs, sysfs, devfs, etc }
}

/// Where the files of a fixture are.
pub fn fixture_paths(fixture: &str) -> Paths {
    paths(&folder(fixture))
}

/// The collector of a fixture.
pub fn fixture(name: &str) -> Host {
    host(fixture_paths(name))
}

/// A machine that is gone after the test.
pub struct Tree(pub PathBuf);

impl Tree {
    /// Without any file.
    pub fn empty() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("psutil-made-up-{}-{number}", std::process::id());
        let root = std::env::temp_dir().join(name);
        for folder in ["proc", "sys"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        Self(root)
    }

    /// A copy of a fixture.
    pub fn of(fixture: &str) -> Self {
        let tree = Self::empty();
        copy(&folder(fixture), &tree.0);
        tree
    }

    /// The path of a file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file, and makes its folder if there is none.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Self {
        let file = self.file(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
        self
    }

    /// Removes a file, or a folder with all that is in it.
    pub fn remove(&self, name: &str) -> &Self {
        let path = self.file(name);
        if path.is_dir() {
            std::fs::remove_dir_all(path).unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
        self
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

/// Copies a folder, its links as links.
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
