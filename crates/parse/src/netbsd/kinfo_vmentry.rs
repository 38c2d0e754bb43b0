//! `struct kinfo_vmentry` of `sys/sysctl.h` (NetBSD 10), `vm.proc.map` of sysctl(7), `kinfo_getvmmap(3)`: a part of a
//! process's memory.

use crate::bsd::char_array;
use crate::record::record;

/// `kve_type`: nothing is there.
pub const KVME_TYPE_NONE: u32 = 0;
/// `kve_type`: memory of the kernel's, shared with it.
pub const KVME_TYPE_OBJECT: u32 = 1;
/// `kve_type`: a file.
pub const KVME_TYPE_VNODE: u32 = 2;
/// `kve_type`: the kernel.
pub const KVME_TYPE_KERN: u32 = 3;
/// `kve_type`: a device.
pub const KVME_TYPE_DEVICE: u32 = 4;
/// `kve_type`: memory without a file.
pub const KVME_TYPE_ANON: u32 = 5;
/// `kve_type`: a map within the map.
pub const KVME_TYPE_SUBMAP: u32 = 6;
/// `kve_type`: the kernel cannot tell.
pub const KVME_TYPE_UNKNOWN: u32 = 255;

/// In `kve_protection`: it may be read.
pub const KVME_PROT_READ: u32 = 0x1;
/// In `kve_protection`: it may be written.
pub const KVME_PROT_WRITE: u32 = 0x2;
/// In `kve_protection`: it may be run.
pub const KVME_PROT_EXEC: u32 = 0x4;

/// In `kve_flags`: what is written there stays with the process.
pub const KVME_FLAG_COW: u32 = 0x01;
/// In `kve_flags`: nothing has been written there yet.
pub const KVME_FLAG_NEEDS_COPY: u32 = 0x02;
/// In `kve_flags`: a stack that grows upwards.
pub const KVME_FLAG_GROWS_UP: u32 = 0x10;
/// In `kve_flags`: a stack that grows downwards.
pub const KVME_FLAG_GROWS_DOWN: u32 = 0x20;

record! {
    /// A part of memory. All of them are as long as was asked for.
    pub struct KinfoVmentry("kinfo_vmentry", 1128) {
        pub kve_start: u64,
        pub kve_end: u64,
        pub kve_offset: u64,
        /// `KVME_TYPE_VNODE` and so on.
        pub kve_type: u32,
        pub kve_flags: u32,
        pub kve_count: u32,
        pub kve_wired_count: u32,
        pub kve_advice: u32,
        pub kve_attributes: u32,
        pub kve_protection: u32,
        pub kve_max_protection: u32,
        pub kve_ref_count: u32,
        pub kve_inheritance: u32,
        pub kve_vn_fileid: u64,
        pub kve_vn_size: u64,
        pub kve_vn_fsid: u64,
        pub kve_vn_rdev: u64,
        pub kve_vn_type: u32,
        pub kve_vn_mode: u32,
        pub kve_path: [u8; 1024],
    }
}

impl KinfoVmentry {
    /// The path of the file, empty if there is none or the kernel does not remember.
    #[must_use]
    pub fn path(&self) -> &[u8] {
        char_array::text(&self.kve_path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netbsd::made::{offsets, written};
    use crate::record::rows;

    fn entry(path: &[u8]) -> Vec<u8> {
        written(
            KinfoVmentry::SIZE,
            &[
                (
                    0,
                    &[0x7F7F_0000_0000_u64, 0x7F7F_0000_2000, 0x1000]
                        .map(u64::to_ne_bytes)
                        .concat(),
                ),
                (24, &[KVME_TYPE_VNODE, KVME_FLAG_COW, 2].map(u32::to_ne_bytes).concat()),
                (48, &(KVME_PROT_READ | KVME_PROT_EXEC).to_ne_bytes()),
                (64, &[99_u64, 4096, 0x10, 0].map(u64::to_ne_bytes).concat()),
                (96, &[1_u32, 0o100_755].map(u32::to_ne_bytes).concat()),
                (104, path),
            ],
        )
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        offsets(
            KinfoVmentry::OFFSETS,
            "kve_start 0 kve_end 8 kve_offset 16 kve_type 24 kve_flags 28 kve_count 32 kve_wired_count 36 kve_advice 40 \
             kve_attributes 44 kve_protection 48 kve_max_protection 52 kve_ref_count 56 kve_inheritance 60 \
             kve_vn_fileid 64 kve_vn_size 72 kve_vn_fsid 80 kve_vn_rdev 88 kve_vn_type 96 kve_vn_mode 100 kve_path 104",
        );
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let entry = KinfoVmentry::parse(&entry(b"/lib/libc.so.12\n)\xFF\0x")).unwrap();
        assert_eq!((entry.kve_start, entry.kve_end), (0x7F7F_0000_0000, 0x7F7F_0000_2000));
        assert_eq!((entry.kve_offset, entry.kve_type, entry.kve_protection), (0x1000, 2, 5));
        assert_eq!(
            (entry.kve_vn_fileid, entry.kve_vn_fsid, entry.kve_vn_mode),
            (99, 0x10, 0o100_755)
        );
        assert_eq!(entry.path(), b"/lib/libc.so.12\n)\xFF");
        assert_eq!(entry.kve_flags & (KVME_FLAG_COW | KVME_FLAG_NEEDS_COPY), KVME_FLAG_COW);
    }

    #[test]
    fn a_path_without_an_end_is_all_of_it() {
        assert_eq!(KinfoVmentry::parse(&entry(&[b'/'; 1024])).unwrap().path(), [b'/'; 1024]);
        assert!(KinfoVmentry::parse(&entry(b"\0")).unwrap().path().is_empty());
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let bytes = entry(b"/bin/sh");
        for length in 0..bytes.len() {
            assert!(KinfoVmentry::parse(&bytes[..length]).is_err(), "{length} bytes");
        }
        for step in [0, 1, 1127, 1129] {
            let rows = rows::<KinfoVmentry>("kinfo_vmentry", &bytes, step);
            assert!(rows.take(2000).all(|row| row.is_err()), "{step}");
        }
    }
}
