//! `struct rlimit` of `sys/resource.h` (FreeBSD 14), `KERN_PROC_RLIMIT` of sysctl(3): what a process may use of something.

use crate::record::record;

/// `RLIM_INFINITY`: no limit.
pub const RLIM_INFINITY: i64 = i64::MAX;

/// `RLIMIT_*`: the name of each resource without its prefix, in the order of their numbers from 0.
pub const RESOURCES: [&str; 15] = [
    "CPU", "FSIZE", "DATA", "STACK", "CORE", "RSS", "MEMLOCK", "NPROC", "NOFILE", "SBSIZE", "AS",
    "NPTS", "SWAP", "KQUEUES", "UMTXP",
];

record! {
    /// A limit.
    pub struct Rlimit("rlimit", 16) {
        /// Soft.
        pub rlim_cur: i64,
        /// Hard.
        pub rlim_max: i64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets};

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        assert_offsets(Rlimit::OFFSETS, &[("rlim_cur", 0), ("rlim_max", 8)]);
        let limit = Rlimit::parse(&[1024, RLIM_INFINITY].map(i64::to_ne_bytes).concat()).unwrap();
        assert_eq!((limit.rlim_cur, limit.rlim_max), (1024, i64::MAX));
    }

    #[test]
    fn resources_have_their_numbers() {
        let number = |name| RESOURCES.iter().position(|&resource| resource == name);
        let named = ["CPU", "MEMLOCK", "NPROC", "NOFILE", "AS", "UMTXP"].map(number);
        assert_eq!(named, [0, 6, 7, 8, 10, 14].map(Some));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Rlimit::SIZE, Rlimit::parse);
    }
}
