//! `struct statvfs` of `sys/statvfs.h`, flags of `sys/fstypes.h` (NetBSD 9), `getvfsstat(2)`: a mounted file system.
//!
//! NetBSD 10 has a longer one, whose call has another name; this is what the old name still gives.

use crate::bsd::char_array;
use crate::record::record;

/// The flags of `f_flag` that tell how it is mounted.
pub const MNT_FLAGS: [(u64, &str); 22] = [
    (0x0000_0001, "MNT_RDONLY"),
    (0x0000_0002, "MNT_SYNCHRONOUS"),
    (0x0000_0004, "MNT_NOEXEC"),
    (0x0000_0008, "MNT_NOSUID"),
    (0x0000_0010, "MNT_NODEV"),
    (0x0000_0020, "MNT_UNION"),
    (0x0000_0040, "MNT_ASYNC"),
    (0x0000_0800, "MNT_POSIX1EACLS"),
    (0x0000_1000, "MNT_LOCAL"),
    (0x0000_2000, "MNT_QUOTA"),
    (0x0000_8000, "MNT_NOCOREDUMP"),
    (0x0002_0000, "MNT_RELATIME"),
    (0x0010_0000, "MNT_IGNORE"),
    (0x0020_0000, "MNT_NFS4ACLS"),
    (0x0080_0000, "MNT_DISCARD"),
    (0x0100_0000, "MNT_EXTATTR"),
    (0x0200_0000, "MNT_LOG"),
    (0x0400_0000, "MNT_NOATIME"),
    (0x1000_0000, "MNT_AUTOMOUNTED"),
    (0x2000_0000, "MNT_SYMPERM"),
    (0x4000_0000, "MNT_NODEVMTIME"),
    (0x8000_0000, "MNT_SOFTDEP"),
];

/// In `f_flag`: it is of this machine.
pub const MNT_LOCAL: u64 = 0x0000_1000;

record! {
    /// A mounted file system.
    pub struct Statvfs("statvfs", 2256) {
        pub f_flag: u64,
        pub f_bsize: u64,
        /// What blocks are counted in.
        pub f_frsize: u64,
        pub f_iosize: u64,
        pub f_blocks: u64,
        pub f_bfree: u64,
        pub f_bavail: u64,
        pub f_bresvd: u64,
        pub f_files: u64,
        pub f_ffree: u64,
        pub f_favail: u64,
        pub f_fresvd: u64,
        pub f_syncreads: u64,
        pub f_syncwrites: u64,
        pub f_asyncreads: u64,
        pub f_asyncwrites: u64,
        pub f_fsidx: [i32; 2],
        pub f_fsid: u64,
        pub f_namemax: u64,
        pub f_owner: u32,
        _f_spare: [u32; 4],
        pub f_fstypename: [u8; 32],
        pub f_mntonname: [u8; 1024],
        pub f_mntfromname: [u8; 1024],
        _pad: u32,
    }
}

impl Statvfs {
    /// The kind of file system, `ffs`.
    #[must_use]
    pub fn fstypename(&self) -> &[u8] {
        char_array::text(&self.f_fstypename)
    }

    /// Where it is mounted.
    #[must_use]
    pub fn mntonname(&self) -> &[u8] {
        char_array::text(&self.f_mntonname)
    }

    /// The device, or what else is mounted.
    #[must_use]
    pub fn mntfromname(&self) -> &[u8] {
        char_array::text(&self.f_mntfromname)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netbsd::made::{offsets, written};
    use crate::record::rows;

    fn mounted(on: &[u8], from: &[u8]) -> Vec<u8> {
        written(
            Statvfs::SIZE,
            &[
                (0, &(MNT_LOCAL | 0x0400_0000).to_ne_bytes()),
                (8, &[16384_u64, 2048, 16384, 100, 50, 45].map(u64::to_ne_bytes).concat()),
                (64, &[7_u64, 3].map(u64::to_ne_bytes).concat()),
                (172, b"ffs\0"),
                (204, on),
                (1228, from),
            ],
        )
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        offsets(
            Statvfs::OFFSETS,
            "f_flag 0 f_bsize 8 f_frsize 16 f_iosize 24 f_blocks 32 f_bfree 40 f_bavail 48 f_bresvd 56 f_files 64 \
             f_ffree 72 f_favail 80 f_fresvd 88 f_syncreads 96 f_fsidx 128 f_fsid 136 f_namemax 144 f_owner 152 \
             f_fstypename 172 f_mntonname 204 f_mntfromname 1228",
        );
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let mounted = Statvfs::parse(&mounted(b"/mnt\n)\xFF\0/old", b"/dev/wd0a\0")).unwrap();
        assert_eq!((mounted.f_frsize, mounted.f_blocks, mounted.f_bfree), (2048, 100, 50));
        assert_eq!((mounted.f_bavail, mounted.f_files, mounted.f_ffree), (45, 7, 3));
        assert_eq!(mounted.fstypename(), b"ffs");
        assert_eq!(
            (mounted.mntonname(), mounted.mntfromname()),
            (&b"/mnt\n)\xFF"[..], &b"/dev/wd0a"[..])
        );
        let flags = MNT_FLAGS.iter().filter(|(flag, _)| mounted.f_flag & flag != 0);
        assert_eq!(flags.map(|(_, name)| *name).collect::<Vec<_>>(), ["MNT_LOCAL", "MNT_NOATIME"]);
    }

    #[test]
    fn names_without_an_end_do_not_run_into_each_other() {
        let mounted = Statvfs::parse(&mounted(&[b'/'; 1024], &[b'x'; 1024])).unwrap();
        assert_eq!(
            (mounted.mntonname(), mounted.mntfromname()),
            (&[b'/'; 1024][..], &[b'x'; 1024][..])
        );
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let bytes = mounted(b"/\0", b"/dev/wd0a\0");
        for length in 0..bytes.len() {
            assert!(Statvfs::parse(&bytes[..length]).is_err(), "{length} bytes");
        }
        for step in [0, 1, 2255, 2257] {
            assert!(rows::<Statvfs>("statvfs", &bytes, step).all(|row| row.is_err()), "{step}");
        }
    }
}
