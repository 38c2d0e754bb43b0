//! What is mounted, `getfsstat(2)`; `getvfsstat(2)` on NetBSD.

use super::Port;

/// The list of mounts.
pub trait Mounts {
    /// One `struct statfs` behind the other, `struct statvfs` on NetBSD, as the kernel has them at hand: no file system
    /// is asked, and none is waited for.
    fn getfsstat(&self) -> Port<Vec<u8>>;
}
