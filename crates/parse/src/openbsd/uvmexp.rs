//! `struct uvmexp` of `uvm/uvmexp.h` (OpenBSD 7), `VM_UVMEXP` of sysctl(2): memory, swap, and what the
//! machine did since it was started.
//!
//! What stands behind `forks` moved with the releases. Counters are `int` there and go on from the least number after
//! the largest, so they are read as `u32` here.

use crate::record::record;

record! {
    /// Memory and swap are in pages.
    pub struct Uvmexp("uvmexp", 344) {
        pub pagesize: i32,
        pub pagemask: i32,
        pub pageshift: i32,
        pub npages: i32,
        pub free: i32,
        pub active: i32,
        pub inactive: i32,
        pub paging: i32,
        pub wired: i32,
        _zeropages: [i32; 3],
        pub percpucaches: i32,
        pub vnodepages: i32,
        pub vtextpages: i32,
        _freemin: [i32; 10],
        pub nswapdev: i32,
        pub swpages: i32,
        pub swpginuse: i32,
        pub swpgonly: i32,
        _nswget: [i32; 4],
        pub faults: u32,
        pub traps: u32,
        pub intrs: u32,
        pub swtch: u32,
        pub softs: u32,
        pub syscalls: u32,
        /// Operations, not pages.
        pub pageins: u32,
        _pcphit: [i32; 2],
        pub pgswapin: u32,
        pub pgswapout: u32,
        pub forks: u32,
        _rest: [u8; 164],
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::{lengths_are_checked, offsets_are, written};
    use super::*;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let fields = [
            ("pagesize", 0),
            ("npages", 12),
            ("free", 16),
            ("active", 20),
            ("inactive", 24),
            ("wired", 32),
            ("percpucaches", 48),
            ("swpages", 104),
            ("swpginuse", 108),
            ("faults", 132),
            ("intrs", 140),
            ("swtch", 144),
            ("softs", 148),
            ("syscalls", 152),
            ("pageins", 156),
            ("pgswapin", 168),
            ("pgswapout", 172),
            ("forks", 176),
            ("", 344),
        ];
        offsets_are(Uvmexp::OFFSETS, &fields);
    }

    /// As the kernel writes it: each word is its number.
    fn numbered() -> Vec<u8> {
        (0..86_u32).flat_map(u32::to_ne_bytes).collect()
    }

    #[test]
    fn reads_each_word_at_its_place() {
        let it = Uvmexp::parse(&numbered()).unwrap();
        assert_eq!((it.free, it.active, it.inactive, it.wired), (4, 5, 6, 8));
        assert_eq!((it.percpucaches, it.swpages, it.swpginuse), (12, 26, 27));
        assert_eq!((it.intrs, it.swtch, it.softs, it.syscalls), (35, 36, 37, 38));
        lengths_are_checked(&numbered(), Uvmexp::parse);
    }

    /// Word 39 and, now, word 80 count operations.
    #[test]
    fn trap_30_swapped_pages_are_neither_pageins_nor_pageouts() {
        let it = Uvmexp::parse(&numbered()).unwrap();
        assert_eq!((it.pageins, it.pgswapin, it.pgswapout), (39, 42, 43));
    }

    #[test]
    fn counters_do_not_become_negative() {
        let bytes =
            written::<344>(&[(144, &i32::MIN.to_ne_bytes()), (152, &(-1_i32).to_ne_bytes())]);
        let it = Uvmexp::parse(&bytes).unwrap();
        assert_eq!((it.swtch, it.syscalls), (1 << 31, u32::MAX));
    }
}
