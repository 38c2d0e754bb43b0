//! Memory of a process, in bytes.

use super::super::field::Field;

/// Memory, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MemoryInfo {
    /// In RAM.
    pub rss: u64,
    /// All of the address space.
    pub vms: u64,
    /// In RAM and possibly shared with others: files and shared memory.
    pub shared: Field<u64>,
    /// Code.
    pub text: Field<u64>,
    /// Data (on Linux with the stack).
    pub data: Field<u64>,
    /// Stack.
    pub stack: Field<u64>,
    /// The most that was ever in RAM.
    pub peak_rss: Field<u64>,
}

/// What more there is to know. All unknown of what has no memory: zombies and threads of the kernel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MemoryExtras {
    /// The most that was ever in RAM.
    pub peak_rss: Option<u64>,
    /// The largest that the address space ever was.
    pub peak_vms: Field<u64>,
    /// In RAM and backed by nothing.
    pub rss_anon: Option<u64>,
    /// In RAM and backed by files.
    pub rss_file: Option<u64>,
    /// In RAM and shared by `shmget`, `tmpfs` or anonymous shared mappings.
    pub rss_shmem: Field<u64>,
    /// Swapped out.
    pub swap: Field<u64>,
    /// Huge pages of hugetlbfs.
    pub hugetlb: Field<u64>,
    /// Locked into RAM.
    pub locked: Field<u64>,
}

/// All about memory that psutil calls full. Of a zombie, with whose memory it went, what is added is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MemoryFullInfo {
    /// The usual.
    pub info: MemoryInfo,
    /// Code of libraries.
    pub lib: Field<u64>,
    /// In RAM and not written to storage yet.
    pub dirty: Field<u64>,
    /// In RAM and nobody else's.
    pub uss: Field<u64>,
    /// In RAM, what is shared counted in shares.
    pub pss: Field<u64>,
    /// Swapped out.
    pub swap: Field<u64>,
}
