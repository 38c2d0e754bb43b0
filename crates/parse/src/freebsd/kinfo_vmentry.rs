//! `struct kinfo_vmentry` of `sys/user.h` (FreeBSD 12 to 15), `KERN_PROC_VMMAP` of sysctl(3): a mapping of a process. The
//! kernel leaves out what of `kve_path` is not used.

use crate::Result;
use crate::bsd::{char_array, packed};
use crate::record::record;

/// `KVME_TYPE_*`: what `kve_type` may be.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod kind {
    pub const NONE: i32 = 0;
    pub const DEFAULT: i32 = 1;
    pub const VNODE: i32 = 2;
    pub const SWAP: i32 = 3;
    pub const DEVICE: i32 = 4;
    pub const PHYS: i32 = 5;
    pub const DEAD: i32 = 6;
    pub const SG: i32 = 7;
    pub const MGTDEVICE: i32 = 8;
    pub const GUARD: i32 = 9;
    pub const UNKNOWN: i32 = 255;
}

/// `KVME_PROT_*`: the bits of `kve_protection`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod protection {
    pub const READ: i32 = 1;
    pub const WRITE: i32 = 2;
    pub const EXEC: i32 = 4;
}

/// `KVME_FLAG_*`: the bits of `kve_flags`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod flag {
    pub const COW: i32 = 0x1;
    pub const NEEDS_COPY: i32 = 0x2;
    pub const NOCOREDUMP: i32 = 0x4;
    pub const SUPER: i32 = 0x8;
    pub const GROWS_UP: i32 = 0x10;
    pub const GROWS_DOWN: i32 = 0x20;
    pub const USER_WIRED: i32 = 0x40;
}

record! {
    /// A mapping without its path.
    pub struct KinfoVmentry("kinfo_vmentry", 136) {
        pub kve_structsize: i32,
        /// One of [`kind`].
        pub kve_type: i32,
        pub kve_start: u64,
        pub kve_end: u64,
        pub kve_offset: u64,
        pub kve_vn_fileid: u64,
        pub kve_vn_fsid_freebsd11: u32,
        /// Some of [`flag`].
        pub kve_flags: i32,
        /// Pages of the object that are resident, whoever uses them.
        pub kve_resident: i32,
        /// Pages of them that nobody else has.
        pub kve_private_resident: i32,
        /// Some of [`protection`].
        pub kve_protection: i32,
        pub kve_ref_count: i32,
        pub kve_shadow_count: i32,
        pub kve_vn_type: i32,
        /// Bytes of the file.
        pub kve_vn_size: u64,
        pub kve_vn_rdev_freebsd11: u32,
        pub kve_vn_mode: u16,
        pub kve_status: u16,
        /// The device of a file; an address of the kernel's for memory without one.
        pub kve_vn_fsid: u64,
        pub kve_vn_rdev: u64,
        _kve_ispare: [i32; 8],
    }
}

/// Each mapping with its path, which is empty if it has none.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<(KinfoVmentry, &[u8])>> {
    packed::entries::<i32>("kinfo_vmentry", bytes, KinfoVmentry::SIZE).map(|entry| {
        let entry = entry?;
        let path = entry.get(KinfoVmentry::SIZE..).unwrap_or_default();
        Ok((KinfoVmentry::parse(entry)?, char_array::text(path)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_impossible_lists, assert_offsets, put};

    fn written(start: u64, path: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; 136];
        bytes.extend(path);
        bytes.resize(136 + (path.len() + 1).next_multiple_of(8), 0);
        let length = i32::try_from(bytes.len()).unwrap();
        for (at, value) in [(0, length), (4, 2), (44, 0x21), (48, 9), (52, 3), (56, 5), (60, 4)] {
            put(&mut bytes, at, value.to_ne_bytes());
        }
        for (at, value) in [(8, start), (16, start + 0x9000), (24, 0x1000), (32, 1 << 50)] {
            put(&mut bytes, at, value.to_ne_bytes());
        }
        put(&mut bytes, 64, 1_i32.to_ne_bytes());
        put(&mut bytes, 68, 1_i32.to_ne_bytes());
        put(&mut bytes, 72, 12345_u64.to_ne_bytes());
        put(&mut bytes, 84, 0o100_755_u16.to_ne_bytes());
        put(&mut bytes, 88, 8_u64.to_ne_bytes());
        put(&mut bytes, 96, 9_u64.to_ne_bytes());
        bytes
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("kve_type", 4),
            ("kve_start", 8),
            ("kve_end", 16),
            ("kve_offset", 24),
            ("kve_vn_fileid", 32),
            ("kve_vn_fsid_freebsd11", 40),
            ("kve_flags", 44),
            ("kve_resident", 48),
            ("kve_private_resident", 52),
            ("kve_protection", 56),
            ("kve_ref_count", 60),
            ("kve_shadow_count", 64),
            ("kve_vn_type", 68),
            ("kve_vn_size", 72),
            ("kve_vn_mode", 84),
            ("kve_vn_fsid", 88),
            ("kve_vn_rdev", 96),
            ("", 136),
        ];
        assert_offsets(KinfoVmentry::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let bytes = [written(0x20_0000, b"/bin/a) b\n\xFF"), written(0x30_0000, b"")].concat();
        let rows: Vec<_> = rows(&bytes).map(Result::unwrap).collect();
        let (entry, path) = rows[0];
        assert_eq!((entry.kve_type, path), (kind::VNODE, &b"/bin/a) b\n\xFF"[..]));
        assert_eq!((entry.kve_offset, entry.kve_vn_fileid), (0x1000, 1 << 50));
        assert_eq!(entry.kve_flags, flag::COW | flag::GROWS_DOWN);
        assert_eq!(entry.kve_protection, protection::READ | protection::EXEC);
        assert_eq!((entry.kve_ref_count, entry.kve_shadow_count, entry.kve_vn_type), (4, 1, 1));
        assert_eq!((entry.kve_vn_size, entry.kve_vn_mode), (12345, 0o100_755));
        assert_eq!((entry.kve_vn_fsid, entry.kve_vn_rdev), (8, 9));
        let (entry, path) = rows[1];
        assert_eq!((entry.kve_start, path), (0x30_0000, &b""[..]));
    }

    #[test]
    fn trap_23_resident_is_counted_in_pages_and_addresses_in_bytes() {
        let (entry, _) = rows(&written(0x20_0000, b"")).next().unwrap().unwrap();
        assert_eq!((entry.kve_start, entry.kve_end), (0x20_0000, 0x20_9000));
        // All nine pages of 4096 bytes.
        assert_eq!((entry.kve_resident, entry.kve_private_resident), (9, 3));
    }

    #[test]
    fn lists_that_cannot_be_are_errors() {
        let bytes = [written(1, b""), written(2, b"/bin/sh")].concat();
        let told = |bytes: &[u8]| rows(bytes).map(|row| row.is_ok()).collect();
        assert_impossible_lists(&bytes, 144, [1, 4, 135, -1, 289, i32::MAX], told);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(KinfoVmentry::SIZE, KinfoVmentry::parse);
    }
}
