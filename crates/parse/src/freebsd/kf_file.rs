//! `kf_file` of `struct kinfo_file`, `sys/user.h` (FreeBSD 12 to 15): what a descriptor tells of its file. Offsets are
//! those within `kf_un`, which begins at byte 32.

use crate::record::record;

/// `KF_VTYPE_*`: what `kf_file_type` and `kve_vn_type` may be.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod vtype {
    pub const VNON: i32 = 0;
    pub const VREG: i32 = 1;
    pub const VDIR: i32 = 2;
    pub const VBLK: i32 = 3;
    pub const VCHR: i32 = 4;
    pub const VLNK: i32 = 5;
    pub const VSOCK: i32 = 6;
    pub const VFIFO: i32 = 7;
    pub const VBAD: i32 = 8;
    pub const UNKNOWN: i32 = 255;
}

record! {
    /// A file.
    pub struct KfFile("kf_file", 304) {
        /// One of [`vtype`].
        pub kf_file_type: i32,
        _kf_spareint: [i32; 3],
        _kf_spareint64: [u64; 29],
        /// Since FreeBSD 15; before, 0.
        pub kf_file_nlink: u64,
        pub kf_file_fsid: u64,
        pub kf_file_rdev: u64,
        pub kf_file_fileid: u64,
        /// Bytes.
        pub kf_file_size: u64,
        pub kf_file_fsid_freebsd11: u32,
        pub kf_file_rdev_freebsd11: u32,
        /// With the bits of the type.
        pub kf_file_mode: u16,
        _kf_file_pad0: [u16; 3],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    const UN: usize = 32;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("kf_file_type", 32 - UN),
            ("kf_file_fsid", 288 - UN),
            ("kf_file_rdev", 296 - UN),
            ("kf_file_fileid", 304 - UN),
            ("kf_file_size", 312 - UN),
            ("kf_file_fsid_freebsd11", 320 - UN),
            ("kf_file_rdev_freebsd11", 324 - UN),
            ("kf_file_mode", 328 - UN),
        ];
        assert_offsets(KfFile::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let mut bytes = [0; 304];
        put(&mut bytes, 0, vtype::VREG.to_ne_bytes());
        for (at, value) in [(248, 1_u64), (256, 2), (264, 3), (272, 1 << 60), (280, 5)] {
            put(&mut bytes, at, value.to_ne_bytes());
        }
        put(&mut bytes, 288, 6_u32.to_ne_bytes());
        put(&mut bytes, 292, 7_u32.to_ne_bytes());
        put(&mut bytes, 296, 0o100_644_u16.to_ne_bytes());
        let file = KfFile::parse(&bytes).unwrap();
        assert_eq!((file.kf_file_type, file.kf_file_nlink, file.kf_file_fsid), (1, 1, 2));
        assert_eq!((file.kf_file_rdev, file.kf_file_fileid, file.kf_file_size), (3, 1 << 60, 5));
        assert_eq!((file.kf_file_fsid_freebsd11, file.kf_file_rdev_freebsd11), (6, 7));
        assert_eq!(file.kf_file_mode, 0o100_644);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(KfFile::SIZE, KfFile::parse);
    }
}
