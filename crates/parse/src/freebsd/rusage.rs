//! `struct rusage` of `sys/resource.h` (FreeBSD 14), getrusage(2): what a process has used.

use crate::bsd::timeval::Timeval;
use crate::record::record;

record! {
    /// Of all threads, or of one; of children only the times and a few others are counted.
    pub struct Rusage("rusage", 144) {
        pub ru_utime: Timeval,
        pub ru_stime: Timeval,
        /// The largest that was resident, in kilobytes.
        pub ru_maxrss: i64,
        pub ru_ixrss: i64,
        pub ru_idrss: i64,
        pub ru_isrss: i64,
        /// Page faults that needed no I/O.
        pub ru_minflt: i64,
        /// Page faults that did.
        pub ru_majflt: i64,
        pub ru_nswap: i64,
        /// Blocks read: how often a file system had to, not how many bytes.
        pub ru_inblock: i64,
        /// Blocks written.
        pub ru_oublock: i64,
        pub ru_msgsnd: i64,
        pub ru_msgrcv: i64,
        pub ru_nsignals: i64,
        /// Context switches that it asked for.
        pub ru_nvcsw: i64,
        /// Context switches that it did not ask for.
        pub ru_nivcsw: i64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets};

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [("ru_utime", 0), ("ru_stime", 16), ("ru_nvcsw", 128), ("ru_nivcsw", 136)];
        assert_offsets(Rusage::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let bytes: Vec<u8> = (1..=18_i64).flat_map(i64::to_ne_bytes).collect();
        let usage = Rusage::parse(&bytes).unwrap();
        assert_eq!(usage.ru_utime, Timeval { tv_sec: 1, tv_usec: 2 });
        assert_eq!(usage.ru_stime, Timeval { tv_sec: 3, tv_usec: 4 });
        assert_eq!((usage.ru_maxrss, usage.ru_minflt, usage.ru_majflt), (5, 9, 10));
        assert_eq!((usage.ru_inblock, usage.ru_oublock), (12, 13));
        assert_eq!((usage.ru_nvcsw, usage.ru_nivcsw), (17, 18));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Rusage::SIZE, Rusage::parse);
    }
}
