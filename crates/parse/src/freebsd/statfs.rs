//! `struct statfs` of `sys/mount.h` (FreeBSD 12 to 15), getfsstat(2): what is mounted.

use crate::Result;
use crate::bsd::char_array::text;
use crate::record::{self, record};

record! {
    /// A mounted file system.
    pub struct Statfs("statfs", 2344) {
        /// `STATFS_VERSION`, 0x20140518.
        pub f_version: u32,
        pub f_type: u32,
        /// `MNT_*`.
        pub f_flags: u64,
        /// What blocks are counted in, in bytes.
        pub f_bsize: u64,
        pub f_iosize: u64,
        pub f_blocks: u64,
        pub f_bfree: u64,
        /// Negative when root has taken more than what is kept for it.
        pub f_bavail: i64,
        pub f_files: u64,
        pub f_ffree: i64,
        pub f_syncwrites: u64,
        pub f_asyncwrites: u64,
        pub f_syncreads: u64,
        pub f_asyncreads: u64,
        _f_spare: [u64; 10],
        pub f_namemax: u32,
        pub f_owner: u32,
        pub f_fsid: [i32; 2],
        _f_charspare: [u8; 80],
        pub f_fstypename: [u8; 16],
        pub f_mntfromname: [u8; 1024],
        pub f_mntonname: [u8; 1024],
    }
}

/// `MNT_*`: the bits of `f_flags` that everybody may see, and their names without the prefix.
pub const FLAGS: [(u64, &str); 23] = [
    (0x1, "RDONLY"),
    (0x2, "SYNCHRONOUS"),
    (0x4, "NOEXEC"),
    (0x8, "NOSUID"),
    (0x10, "NFS4ACLS"),
    (0x20, "UNION"),
    (0x40, "ASYNC"),
    (0x100, "EXPORTED"),
    (0x1000, "LOCAL"),
    (0x2000, "QUOTA"),
    (0x4000, "ROOTFS"),
    (0x0010_0000, "SUIDDIR"),
    (0x0020_0000, "SOFTDEP"),
    (0x0040_0000, "NOSYMFOLLOW"),
    (0x0200_0000, "GJOURNAL"),
    (0x0400_0000, "MULTILABEL"),
    (0x0800_0000, "ACLS"),
    (0x1000_0000, "NOATIME"),
    (0x4000_0000, "NOCLUSTERR"),
    (0x8000_0000, "NOCLUSTERW"),
    (1 << 32, "SUJ"),
    (1 << 33, "AUTOMOUNTED"),
    (1 << 34, "VERIFIED"),
];

impl Statfs {
    /// Its kind: `ufs`, `zfs`.
    #[must_use]
    pub fn fstypename(&self) -> &[u8] {
        text(&self.f_fstypename)
    }

    /// The device, or what stands for one.
    #[must_use]
    pub fn mntfromname(&self) -> &[u8] {
        text(&self.f_mntfromname)
    }

    /// The folder that it is mounted on.
    #[must_use]
    pub fn mntonname(&self) -> &[u8] {
        text(&self.f_mntonname)
    }
}

/// Each file system.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<Statfs>> {
    record::rows("statfs", bytes, Statfs::SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    fn written() -> Vec<u8> {
        let mut bytes = vec![0; 2344];
        put(&mut bytes, 0, 0x2014_0518_u32.to_ne_bytes());
        for (index, at) in (8..104).step_by(8).enumerate() {
            put(&mut bytes, at, (100 + u64::try_from(index).unwrap()).to_ne_bytes());
        }
        put(&mut bytes, 48, (-5_i64).to_ne_bytes());
        put(&mut bytes, 184, 255_u32.to_ne_bytes());
        put(&mut bytes, 280, *b"zfs\0");
        put(&mut bytes, 296, *b"zroot/a) b\n\xFF\0");
        put(&mut bytes, 1320, [b'/'; 1024]);
        bytes
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("f_flags", 8),
            ("f_bsize", 16),
            ("f_blocks", 32),
            ("f_bfree", 40),
            ("f_bavail", 48),
            ("f_files", 56),
            ("f_ffree", 64),
            ("f_namemax", 184),
            ("f_fsid", 192),
            ("f_fstypename", 280),
            ("f_mntfromname", 296),
            ("f_mntonname", 1320),
        ];
        assert_offsets(Statfs::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let bytes = [written(), written()].concat();
        let mounts: Vec<_> = rows(&bytes).map(Result::unwrap).collect();
        let mount = mounts[1];
        assert_eq!((mount.f_version, mount.f_flags, mount.f_bsize), (0x2014_0518, 100, 101));
        assert_eq!((mount.f_blocks, mount.f_bfree, mount.f_bavail), (103, 104, -5));
        assert_eq!((mount.f_files, mount.f_ffree, mount.f_namemax), (106, 107, 255));
        assert_eq!(
            (mount.fstypename(), mount.mntfromname()),
            (&b"zfs"[..], &b"zroot/a) b\n\xFF"[..])
        );
        assert_eq!(mount.mntonname(), [b'/'; 1024]);
    }

    #[test]
    fn each_flag_is_one_bit() {
        assert!(FLAGS.iter().all(|(flag, _)| flag.is_power_of_two()));
        assert!(FLAGS.is_sorted());
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Statfs::SIZE, Statfs::parse);
    }
}
