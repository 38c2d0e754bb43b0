//! OpenBSD: `sysctl(2)`, by numbers alone.

mod cpu;
mod disk;
mod disk_io;
mod memory;
pub(crate) mod mib;
mod mounts;
mod net;
mod process;
mod sensors;
mod system;
mod users;

use std::sync::atomic::AtomicBool;

use super::bsd::sysctl;
use crate::port::OpenBsdKernel;
use crate::{Error, Paths, Result};

pub use process::Snapshot;

/// The collector of OpenBSD.
#[derive(Debug)]
pub struct OpenBsd<K> {
    kernel: K,
    paths: Paths,
    /// Whether the kernel has been seen to have the shorter records of processes.
    has_short_records: AtomicBool,
}

impl<K: OpenBsdKernel + Default> OpenBsd<K> {
    /// The collector, reading from these paths.
    pub fn new(paths: Paths) -> Self {
        Self::with(K::default(), paths)
    }
}

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// The collector of this kernel.
    pub const fn with(kernel: K, paths: Paths) -> Self {
        Self { kernel, paths, has_short_records: AtomicBool::new(false) }
    }

    /// Reads a struct or a number of the machine. The kernel refuses to cut off what has less room than it needs, so
    /// there is some more than a struct has today.
    fn machine<T>(
        &self,
        name: &str,
        mib: &[i32],
        room: usize,
        parse: impl FnOnce(&[u8]) -> psutil_parse::Result<T>,
    ) -> Result<T> {
        let bytes = sysctl::record(&self.kernel, mib, room)?;
        parse(&bytes).map_err(|error| Error::kernel_data(name.into(), error))
    }
}

/// A number that cannot be negative, of a type that can.
fn count(number: i32) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
