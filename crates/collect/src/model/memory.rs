//! Memory and swap.

use super::field::Field;
use crate::availability::{EVERYWHERE, declare_features};

declare_features! {
    VIRTUAL_MEMORY = "virtualMemory" on EVERYWHERE;
    SWAP_MEMORY = "swapMemory" on EVERYWHERE;
}

/// RAM, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VirtualMemory {
    /// All of it.
    pub total: u64,
    /// What programs can get without swapping.
    pub available: u64,
    /// `total - available`.
    pub used: u64,
    /// Not used for anything, not even as a cache.
    pub free: u64,
    /// Used lately.
    pub active: Field<u64>,
    /// Not used lately.
    pub inactive: Field<u64>,
    /// Metadata of file systems.
    pub buffers: Field<u64>,
    /// Contents of files.
    pub cached: Field<u64>,
    /// Shared memory and tmpfs.
    pub shared: Field<u64>,
    /// Data structures of the kernel.
    pub slab: Field<u64>,
    /// Never swapped out.
    pub wired: Field<u64>,
}

/// Swap, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SwapMemory {
    /// All of it.
    pub total: u64,
    /// `total - free`.
    pub used: u64,
    /// Not used.
    pub free: u64,
    /// Read from swap since boot.
    pub sin: Option<u64>,
    /// Written to swap since boot.
    pub sout: Option<u64>,
}

/// `part` of `whole` in percent, 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "exact up to 9 PB, and a percentage beyond")]
pub fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 * 100.0 }
}
