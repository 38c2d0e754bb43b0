//! `struct kinfo_lwp` of `sys/sysctl.h`, states of `sys/lwp.h` (NetBSD 10), `KERN_LWP` of sysctl(3): a thread.

use crate::bsd::char_array;
use crate::record::record;

/// It is being made.
pub const LSIDL: i8 = 1;
/// It waits for a CPU.
pub const LSRUN: i8 = 2;
/// It waits for something else.
pub const LSSLEEP: i8 = 3;
/// Stopped, by a signal or a debugger.
pub const LSSTOP: i8 = 4;
/// Nobody has asked for its status.
pub const LSZOMB: i8 = 5;
/// Unused since NetBSD 5.
pub const LSDEAD: i8 = 6;
/// It runs.
pub const LSONPROC: i8 = 7;
/// Suspended, by another thread of its own process.
pub const LSSUSPENDED: i8 = 8;

record! {
    /// A thread.
    pub struct KinfoLwp("kinfo_lwp", 128) {
        _l_forw: [u64; 4],
        pub l_lid: i32,
        pub l_flag: i32,
        _l_swtime: [u32; 4],
        _l_priority: [u8; 2],
        /// `LSRUN` and so on.
        pub l_stat: i8,
        _l_pad1: u8,
        _l_pad2: u32,
        pub l_wmesg: [u8; 8],
        _l_wchan: u64,
        pub l_cpuid: u64,
        /// User and system time together: the kernel does not tell them apart.
        pub l_rtime_sec: u32,
        pub l_rtime_usec: u32,
        _l_cpticks: u32,
        pub l_pctcpu: u32,
        pub l_pid: u32,
        pub l_name: [u8; 20],
    }
}

impl KinfoLwp {
    /// The name, empty if the program gave it none.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        char_array::text(&self.l_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netbsd::made::{offsets, written};
    use crate::record::rows;

    fn thread(name: &[u8]) -> Vec<u8> {
        written(
            KinfoLwp::SIZE,
            &[
                (32, &3_i32.to_ne_bytes()),
                (58, &[7]),
                (64, b"parked\0"),
                (80, &2_u64.to_ne_bytes()),
                (88, &[12_u32, 500_000].map(u32::to_ne_bytes).concat()),
                (104, &77_u32.to_ne_bytes()),
                (108, name),
            ],
        )
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        offsets(
            KinfoLwp::OFFSETS,
            "l_lid 32 l_flag 36 l_stat 58 l_wmesg 64 l_cpuid 80 l_rtime_sec 88 l_rtime_usec 92 l_pid 104 l_name 108",
        );
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let thread = KinfoLwp::parse(&thread(b"worker\n\xFF\0rest")).unwrap();
        assert_eq!(
            (thread.l_lid, thread.l_stat, thread.l_cpuid, thread.l_pid),
            (3, LSONPROC, 2, 77)
        );
        assert_eq!(thread.name(), b"worker\n\xFF");
    }

    #[test]
    fn trap_34_there_is_one_time_for_user_and_system() {
        let thread = KinfoLwp::parse(&thread(b"")).unwrap();
        assert_eq!((thread.l_rtime_sec, thread.l_rtime_usec), (12, 500_000));
        let times = KinfoLwp::OFFSETS.iter().filter(|(name, _)| name.ends_with("time_sec"));
        assert_eq!(times.count(), 1);
    }

    #[test]
    fn names_may_be_empty_or_without_an_end() {
        assert_eq!(KinfoLwp::parse(&thread(b"\0")).unwrap().name(), b"");
        assert_eq!(KinfoLwp::parse(&thread(&[b')'; 20])).unwrap().name(), [b')'; 20]);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let bytes = thread(b"x");
        for length in 0..bytes.len() {
            assert!(KinfoLwp::parse(&bytes[..length]).is_err(), "{length} bytes");
        }
        for step in [0, 1, 127, 129] {
            assert!(rows::<KinfoLwp>("kinfo_lwp", &bytes, step).all(|row| row.is_err()), "{step}");
        }
    }
}
