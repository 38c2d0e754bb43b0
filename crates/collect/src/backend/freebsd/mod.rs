//! FreeBSD 12 and later: `sysctl(3)`, and a few calls and files beside it.

mod cpu;
mod disk;
mod disk_io;
mod memory;
pub(crate) mod mib;
mod mounts;
mod net;
mod process;
mod sensors;
mod sysctl;
mod system;
mod users;

use crate::Paths;
use crate::port::FreeBsdKernel;

use net::KnownOwners;
pub use process::Snapshot;

/// The collector of FreeBSD.
pub struct FreeBsd<K: FreeBsdKernel> {
    kernel: K,
    paths: Paths,
    owners: KnownOwners,
}

impl<K: FreeBsdKernel + Default> FreeBsd<K> {
    /// The collector, reading from these paths.
    pub fn new(paths: Paths) -> Self {
        Self::with(K::default(), paths)
    }
}

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// The collector of this kernel.
    pub fn with(kernel: K, paths: Paths) -> Self {
        Self { kernel, paths, owners: KnownOwners::default() }
    }
}

/// A count as a number of JavaScript.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, which no count here reaches")]
const fn exact(count: u64) -> f64 {
    count as f64
}
