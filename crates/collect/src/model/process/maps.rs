//! What is mapped into the memory of a process, and what of it is shared. In bytes.

use super::super::field::Field;
use super::counts::Counts;

/// What a process would give back if it ended, and what it shares.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MemoryFootprint {
    /// In RAM and nobody else's.
    pub uss: u64,
    /// In RAM, what is shared counted in shares.
    pub pss: Field<u64>,
    /// Swapped out.
    pub swap: Field<u64>,
    /// In RAM and somebody else's too.
    pub shared: Field<u64>,
    /// In RAM and not written to storage yet.
    pub dirty: Field<u64>,
}

/// How a mapping uses memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MapUse {
    /// All of its addresses.
    pub size: u64,
    /// In RAM.
    pub rss: Option<u64>,
    /// In RAM, what is shared counted in shares.
    pub pss: Option<u64>,
    /// In RAM, shared and as in storage.
    pub shared_clean: Option<u64>,
    /// In RAM, shared and written to.
    pub shared_dirty: Option<u64>,
    /// In RAM, its own and as in storage.
    pub private_clean: Option<u64>,
    /// In RAM, its own and written to.
    pub private_dirty: Option<u64>,
    /// In RAM and used lately.
    pub referenced: Option<u64>,
    /// In RAM and backed by no file.
    pub anonymous: Option<u64>,
    /// Swapped out.
    pub swap: Option<u64>,
}

/// The file that is mapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapFile {
    /// Its path, or what the kernel puts there instead: `[heap]`; `None` for neither.
    pub path: Option<Vec<u8>>,
    /// The device that it is on; 0 for none, `None` where the kernel does not tell.
    pub dev: Option<u64>,
    /// Its number on that device; likewise.
    pub ino: Option<u64>,
}

/// A mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryMap {
    /// The first address.
    pub addr_start: u64,
    /// The first address after it.
    pub addr_end: u64,
    /// `rwxp` or `s`, each or `-`.
    pub perms: [u8; 4],
    /// Where in the file it begins.
    pub offset: u64,
    /// The file.
    pub file: MapFile,
    /// How it uses memory.
    pub memory: MapUse,
    /// What only some kernels count, by the names that TypeScript has for it; the same of each.
    pub counts: Counts<3>,
}

/// All mappings of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryMapGrouped {
    /// The path, and device and number of the first of them.
    pub file: MapFile,
    /// How they use memory together.
    pub memory: MapUse,
    /// What only some kernels count, by the names that TypeScript has for it; added up.
    pub counts: Counts<3>,
}
