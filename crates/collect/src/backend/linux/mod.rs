//! Linux: `/proc`, `/sys` and pidfds.

mod cgroup;
mod cpu;
mod device;
mod disk;
mod disk_io;
mod disk_names;
mod held;
mod host;
mod memory;
mod mounts;
mod net;
mod process;
mod procfs;
mod route;
mod sensors;
mod sysfs;
mod time;
mod users;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::port::{At, LinuxKernel};
use crate::{Error, Paths, Result};

use disk_io::KnownDisks;
pub use held::Entry;
use held::Holding;
pub use process::Snapshot;
use procfs::Procfs;
use time::BootOffset;

/// The collector of Linux.
#[derive(Debug)]
pub struct Linux<K: LinuxKernel> {
    kernel: Holding<K>,
    paths: Paths,
    /// What is mounted at `paths.procfs`.
    procfs: OnceLock<Procfs>,
    /// Whether pidfds have inode numbers of their own here.
    pidfs: OnceLock<bool>,
    /// Whether the kernel counts the time that processes wait for block I/O.
    delay_accounting: OnceLock<bool>,
    boot_offset: BootOffset,
    /// Which of the block devices are disks themselves.
    disks: KnownDisks,
}

impl<K: LinuxKernel + Default> Linux<K> {
    /// The collector, reading from these paths.
    pub fn new(paths: Paths) -> Self {
        Self {
            kernel: Holding::new(K::default()),
            paths,
            procfs: OnceLock::new(),
            pidfs: OnceLock::new(),
            delay_accounting: OnceLock::new(),
            boot_offset: BootOffset::default(),
            disks: KnownDisks::default(),
        }
    }
}

impl<K: LinuxKernel> Linux<K> {
    fn proc_path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.paths.procfs.join(name)
    }

    /// Reads a file of `/proc` that is about the whole machine.
    fn read_proc<T>(&self, name: &str, parse: impl FnOnce(&[u8]) -> T) -> Result<T> {
        let path = self.proc_path(name);
        Ok(self.kernel.read_to_end(At::Path(&path), parse)?)
    }

    /// Reads a file of `/proc` whose parser may refuse it.
    fn parse_proc<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&[u8]) -> psutil_parse::Result<T>,
    ) -> Result<T> {
        self.read_proc(name, parse)?
            .map_err(|error| Error::kernel_data(self.proc_path(name), error))
    }
}

/// Kibibytes, the unit of most files, in bytes.
const fn bytes(kib: u64) -> u64 {
    kib.saturating_mul(1024)
}
