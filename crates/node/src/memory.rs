//! Memory and swap.

use napi_derive::napi;
use psutil_collect::backend::MemoryCollector;
use psutil_collect::model::memory as model;

use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::value::{NumberOrNull, count, number, number_or_null};

/// RAM, in bytes.
#[napi(object, object_from_js = false)]
pub struct VirtualMemory {
    /// All of it.
    pub total: f64,
    /// What programs can get without swapping: free memory and caches that can be given up.
    pub available: f64,
    /// `used` of `total`, 0 to 100.
    pub percent: f64,
    /// `total - available`.
    pub used: f64,
    /// Not used for anything, not even as a cache. `available` is what counts.
    pub free: f64,
    /// Used lately.
    pub active: Option<NumberOrNull>,
    /// Not used lately.
    pub inactive: Option<NumberOrNull>,
    /// Metadata of file systems.
    ///
    /// Availability: Linux, FreeBSD, OpenBSD, NetBSD.
    pub buffers: Option<NumberOrNull>,
    /// Contents of files.
    ///
    /// Availability: Linux, FreeBSD, OpenBSD, NetBSD.
    pub cached: Option<NumberOrNull>,
    /// Shared memory and tmpfs.
    ///
    /// Availability: Linux, FreeBSD, OpenBSD, NetBSD.
    pub shared: Option<NumberOrNull>,
    /// Data structures of the kernel.
    ///
    /// Availability: Linux.
    pub slab: Option<NumberOrNull>,
    /// Never swapped out.
    ///
    /// Availability: macOS, FreeBSD, OpenBSD, NetBSD.
    pub wired: Option<NumberOrNull>,
}

impl From<model::VirtualMemory> for VirtualMemory {
    fn from(memory: model::VirtualMemory) -> Self {
        let model::VirtualMemory { total, available, used, free, active, inactive, .. } = memory;
        let model::VirtualMemory { buffers, cached, shared, slab, wired, .. } = memory;
        Self {
            total: number(total),
            available: number(available),
            percent: model::percent(used, total),
            used: number(used),
            free: number(free),
            active: count(active),
            inactive: count(inactive),
            buffers: count(buffers),
            cached: count(cached),
            shared: count(shared),
            slab: count(slab),
            wired: count(wired),
        }
    }
}

/// Swap, in bytes.
#[napi(object, object_from_js = false)]
pub struct SwapMemory {
    /// All of it; 0 on a machine without swap.
    pub total: f64,
    /// `total - free`.
    pub used: f64,
    /// Not used.
    pub free: f64,
    /// `used` of `total`, 0 to 100.
    pub percent: f64,
    /// Read from swap since boot; `null` where the kernel does not tell.
    pub sin: NumberOrNull,
    /// Written to swap since boot; `null` where the kernel does not tell.
    pub sout: NumberOrNull,
}

impl From<model::SwapMemory> for SwapMemory {
    fn from(memory: model::SwapMemory) -> Self {
        let model::SwapMemory { total, used, free, sin, sout } = memory;
        Self {
            total: number(total),
            used: number(used),
            free: number(free),
            percent: model::percent(used, total),
            sin: number_or_null(sin),
            sout: number_or_null(sout),
        }
    }
}

/// RAM.
#[napi(catch_unwind)]
pub fn virtual_memory(paths: u32) -> Outcome<VirtualMemory> {
    outcome(collector(paths).virtual_memory().map(VirtualMemory::from))
}

/// Swap.
#[napi(catch_unwind)]
pub fn swap_memory(paths: u32) -> Outcome<SwapMemory> {
    outcome(collector(paths).swap_memory().map(SwapMemory::from))
}
