//! `struct kinfo_vmentry` of `sys/sysctl.h` (OpenBSD 7), `KERN_PROC_VMMAP` of sysctl(2): a range of a
//! process's memory.
//!
//! One call gives as many as fit. The next one begins at the address in the first word of its buffer: the last
//! `kve_end`.

use crate::record::record;

/// `kve_etype`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod etype {
    pub const KVE_ET_OBJ: i32 = 0x1;
    pub const KVE_ET_SUBMAP: i32 = 0x2;
    pub const KVE_ET_COPYONWRITE: i32 = 0x4;
    pub const KVE_ET_NEEDSCOPY: i32 = 0x8;
    pub const KVE_ET_HOLE: i32 = 0x10;
    pub const KVE_ET_STACK: i32 = 0x40;
}

/// `kve_protection` and `kve_max_protection`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod protection {
    pub const KVE_PROT_READ: i32 = 1;
    pub const KVE_PROT_WRITE: i32 = 2;
    pub const KVE_PROT_EXEC: i32 = 4;
}

record! {
    /// Addresses and lengths are in bytes.
    pub struct KinfoVmentry("kinfo_vmentry", 80) {
        pub kve_start: u64,
        pub kve_end: u64,
        pub kve_guard: u64,
        pub kve_fspace: u64,
        pub kve_fspace_augment: u64,
        pub kve_offset: u64,
        pub kve_wired_count: i32,
        pub kve_etype: i32,
        pub kve_protection: i32,
        pub kve_max_protection: i32,
        pub kve_advice: i32,
        pub kve_inheritance: i32,
        pub kve_flags: u8,
        _pad: [u8; 7],
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::{lengths_are_checked, offsets_are, written};
    use super::*;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let fields = [
            ("kve_start", 0),
            ("kve_end", 8),
            ("kve_guard", 16),
            ("kve_fspace", 24),
            ("kve_fspace_augment", 32),
            ("kve_offset", 40),
            ("kve_wired_count", 48),
            ("kve_etype", 52),
            ("kve_protection", 56),
            ("kve_max_protection", 60),
            ("kve_flags", 72),
            ("", 80),
        ];
        offsets_are(KinfoVmentry::OFFSETS, &fields);
    }

    fn entry() -> [u8; 80] {
        let ends = [0x0000_7F7F_FFBE_F000_u64, u64::MAX].map(u64::to_ne_bytes).concat();
        let kinds = [1_i32, etype::KVE_ET_STACK, 3, 7].map(i32::to_ne_bytes).concat();
        written(&[(0, &ends), (40, &4096_u64.to_ne_bytes()), (48, &kinds), (72, &[2])])
    }

    #[test]
    fn reads_each_field_of_its_width() {
        let it = KinfoVmentry::parse(&entry()).unwrap();
        assert_eq!((it.kve_start, it.kve_end), (0x0000_7F7F_FFBE_F000, u64::MAX));
        assert_eq!((it.kve_offset, it.kve_wired_count, it.kve_flags), (4096, 1, 2));
        assert_eq!(it.kve_etype, etype::KVE_ET_STACK);
        assert_eq!(it.kve_protection, protection::KVE_PROT_READ | protection::KVE_PROT_WRITE);
        assert_eq!(it.kve_max_protection & protection::KVE_PROT_EXEC, protection::KVE_PROT_EXEC);
    }

    #[test]
    fn lists_and_lengths() {
        lengths_are_checked(&entry(), KinfoVmentry::parse);
    }
}
