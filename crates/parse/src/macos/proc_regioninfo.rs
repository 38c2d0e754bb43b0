//! `struct proc_regioninfo` of `sys/proc_info.h` (macOS 15), `PROC_PIDREGIONINFO`: a piece of a process's memory.

use crate::record::record;

/// `pri_protection`: may be read.
pub const VM_PROT_READ: u32 = 0x1;
/// `pri_protection`: may be written.
pub const VM_PROT_WRITE: u32 = 0x2;
/// `pri_protection`: may be run.
pub const VM_PROT_EXECUTE: u32 = 0x4;

/// `pri_share_mode`: copied when somebody writes.
pub const SM_COW: u32 = 1;
/// `pri_share_mode`: of this process alone.
pub const SM_PRIVATE: u32 = 2;
/// `pri_share_mode`: nothing is there yet.
pub const SM_EMPTY: u32 = 3;
/// `pri_share_mode`: others have it, too.
pub const SM_SHARED: u32 = 4;
/// `pri_share_mode`: others see what is written.
pub const SM_TRUESHARED: u32 = 5;
/// `pri_share_mode`: this process has it more than once.
pub const SM_PRIVATE_ALIASED: u32 = 6;
/// `pri_share_mode`: others have it, and this process more than once.
pub const SM_SHARED_ALIASED: u32 = 7;
/// `pri_share_mode`: in large pages.
pub const SM_LARGE_PAGE: u32 = 8;

record! {
    /// A region. Addresses and sizes are bytes, counts are pages.
    pub struct ProcRegioninfo("proc_regioninfo", 96) {
        pub pri_protection: u32,
        pub pri_max_protection: u32,
        pub pri_inheritance: u32,
        pub pri_flags: u32,
        pub pri_offset: u64,
        pub pri_behavior: u32,
        pub pri_user_wired_count: u32,
        pub pri_user_tag: u32,
        pub pri_pages_resident: u32,
        pub pri_pages_shared_now_private: u32,
        pub pri_pages_swapped_out: u32,
        pub pri_pages_dirtied: u32,
        pub pri_ref_count: u32,
        pub pri_shadow_depth: u32,
        pub pri_share_mode: u32,
        pub pri_private_pages_resident: u32,
        pub pri_shared_pages_resident: u32,
        pub pri_obj_id: u32,
        pub pri_depth: u32,
        pub pri_address: u64,
        pub pri_size: u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let numbers: Vec<u8> = (6_u32..20).flat_map(u32::to_ne_bytes).collect();
        let fields: &[(usize, &[u8])] = &[
            (0, &[5_u32, 7, 1, 0].map(u32::to_ne_bytes).concat()),
            (16, &0x4000_u64.to_ne_bytes()),
            (24, &numbers),
            (80, &0x1_0000_0000_u64.to_ne_bytes()),
            (88, &0x8000_u64.to_ne_bytes()),
        ];
        written(96, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("pri_protection", 0),
            ("pri_offset", 16),
            ("pri_user_tag", 32),
            ("pri_pages_resident", 36),
            ("pri_share_mode", 60),
            ("pri_private_pages_resident", 64),
            ("pri_address", 80),
            ("pri_size", 88),
        ];
        stand(ProcRegioninfo::OFFSETS, &places);
        let region = ProcRegioninfo::parse(&made()).unwrap();
        assert_eq!(region.pri_protection, VM_PROT_READ | VM_PROT_EXECUTE);
        assert_eq!((region.pri_offset, region.pri_behavior), (0x4000, 6));
        assert_eq!((region.pri_pages_resident, region.pri_pages_dirtied), (9, 12));
        assert_eq!((region.pri_private_pages_resident, region.pri_depth), (16, 19));
        assert_eq!((region.pri_address, region.pri_size), (0x1_0000_0000, 0x8000));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), ProcRegioninfo::parse);
    }
}
