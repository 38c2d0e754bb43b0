//! `struct statfs` of `sys/mount.h` (macOS 15, with 64-bit inode numbers), getfsstat(2) and statfs(2): a file system that
//! is mounted.

use crate::Result;
use crate::record::{self, record};

/// `f_flags`: nothing may be written.
pub const MNT_RDONLY: u32 = 0x1;
/// `f_flags`: what is written is on the disk when the call returns.
pub const MNT_SYNCHRONOUS: u32 = 0x2;
/// `f_flags`: no program may be run.
pub const MNT_NOEXEC: u32 = 0x4;
/// `f_flags`: set-user-id bits do not count.
pub const MNT_NOSUID: u32 = 0x8;
/// `f_flags`: devices do not count.
pub const MNT_NODEV: u32 = 0x10;
/// `f_flags`: what was there before shines through.
pub const MNT_UNION: u32 = 0x20;
/// `f_flags`: nothing waits for the disk.
pub const MNT_ASYNC: u32 = 0x40;
/// `f_flags`: contents are protected.
pub const MNT_CPROTECT: u32 = 0x80;
/// `f_flags`: offered to other machines.
pub const MNT_EXPORTED: u32 = 0x100;
/// `f_flags`: its files are marked as foreign.
pub const MNT_QUARANTINE: u32 = 0x400;
/// `f_flags`: on this machine.
pub const MNT_LOCAL: u32 = 0x1000;
/// `f_flags`: has quotas.
pub const MNT_QUOTA: u32 = 0x2000;
/// `f_flags`: the root.
pub const MNT_ROOTFS: u32 = 0x4000;
/// `f_flags`: files may be opened by number.
pub const MNT_DOVOLFS: u32 = 0x8000;
/// `f_flags`: the Finder does not show it.
pub const MNT_DONTBROWSE: u32 = 0x10_0000;
/// `f_flags`: owners do not count.
pub const MNT_IGNORE_OWNERSHIP: u32 = 0x20_0000;
/// `f_flags`: mounted when it was asked for.
pub const MNT_AUTOMOUNTED: u32 = 0x40_0000;
/// `f_flags`: has a journal.
pub const MNT_JOURNALED: u32 = 0x80_0000;
/// `f_flags`: no extended attributes.
pub const MNT_NOUSERXATTR: u32 = 0x100_0000;
/// `f_flags`: writes wait.
pub const MNT_DEFWRITE: u32 = 0x200_0000;
/// `f_flags`: labels of files count.
pub const MNT_MULTILABEL: u32 = 0x400_0000;
/// `f_flags`: times of access are not kept.
pub const MNT_NOATIME: u32 = 0x1000_0000;
/// `f_flags`: a snapshot.
pub const MNT_SNAPSHOT: u32 = 0x4000_0000;

record! {
    /// A file system. Counts are blocks of `f_bsize` bytes.
    pub struct Statfs("statfs", 2168) {
        pub f_bsize: u32,
        pub f_iosize: i32,
        pub f_blocks: u64,
        pub f_bfree: u64,
        pub f_bavail: u64,
        pub f_files: u64,
        pub f_ffree: u64,
        pub f_fsid: [i32; 2],
        pub f_owner: u32,
        pub f_type: u32,
        /// [`MNT_RDONLY`] and so on.
        pub f_flags: u32,
        pub f_fssubtype: u32,
        pub f_fstypename: [u8; 16],
        pub f_mntonname: [u8; 1024],
        pub f_mntfromname: [u8; 1024],
        pub f_flags_ext: u32,
        _f_reserved: [u32; 7],
    }
}

/// All file systems, as getfsstat(2) fills a buffer with them.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<Statfs>> {
    record::rows("statfs", bytes, Statfs::SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::char_array::text;
    use crate::macos::tests::{ends, hostile, stand, written};

    fn made(on: &[u8; 1024]) -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &4096_u32.to_ne_bytes()),
            (4, &(1_i32 << 20).to_ne_bytes()),
            (8, &[100_u64, 50, 40, 1 << 40, 7].map(u64::to_ne_bytes).concat()),
            (48, &[1_i32, -2].map(i32::to_ne_bytes).concat()),
            (64, &(MNT_RDONLY | MNT_ROOTFS | MNT_JOURNALED).to_ne_bytes()),
            (72, b"apfs\0"),
            (88, on),
            (1112, b"/dev/disk3s1s1\0"),
        ];
        written(2168, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("f_bsize", 0),
            ("f_iosize", 4),
            ("f_blocks", 8),
            ("f_ffree", 40),
            ("f_fsid", 48),
            ("f_flags", 64),
            ("f_fstypename", 72),
            ("f_mntonname", 88),
            ("f_mntfromname", 1112),
            ("f_flags_ext", 2136),
        ];
        stand(Statfs::OFFSETS, &places);
        let disk = Statfs::parse(&made(&[0; 1024])).unwrap();
        assert_eq!((disk.f_bsize, disk.f_blocks, disk.f_bfree, disk.f_bavail), (4096, 100, 50, 40));
        assert_eq!((disk.f_files, disk.f_ffree, disk.f_fsid), (1 << 40, 7, [1, -2]));
        assert_eq!(disk.f_flags, 0x80_4001);
        assert_eq!(text(&disk.f_fstypename), b"apfs");
        assert_eq!(text(&disk.f_mntfromname), b"/dev/disk3s1s1");
    }

    #[test]
    fn a_path_is_bytes_and_need_not_end() {
        let disk = Statfs::parse(&made(&hostile())).unwrap();
        assert_eq!(text(&disk.f_mntonname), hostile::<1024>());
    }

    #[test]
    fn there_are_as_many_as_were_written() {
        let bytes = made(&[0; 1024]).repeat(2);
        assert_eq!(rows(&bytes).flatten().count(), 2);
        assert_eq!(rows(&bytes[..4335]).last().map(|row| row.is_err()), Some(true));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(&[0; 1024]), Statfs::parse);
    }
}
