//! What `statvfs(3)` counts, in the words of df(1).

use crate::model::disk::DiskUsage;
use crate::port::Statvfs;

/// How full a file system is.
pub(super) fn usage(space: Statvfs) -> DiskUsage {
    let bytes = |blocks: u64| blocks.saturating_mul(space.frsize);
    // File systems without a table of inodes (btrfs, vfat, most of FUSE) say 0, and a few say all ones.
    let counts_files = space.files != 0 && space.files != u64::MAX;
    DiskUsage {
        total: bytes(space.blocks),
        used: bytes(space.blocks.saturating_sub(space.bfree)),
        // Root may use more than others have: then some servers tell a number below zero.
        free: bytes(i64::try_from(space.bavail).map_or(0, |_| space.bavail)),
        inodes_total: counts_files.then_some(space.files),
        inodes_free: counts_files.then_some(space.ffree),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_for_root_is_neither_used_nor_free() {
        let space =
            Statvfs { frsize: 4096, blocks: 1000, bfree: 400, bavail: 300, files: 64, ffree: 60 };
        let usage = usage(space);
        assert_eq!((usage.total, usage.used, usage.free), (4_096_000, 2_457_600, 1_228_800));
        assert_eq!((usage.inodes_total, usage.inodes_free), (Some(64), Some(60)));
        // 600 of 900, and not of 1000
        assert!((usage.percent() - 66.666_666).abs() < 0.001);
    }

    #[test]
    fn trap_5_nothing_of_nothing_is_0_percent() {
        let usage = usage(Statvfs { frsize: 4096, ..Statvfs::default() });
        assert_eq!(usage.percent().to_bits(), 0_f64.to_bits());
        assert_eq!(usage.inodes_total, None);
    }

    #[test]
    fn odd_answers_do_not_overflow() {
        let odd = usage(Statvfs {
            frsize: u64::MAX,
            blocks: 1,
            bfree: 2,
            bavail: u64::MAX,
            files: u64::MAX,
            ffree: 1,
        });
        assert_eq!((odd.used, odd.free, odd.inodes_free), (0, 0, None));
    }
}
