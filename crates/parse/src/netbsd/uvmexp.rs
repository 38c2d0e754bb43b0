//! `struct uvmexp_sysctl` of `uvm/uvm_extern.h` (NetBSD 9 and 10), `vm.uvmexp2` of sysctl(7): memory, swap, and what the
//! CPUs did.
//!
//! Releases add fields at its end: 712 bytes on NetBSD 10. Only those that all of them have are read.

use crate::record::record;

record! {
    /// Its beginning. Memory is in pages, also that of swap space.
    pub struct Uvmexp("uvmexp_sysctl", 592) {
        /// Bytes of a page.
        pub pagesize: i64,
        pub pagemask: i64,
        pub pageshift: i64,
        pub npages: i64,
        pub free: i64,
        pub active: i64,
        pub inactive: i64,
        pub paging: i64,
        pub wired: i64,
        _zeropages: [i64; 7],
        pub nswapdev: i64,
        pub swpages: i64,
        pub swpginuse: i64,
        pub swpgonly: i64,
        _nswget: [i64; 4],
        pub faults: i64,
        pub traps: i64,
        pub intrs: i64,
        pub swtch: i64,
        pub softs: i64,
        pub syscalls: i64,
        /// Operations, not pages.
        pub pageins: i64,
        _swapins: [i64; 2],
        /// Pages that came back from swap space.
        pub pgswapin: i64,
        /// Pages that went to swap space.
        pub pgswapout: i64,
        pub forks: i64,
        _forks_ppwait: [i64; 32],
        /// Operations, not pages.
        pub pdpageouts: i64,
        _pdpending: [i64; 2],
        pub anonpages: i64,
        /// Of files in memory: what others call the cache.
        pub filepages: i64,
        pub execpages: i64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netbsd::made::offsets;

    /// Each field has its own offset as its value.
    fn numbered(size: usize) -> Vec<u8> {
        (0..size).step_by(8).flat_map(|offset| (offset as u64).to_ne_bytes()).collect()
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        offsets(
            Uvmexp::OFFSETS,
            "pagesize 0 pageshift 16 npages 24 free 32 active 40 inactive 48 wired 64 swpages 136 swpginuse 144 \
             faults 192 traps 200 intrs 208 swtch 216 softs 224 syscalls 232 pageins 240 pgswapin 264 pgswapout 272 \
             pdpageouts 544 anonpages 568 filepages 576 execpages 584",
        );
    }

    #[test]
    fn a_later_release_has_more_behind_it() {
        let read = Uvmexp::parse(&numbered(712)).unwrap();
        assert_eq!(Uvmexp::parse(&numbered(Uvmexp::SIZE)), Ok(read));
        assert_eq!((read.free, read.active, read.inactive, read.wired), (32, 40, 48, 64));
        assert_eq!((read.anonpages, read.filepages, read.execpages), (568, 576, 584));
        assert_eq!((read.intrs, read.swtch, read.softs, read.syscalls), (208, 216, 224, 232));
    }

    #[test]
    fn trap_30_pages_are_not_operations() {
        let read = Uvmexp::parse(&numbered(Uvmexp::SIZE)).unwrap();
        assert_eq!((read.pgswapin, read.pgswapout), (264, 272), "pages");
        assert_eq!((read.pageins, read.pdpageouts), (240, 544), "operations");
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let bytes = numbered(Uvmexp::SIZE);
        for length in 0..bytes.len() {
            assert!(Uvmexp::parse(&bytes[..length]).is_err(), "{length} bytes");
        }
    }
}
