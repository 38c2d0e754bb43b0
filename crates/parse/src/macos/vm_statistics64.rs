//! `struct vm_statistics64` of `mach/vm_statistics.h` (macOS 10.9 to 15), `host_statistics64(HOST_VM_INFO64)`: memory.
//! Later releases have more behind it.

use crate::record::record;

record! {
    /// Counts are pages of `hw.pagesize`.
    pub struct VmStatistics64("vm_statistics64", 152) {
        /// Those of `speculative_count`, too.
        pub free_count: u32,
        pub active_count: u32,
        pub inactive_count: u32,
        pub wire_count: u32,
        pub zero_fill_count: u64,
        pub reactivations: u64,
        pub pageins: u64,
        pub pageouts: u64,
        pub faults: u64,
        pub cow_faults: u64,
        pub lookups: u64,
        pub hits: u64,
        pub purges: u64,
        pub purgeable_count: u32,
        pub speculative_count: u32,
        pub decompressions: u64,
        pub compressions: u64,
        /// Pages that came back from the swap file since boot.
        pub swapins: u64,
        pub swapouts: u64,
        pub compressor_page_count: u32,
        pub throttled_count: u32,
        pub external_page_count: u32,
        pub internal_page_count: u32,
        pub total_uncompressed_pages_in_compressor: u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &[1_u32, 2, 3, u32::MAX].map(u32::to_ne_bytes).concat()),
            (32, &[5_u64, 6, 7].map(u64::to_ne_bytes).concat()),
            (88, &[8_u32, 9].map(u32::to_ne_bytes).concat()),
            (112, &[10_u64, 1 << 40].map(u64::to_ne_bytes).concat()),
            (128, &[12_u32, 13, 14, 15].map(u32::to_ne_bytes).concat()),
        ];
        written(152, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("free_count", 0),
            ("active_count", 4),
            ("inactive_count", 8),
            ("wire_count", 12),
            ("pageins", 32),
            ("pageouts", 40),
            ("speculative_count", 92),
            ("swapins", 112),
            ("swapouts", 120),
            ("compressor_page_count", 128),
        ];
        stand(VmStatistics64::OFFSETS, &places);
        let memory = VmStatistics64::parse(&made()).unwrap();
        assert_eq!((memory.free_count, memory.active_count), (1, 2));
        assert_eq!((memory.inactive_count, memory.wire_count), (3, u32::MAX));
        assert_eq!((memory.pageins, memory.pageouts, memory.faults), (5, 6, 7));
        assert_eq!((memory.purgeable_count, memory.speculative_count), (8, 9));
        assert_eq!((memory.compressor_page_count, memory.external_page_count), (12, 14));
    }

    #[test]
    fn trap_17_what_was_swapped_is_told_in_pages() {
        let memory = VmStatistics64::parse(&made()).unwrap();
        assert_eq!((memory.swapins, memory.swapouts), (10, 1 << 40));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), VmStatistics64::parse);
    }
}
