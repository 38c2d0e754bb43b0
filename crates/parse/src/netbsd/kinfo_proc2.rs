//! `struct kinfo_proc2` of `sys/sysctl.h` (NetBSD 10), `KERN_PROC2` of sysctl(3) and sysctl(7): a process.
//!
//! The kernel fills as many bytes of each as it is asked for. Pointers, and what nobody needs, are gathered.

use crate::bsd::char_array;
use crate::record::record;

/// What the kernel adds to a nice value, so that it is never negative.
pub const NZERO: u8 = 20;

/// `p_tdev` of a process without a terminal.
pub const NODEV: u32 = u32::MAX;

/// `p_cpuid` and `l_cpuid` of what has not run yet.
pub const KI_NOCPU: u64 = u64::MAX;

/// In `p_eflag`: it has a terminal.
pub const EPROC_CTTY: i32 = 0x01;
/// In `p_eflag`: it leads its session.
pub const EPROC_SLEADER: i32 = 0x02;

/// In `p_flag`: it has a terminal.
pub const P_CONTROLT: i32 = 0x0000_0002;
/// In `p_flag`: it belongs to the kernel, and has no memory of its own.
pub const P_SYSTEM: i32 = 0x0000_0200;

/// `p_realstat`: it is being made.
pub const SIDL: u64 = 1;
/// `p_realstat`: it lives, whatever its threads do.
pub const SACTIVE: u64 = 2;
/// `p_realstat`: it is about to exit.
pub const SDYING: u64 = 3;
/// `p_realstat`: it is stopped.
pub const SSTOP: u64 = 4;
/// `p_realstat`: it has exited, and nobody has asked for its status.
pub const SZOMB: u64 = 5;
/// `p_realstat`: as good as gone.
pub const SDEAD: u64 = 6;

record! {
    /// A process.
    pub struct KinfoProc2("kinfo_proc2", 680) {
        _p_forw: [u64; 13],
        pub p_eflag: i32,
        pub p_exitsig: i32,
        pub p_flag: i32,
        pub p_pid: i32,
        pub p_ppid: i32,
        pub p_sid: i32,
        /// `p__pgid`, for `sys/proc.h` takes the other name.
        pub p_pgid: i32,
        pub p_tpgid: i32,
        /// The effective one.
        pub p_uid: u32,
        pub p_ruid: u32,
        /// The effective one.
        pub p_gid: u32,
        pub p_rgid: u32,
        pub p_groups: [u32; 16],
        pub p_ngroups: i16,
        pub p_jobc: i16,
        pub p_tdev: u32,
        pub p_estcpu: u32,
        pub p_rtime_sec: u32,
        pub p_rtime_usec: u32,
        _p_cpticks: i32,
        pub p_pctcpu: u32,
        _p_swtime: [u32; 3],
        _p_uticks: [u64; 4],
        _p_traceflag: [i32; 2],
        /// Of all its threads, as the next one. All four words are signals: see [`signals`].
        pub p_siglist: [u32; 4],
        pub p_sigmask: [u32; 4],
        pub p_sigignore: [u32; 4],
        pub p_sigcatch: [u32; 4],
        /// What one of its threads does, `LSRUN` and so on. Without threads it is `p_realstat`: 3 is `SDYING` then.
        pub p_stat: i8,
        _p_priority: [u8; 2],
        /// Biased by [`NZERO`]: see [`KinfoProc2::nice`].
        pub p_nice: u8,
        pub p_xstat: u16,
        pub p_acflag: u16,
        pub p_comm: [u8; 24],
        pub p_wmesg: [u8; 8],
        _p_wchan: u64,
        pub p_login: [u8; 24],
        /// In pages, as the three after it.
        pub p_vm_rssize: i32,
        pub p_vm_tsize: i32,
        pub p_vm_dsize: i32,
        pub p_vm_ssize: i32,
        /// Whether what begins with `p_u` is filled, and times of the CPU: they are not for a zombie.
        pub p_uvalid: i64,
        pub p_ustart_sec: u32,
        pub p_ustart_usec: u32,
        pub p_uutime_sec: u32,
        pub p_uutime_usec: u32,
        pub p_ustime_sec: u32,
        pub p_ustime_usec: u32,
        pub p_uru_maxrss: u64,
        pub p_uru_ixrss: u64,
        pub p_uru_idrss: u64,
        pub p_uru_isrss: u64,
        pub p_uru_minflt: u64,
        pub p_uru_majflt: u64,
        pub p_uru_nswap: u64,
        /// Operations, not bytes; so is the next one.
        pub p_uru_inblock: u64,
        pub p_uru_oublock: u64,
        pub p_uru_msgsnd: u64,
        pub p_uru_msgrcv: u64,
        pub p_uru_nsignals: u64,
        pub p_uru_nvcsw: u64,
        pub p_uru_nivcsw: u64,
        /// User and system time of its children together.
        pub p_uctime_sec: u32,
        pub p_uctime_usec: u32,
        pub p_cpuid: u64,
        pub p_realflag: u64,
        pub p_nlwps: u64,
        pub p_nrlwps: u64,
        /// What the process itself does, `SACTIVE` and so on.
        pub p_realstat: u64,
        pub p_svuid: u32,
        pub p_svgid: u32,
        pub p_ename: [u8; 16],
        /// In pages.
        pub p_vm_vsize: i64,
        /// In pages, without the stack that has not been used yet.
        pub p_vm_msize: i64,
    }
}

impl KinfoProc2 {
    /// The name, cut by the kernel.
    #[must_use]
    pub fn comm(&self) -> &[u8] {
        char_array::text(&self.p_comm)
    }

    /// Its supplementary groups; no more than there is room for, which the count does not care about.
    #[must_use]
    pub fn groups(&self) -> &[u32] {
        let count = usize::try_from(self.p_ngroups).unwrap_or_default();
        self.p_groups.get(..count).unwrap_or(&self.p_groups)
    }

    /// The nice value as users know it.
    #[must_use]
    pub fn nice(&self) -> i32 {
        i32::from(self.p_nice).saturating_sub(i32::from(NZERO))
    }
}

/// A set of signals as one number: its lowest bit is signal 1.
#[must_use]
pub fn signals(set: [u32; 4]) -> u128 {
    set.into_iter().rev().fold(0, |all, word| (all << 32) | u128::from(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netbsd::made::{offsets, written};
    use crate::record::rows;

    /// A process of which every number tells where it is from.
    fn process() -> Vec<u8> {
        written(
            KinfoProc2::SIZE,
            &[
                (112, &0x4202_i32.to_ne_bytes()),
                (116, &77_i32.to_ne_bytes()),
                (120, &1_i32.to_ne_bytes()),
                (136, &[1000_u32, 1001, 100, 101].map(u32::to_ne_bytes).concat()),
                (152, &[100_u32, 5, 7].map(u32::to_ne_bytes).concat()),
                (216, &3_i16.to_ne_bytes()),
                (220, &0x0502_u32.to_ne_bytes()),
                (360, &[2, 0, 0, 25]),
                (368, b"a) b\n\xFF\0old"),
                (408, b"root\0"),
                (432, &[10_i32, 20, 30, 40].map(i32::to_ne_bytes).concat()),
                (448, &1_i64.to_ne_bytes()),
                (456, &[1_700_000_000_u32, 5, 1, 2, 3, 4].map(u32::to_ne_bytes).concat()),
                (592, &[9_u32, 8].map(u32::to_ne_bytes).concat()),
                (640, &[1002_u32, 102].map(u32::to_ne_bytes).concat()),
                (664, &[500_i64, 400].map(i64::to_ne_bytes).concat()),
            ],
        )
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        offsets(
            KinfoProc2::OFFSETS,
            "p_eflag 104 p_exitsig 108 p_flag 112 p_pid 116 p_ppid 120 p_sid 124 p_pgid 128 p_tpgid 132 p_uid 136 \
             p_ruid 140 p_gid 144 p_rgid 148 p_groups 152 p_ngroups 216 p_jobc 218 p_tdev 220 p_siglist 296 \
             p_sigmask 312 p_sigignore 328 p_sigcatch 344 p_stat 360 p_nice 363 p_comm 368 p_login 408 \
             p_vm_rssize 432 p_vm_tsize 436 p_vm_dsize 440 p_vm_ssize 444 p_uvalid 448 p_ustart_sec 456 \
             p_ustart_usec 460 p_uutime_sec 464 p_uutime_usec 468 p_ustime_sec 472 p_ustime_usec 476 \
             p_uru_maxrss 480 p_uru_nvcsw 576 p_uru_nivcsw 584 p_uctime_sec 592 p_uctime_usec 596 p_cpuid 600 \
             p_realflag 608 p_nlwps 616 p_nrlwps 624 p_realstat 632 p_svuid 640 p_svgid 644 p_ename 648 \
             p_vm_vsize 664 p_vm_msize 672",
        );
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let process = KinfoProc2::parse(&process()).unwrap();
        assert_eq!((process.p_pid, process.p_flag & P_SYSTEM), (77, P_SYSTEM));
        assert_eq!((process.p_tdev, process.p_stat, process.p_uvalid), (0x0502, 2, 1));
        assert_eq!(process.comm(), b"a) b\n\xFF");
        assert_eq!(char_array::text(&process.p_login), b"root");
        assert_eq!((process.p_ustart_sec, process.p_ustart_usec), (1_700_000_000, 5));
        assert_eq!((process.p_uutime_usec, process.p_ustime_usec), (2, 4));
        assert_eq!((process.p_uctime_sec, process.p_uctime_usec), (9, 8));
        let pages =
            [process.p_vm_rssize, process.p_vm_tsize, process.p_vm_dsize, process.p_vm_ssize];
        assert_eq!(pages, [10, 20, 30, 40]);
    }

    #[test]
    fn trap_32_the_parent_is_p_ppid() {
        assert_eq!(KinfoProc2::parse(&process()).unwrap().p_ppid, 1);
    }

    #[test]
    fn trap_33_saved_ids_are_32_bits_and_move_nothing_behind_them() {
        let process = KinfoProc2::parse(&process()).unwrap();
        assert_eq!((process.p_ruid, process.p_uid, process.p_svuid), (1001, 1000, 1002));
        assert_eq!((process.p_rgid, process.p_gid, process.p_svgid), (101, 100, 102));
        assert_eq!((process.p_vm_vsize, process.p_vm_msize), (500, 400));
        assert_eq!(KinfoProc2::SIZE, 680);
    }

    #[test]
    fn trap_28_nice_is_biased() {
        let of = |nice: u8| {
            let mut bytes = process();
            bytes[363] = nice;
            KinfoProc2::parse(&bytes).unwrap().nice()
        };
        assert_eq!([0, 20, 25, 40, 255].map(of), [-20, 0, 5, 20, 235]);
    }

    #[test]
    fn trap_27_signals_over_32_are_in_the_other_words() {
        let mut bytes = process();
        for (index, byte) in (312..328).zip(1..) {
            bytes[index] = byte;
        }
        let set = KinfoProc2::parse(&bytes).unwrap().p_sigmask;
        assert_eq!(set[1], u32::from_ne_bytes([5, 6, 7, 8]));
        assert_eq!(signals([1, 0, 0, 0]), 1);
        assert_eq!(signals([0, 1, 0, 0]), 1 << 32, "signal 33");
        assert_eq!(signals([0, 0x4000_0000, 0, 0]), 1 << 62, "signal 63");
        assert_eq!(signals([0, 0, 0, 0x8000_0000]), 1 << 127);
    }

    #[test]
    fn groups_are_no_more_than_there_is_room_for() {
        let of = |count: i16| {
            let mut bytes = process();
            bytes[216..218].copy_from_slice(&count.to_ne_bytes());
            KinfoProc2::parse(&bytes).unwrap().groups().to_vec()
        };
        assert_eq!(of(3), [100, 5, 7]);
        assert!(of(0).is_empty() && of(-1).is_empty() && of(i16::MIN).is_empty());
        assert_eq!((of(16).len(), of(17).len(), of(i16::MAX).len()), (16, 16, 16));
    }

    #[test]
    fn a_name_without_an_end_is_all_of_it() {
        let mut bytes = process();
        bytes[368..392].fill(b'x');
        assert_eq!(KinfoProc2::parse(&bytes).unwrap().comm(), [b'x'; 24]);
    }

    #[test]
    fn rows_of_a_later_kernel_are_longer_and_cut_off_ones_are_errors() {
        let row = process();
        let longer = [&row[..], &[9; 8], &row, &[9; 8]].concat();
        let read: Vec<_> = rows::<KinfoProc2>("kinfo_proc2", &longer, 688).collect();
        assert_eq!(read, [KinfoProc2::parse(&row), KinfoProc2::parse(&row)]);
        for length in 0..row.len() {
            assert!(KinfoProc2::parse(&row[..length]).is_err(), "{length} bytes");
        }
        for step in [0, 1, 679, 2000] {
            assert!(
                rows::<KinfoProc2>("kinfo_proc2", &row, step).all(|row| row.is_err()),
                "{step}"
            );
        }
    }
}
