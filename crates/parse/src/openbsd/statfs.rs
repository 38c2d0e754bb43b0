//! `struct statfs` of `sys/mount.h` (OpenBSD 7), getfsstat(2): a file system that is mounted.

use crate::bsd::char_array;
use crate::record::record;

/// `f_flags`: how it is mounted.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod flags {
    pub const MNT_RDONLY: u32 = 0x1;
    pub const MNT_SYNCHRONOUS: u32 = 0x2;
    pub const MNT_NOEXEC: u32 = 0x4;
    pub const MNT_NOSUID: u32 = 0x8;
    pub const MNT_NODEV: u32 = 0x10;
    pub const MNT_NOPERM: u32 = 0x20;
    pub const MNT_ASYNC: u32 = 0x40;
    pub const MNT_WXALLOWED: u32 = 0x800;
    pub const MNT_LOCAL: u32 = 0x1000;
    pub const MNT_QUOTA: u32 = 0x2000;
    pub const MNT_ROOTFS: u32 = 0x4000;
    pub const MNT_NOATIME: u32 = 0x8000;
}

record! {
    /// Sizes are in blocks of `f_bsize` bytes.
    pub struct Statfs("statfs", 568) {
        pub f_flags: u32,
        pub f_bsize: u32,
        pub f_iosize: u32,
        _pad: u32,
        pub f_blocks: u64,
        pub f_bfree: u64,
        pub f_bavail: i64,
        pub f_files: u64,
        pub f_ffree: u64,
        pub f_favail: i64,
        _f_syncwrites: [u8; 32],
        pub f_fsid: [i32; 2],
        pub f_namemax: u32,
        pub f_owner: u32,
        pub f_ctime: u64,
        pub f_fstypename: [u8; 16],
        pub f_mntonname: [u8; 90],
        pub f_mntfromname: [u8; 90],
        pub f_mntfromspec: [u8; 90],
        _pad_of_info: u16,
        _mount_info: [u8; 160],
    }
}

impl Statfs {
    /// `ffs`, `nfs`.
    pub fn fstypename(&self) -> &[u8] {
        char_array::text(&self.f_fstypename)
    }

    /// The folder that it is mounted on.
    pub fn mntonname(&self) -> &[u8] {
        char_array::text(&self.f_mntonname)
    }

    /// The device or the server.
    pub fn mntfromname(&self) -> &[u8] {
        char_array::text(&self.f_mntfromname)
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::{lengths_are_checked, offsets_are, written};
    use super::*;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let fields = [
            ("f_flags", 0),
            ("f_bsize", 4),
            ("f_iosize", 8),
            ("f_blocks", 16),
            ("f_bfree", 24),
            ("f_bavail", 32),
            ("f_files", 40),
            ("f_ffree", 48),
            ("f_favail", 56),
            ("f_fsid", 96),
            ("f_namemax", 104),
            ("f_owner", 108),
            ("f_ctime", 112),
            ("f_fstypename", 120),
            ("f_mntonname", 136),
            ("f_mntfromname", 226),
            ("f_mntfromspec", 316),
            ("_mount_info", 408),
            ("", 568),
        ];
        offsets_are(Statfs::OFFSETS, &fields);
    }

    fn mounted(on: &[u8]) -> [u8; 568] {
        let sizes = [1000_u64, 500].map(u64::to_ne_bytes).concat();
        written(&[
            (0, &(flags::MNT_LOCAL | flags::MNT_RDONLY).to_ne_bytes()),
            (4, &2048_u32.to_ne_bytes()),
            (16, &sizes),
            (32, &(-7_i64).to_ne_bytes()),
            (120, b"ffs\0"),
            (136, on),
            (226, b"/dev/sd0a\0"),
        ])
    }

    #[test]
    fn reads_each_field_of_its_width() {
        let it = Statfs::parse(&mounted(b"/\0")).unwrap();
        assert_eq!((it.f_flags, it.f_bsize), (0x1001, 2048));
        // What is kept for root may be more than what is free.
        assert_eq!((it.f_blocks, it.f_bfree, it.f_bavail), (1000, 500, -7));
        assert_eq!((it.fstypename(), it.mntfromname()), (&b"ffs"[..], &b"/dev/sd0a"[..]));
        lengths_are_checked(&mounted(b"/\0"), Statfs::parse);
    }

    #[test]
    fn paths_are_bytes_up_to_the_first_nul() {
        let path = |bytes: &[u8]| Statfs::parse(&mounted(bytes)).unwrap().mntonname().to_vec();
        assert_eq!(path(b"/mnt/a )\n\xFF\0x"), b"/mnt/a )\n\xFF");
        assert_eq!(path(&[b'x'; 90]), [b'x'; 90]);
    }
}
