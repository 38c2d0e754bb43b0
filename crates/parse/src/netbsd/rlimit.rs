//! `rlim_t` of `sys/types.h`, `RLIMIT_*` of `sys/resource.h` (NetBSD 10), `proc.PID.rlimit` of sysctl(7): what a process
//! may use of something.
//!
//! Soft and hard limits are two values, each asked for by itself: `{CTL_PROC, pid, PROC_PID_LIMIT, resource + 1, soft or
//! hard}`.

use crate::record::record;

/// No limit.
pub const RLIM_INFINITY: u64 = 0x7FFF_FFFF_FFFF_FFFF;

/// The last number of the question: the soft limit.
pub const PROC_PID_LIMIT_TYPE_SOFT: i32 = 1;
/// The last number of the question: the hard limit.
pub const PROC_PID_LIMIT_TYPE_HARD: i32 = 2;

/// `RLIMIT_*`: the name of each resource without its prefix, in the order of their numbers from 0.
pub const RESOURCES: [&str; 12] = [
    "CPU", "FSIZE", "DATA", "STACK", "CORE", "RSS", "MEMLOCK", "NPROC", "NOFILE", "SBSIZE", "AS",
    "NTHR",
];

record! {
    /// A limit, soft or hard.
    pub struct Rlim("rlim_t", 8) {
        pub rlim: u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_one_number() {
        assert_eq!(Rlim::parse(&RLIM_INFINITY.to_ne_bytes()), Ok(Rlim { rlim: i64::MAX as u64 }));
        for length in 0..Rlim::SIZE {
            assert!(Rlim::parse(&[1; 8][..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn resources_have_their_numbers() {
        let number = |name| RESOURCES.iter().position(|&resource| resource == name);
        let named = ["CPU", "MEMLOCK", "NPROC", "NOFILE", "AS", "NTHR"].map(number);
        assert_eq!(named, [0, 6, 7, 8, 10, 11].map(Some));
    }
}
