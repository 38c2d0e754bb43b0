//! `struct xsw_usage` of `sys/sysctl.h` (macOS 15), `VM_SWAPUSAGE` of sysctl(3): the swap files.

use crate::record::record;

record! {
    /// Sizes are bytes already, whatever the size of a page.
    pub struct XswUsage("xsw_usage", 32) {
        pub xsu_total: u64,
        pub xsu_avail: u64,
        pub xsu_used: u64,
        pub xsu_pagesize: u32,
        pub xsu_encrypted: i32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand};

    fn made() -> Vec<u8> {
        let sizes = [1_u64 << 30, 768 << 20, 256 << 20].map(u64::to_ne_bytes).concat();
        [sizes, [16384_u32, 1].map(u32::to_ne_bytes).concat()].concat()
    }

    #[test]
    fn trap_17_sizes_are_bytes_and_not_pages() {
        let places = [("xsu_total", 0), ("xsu_avail", 8), ("xsu_used", 16), ("xsu_pagesize", 24)];
        stand(XswUsage::OFFSETS, &places);
        let swap = XswUsage::parse(&made()).unwrap();
        assert_eq!(
            (swap.xsu_total, swap.xsu_avail, swap.xsu_used),
            (1 << 30, 768 << 20, 256 << 20)
        );
        assert_eq!((swap.xsu_pagesize, swap.xsu_encrypted), (16384, 1));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), XswUsage::parse);
    }
}
