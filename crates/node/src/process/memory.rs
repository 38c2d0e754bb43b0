//! Memory of a process.

use napi_derive::napi;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::field::Field;
use psutil_collect::model::process as model;

use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::promise::{Promised, off_thread_of};
use crate::value::{NumberOrNull, count, number, number_or_null};

/// Memory of a process, in bytes.
#[napi(object, object_from_js = false)]
pub struct MemoryInfo {
    /// In RAM: the resident set.
    pub rss: f64,
    /// All of the address space.
    pub vms: f64,
    /// In RAM and possibly shared with others: files and shared memory.
    ///
    /// Availability: Linux.
    pub shared: Option<NumberOrNull>,
    /// Code.
    ///
    /// Availability: Linux, FreeBSD, OpenBSD, NetBSD.
    pub text: Option<NumberOrNull>,
    /// Data; on Linux with the stack.
    ///
    /// Availability: Linux, FreeBSD, OpenBSD, NetBSD.
    pub data: Option<NumberOrNull>,
    /// Stack.
    ///
    /// Availability: FreeBSD, OpenBSD, NetBSD.
    pub stack: Option<NumberOrNull>,
    /// The most that was ever in RAM.
    ///
    /// Availability: FreeBSD, OpenBSD, NetBSD.
    pub peak_rss: Option<NumberOrNull>,
}

impl From<model::MemoryInfo> for MemoryInfo {
    fn from(info: model::MemoryInfo) -> Self {
        let model::MemoryInfo { rss, vms, shared, text, data, stack, peak_rss } = info;
        Self {
            rss: number(rss),
            vms: number(vms),
            shared: count(shared),
            text: count(text),
            data: count(data),
            stack: count(stack),
            peak_rss: count(peak_rss),
        }
    }
}

/// More about the memory of a process, in bytes. All `null` for what has none: zombies, threads of the kernel.
#[napi(object, object_from_js = false)]
pub struct MemoryExtras {
    /// The most that was ever in RAM.
    pub peak_rss: NumberOrNull,
    /// The largest that the address space ever was.
    ///
    /// Availability: Linux.
    pub peak_vms: Option<NumberOrNull>,
    /// In RAM and backed by nothing: heap, stacks.
    pub rss_anon: NumberOrNull,
    /// In RAM and backed by files.
    pub rss_file: NumberOrNull,
    /// In RAM and shared: tmpfs, System V shared memory, shared anonymous mappings.
    ///
    /// Availability: Linux.
    pub rss_shmem: Option<NumberOrNull>,
    /// Swapped out, shared memory not counted.
    ///
    /// Availability: Linux.
    pub swap: Option<NumberOrNull>,
    /// Huge pages of hugetlbfs, which `rss` does not count.
    ///
    /// Availability: Linux.
    pub hugetlb: Option<NumberOrNull>,
    /// Locked into RAM: `mlock(2)`.
    ///
    /// Availability: Linux.
    pub locked: Option<NumberOrNull>,
}

impl From<model::MemoryExtras> for MemoryExtras {
    fn from(extras: model::MemoryExtras) -> Self {
        let model::MemoryExtras { peak_rss, peak_vms, rss_anon, rss_file, .. } = extras;
        let model::MemoryExtras { rss_shmem, swap, hugetlb, locked, .. } = extras;
        Self {
            peak_rss: number_or_null(peak_rss),
            peak_vms: count(peak_vms),
            rss_anon: number_or_null(rss_anon),
            rss_file: number_or_null(rss_file),
            rss_shmem: count(rss_shmem),
            swap: count(swap),
            hugetlb: count(hugetlb),
            locked: count(locked),
        }
    }
}

/// What a process would give back if it ended, and what it shares. In bytes.
#[napi(object, object_from_js = false)]
pub struct MemoryFootprint {
    /// In RAM and nobody else's: the unique set size. What ending the process would free.
    pub uss: f64,
    /// In RAM, of what is shared by n processes an nth: the proportional set size.
    ///
    /// Availability: Linux.
    pub pss: Option<NumberOrNull>,
    /// Swapped out.
    ///
    /// Availability: Linux.
    pub swap: Option<NumberOrNull>,
    /// In RAM and somebody else's too.
    ///
    /// Availability: Linux.
    pub shared: Option<NumberOrNull>,
}

impl From<model::MemoryFootprint> for MemoryFootprint {
    fn from(footprint: model::MemoryFootprint) -> Self {
        let model::MemoryFootprint { uss, pss, swap, shared, dirty: _ } = footprint;
        Self { uss: number(uss), pss: count(pss), swap: count(swap), shared: count(shared) }
    }
}

/// What `memoryFullInfo` adds to `memoryInfo`, in bytes; all `null` of a zombie.
#[napi(object, object_from_js = false)]
pub struct MemoryFullExtras {
    /// Code of libraries.
    ///
    /// Availability: Linux.
    pub lib: Option<NumberOrNull>,
    /// In RAM and not written to storage yet.
    ///
    /// Availability: Linux.
    pub dirty: Option<NumberOrNull>,
    /// In RAM and nobody else's: the unique set size. What ending the process would free.
    pub uss: NumberOrNull,
    /// In RAM, of what is shared by n processes an nth: the proportional set size.
    ///
    /// Availability: Linux.
    pub pss: Option<NumberOrNull>,
    /// Swapped out.
    ///
    /// Availability: Linux.
    pub swap: Option<NumberOrNull>,
}

/// Memory and footprint.
#[napi(object, object_from_js = false)]
pub struct NativeMemoryFullInfo {
    pub info: MemoryInfo,
    pub extras: MemoryFullExtras,
}

impl From<model::MemoryFullInfo> for NativeMemoryFullInfo {
    fn from(model::MemoryFullInfo { info, lib, footprint }: model::MemoryFullInfo) -> Self {
        let unknown = Field::Unknown;
        let (uss, pss, swap, dirty) = match footprint {
            Some(model::MemoryFootprint { uss, pss, swap, shared: _, dirty }) => {
                (Some(uss), pss, swap, dirty)
            }
            None => (None, unknown, unknown, unknown),
        };
        let extras = MemoryFullExtras {
            lib: count(lib),
            dirty: count(dirty),
            uss: number_or_null(uss),
            pss: count(pss),
            swap: count(swap),
        };
        Self { info: info.into(), extras }
    }
}

/// Page faults since the process started.
#[napi(object, object_from_js = false)]
pub struct PageFaults {
    /// Served from memory.
    pub minor: f64,
    /// Served from storage.
    pub major: f64,
}

impl From<model::PageFaults> for PageFaults {
    fn from(model::PageFaults { minor, major }: model::PageFaults) -> Self {
        Self { minor: number(minor), major: number(major) }
    }
}

/// Memory.
#[napi(catch_unwind)]
pub fn process_memory_info(handle: &[f64]) -> Outcome<MemoryInfo> {
    answer(handle, Host::memory_info, MemoryInfo::from)
}

/// More about its memory.
#[napi(catch_unwind)]
pub fn process_memory_extras(handle: &[f64]) -> Outcome<MemoryExtras> {
    answer(handle, Host::memory_extras, MemoryExtras::from)
}

/// What it would give back.
#[napi(catch_unwind)]
pub fn process_memory_footprint(handle: &[f64]) -> Outcome<MemoryFootprint> {
    answer(handle, Host::memory_footprint, MemoryFootprint::from)
}

/// [`process_memory_footprint`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<MemoryFootprint>>")]
pub fn process_memory_footprint_async(handle: &[f64]) -> Promised<MemoryFootprint> {
    off_thread_of(handle, process_memory_footprint)
}

/// Memory and footprint.
#[napi(catch_unwind)]
pub fn process_memory_full_info(handle: &[f64]) -> Outcome<NativeMemoryFullInfo> {
    answer(handle, Host::memory_full_info, NativeMemoryFullInfo::from)
}

/// [`process_memory_full_info`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<NativeMemoryFullInfo>>")]
pub fn process_memory_full_info_async(handle: &[f64]) -> Promised<NativeMemoryFullInfo> {
    off_thread_of(handle, process_memory_full_info)
}

/// The RAM of the machine.
#[napi(catch_unwind)]
pub fn process_memory_total(handle: &[f64]) -> Outcome<f64> {
    answer(handle, Host::memory_total, number)
}

/// Page faults.
#[napi(catch_unwind)]
pub fn process_page_faults(handle: &[f64]) -> Outcome<PageFaults> {
    answer(handle, Host::page_faults, PageFaults::from)
}
