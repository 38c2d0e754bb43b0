//! `struct extern_proc` of `sys/proc.h` (macOS 15): a process as its own part of `kinfo_proc`, sysctl(3).

use crate::bsd::timeval::Timeval32;
use crate::record::record;

/// `p_stat`: being made by `fork(2)`.
pub const SIDL: i8 = 1;
/// `p_stat`: nearly every process, for the kernel looks at threads and not at this.
pub const SRUN: i8 = 2;
/// `p_stat`: sleeping.
pub const SSLEEP: i8 = 3;
/// `p_stat`: stopped.
pub const SSTOP: i8 = 4;
/// `p_stat`: has ended, and its parent has not asked how.
pub const SZOMB: i8 = 5;

/// `p_flag`: has a controlling terminal.
pub const P_CONTROLT: i32 = 0x2;
/// `p_flag`: a 64-bit process.
pub const P_LP64: i32 = 0x4;
/// `p_flag`: its parent waits until it calls `execve(2)` or ends.
pub const P_PPWAIT: i32 = 0x10;
/// `p_flag`: of the kernel.
pub const P_SYSTEM: i32 = 0x200;
/// `p_flag`: a debugger watches it.
pub const P_TRACED: i32 = 0x800;
/// `p_flag`: on its way out.
pub const P_WEXIT: i32 = 0x2000;
/// `p_flag`: runs under Rosetta.
pub const P_TRANSLATED: i32 = 0x2_0000;

record! {
    /// A process. What the kernel fills with zeros in our days is left out.
    pub struct ExternProc("extern_proc", 296) {
        /// When it started, by the clock on the wall. It does not move if that is set.
        pub p_starttime: Timeval32,
        _p_vmspace: [u64; 2],
        pub p_flag: i32,
        pub p_stat: i8,
        _pad: [u8; 3],
        pub p_pid: i32,
        pub p_oppid: i32,
        _p_dupfd: [u8; 180],
        /// The kernel leaves it, and `p_siglist`, empty.
        _p_sigmask: u32,
        pub p_sigignore: u32,
        pub p_sigcatch: u32,
        pub p_priority: u8,
        _p_usrpri: u8,
        pub p_nice: i8,
        /// Its name, 16 bytes of it.
        pub p_comm: [u8; 17],
        _p_pgrp: [u8; 20],
        /// How it ended.
        pub p_xstat: u16,
        _p_acflag: [u8; 14],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::char_array::text;
    use crate::macos::tests::{chars, ends, hostile, stand, written};

    fn made(nice: i8, comm: &[u8; 17]) -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &1_700_000_000_i64.to_ne_bytes()),
            (8, &999_999_i32.to_ne_bytes()),
            (32, &(P_LP64 | P_CONTROLT).to_ne_bytes()),
            (36, &[5]),
            (40, &501_i32.to_ne_bytes()),
            (44, &1_i32.to_ne_bytes()),
            (232, &0x8000_0001_u32.to_ne_bytes()),
            (236, &2_u32.to_ne_bytes()),
            (240, &[31]),
            (242, &nice.to_ne_bytes()),
            (243, comm),
            (280, &0x0109_u16.to_ne_bytes()),
        ];
        written(296, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("p_starttime", 0),
            ("p_flag", 32),
            ("p_stat", 36),
            ("p_pid", 40),
            ("p_oppid", 44),
            ("_p_sigmask", 228),
            ("p_sigignore", 232),
            ("p_sigcatch", 236),
            ("p_nice", 242),
            ("p_comm", 243),
            ("p_xstat", 280),
        ];
        stand(ExternProc::OFFSETS, &places);
    }

    #[test]
    fn reads_each_field_at_its_place() {
        let process = ExternProc::parse(&made(0, &chars(b"sh"))).unwrap();
        let start = process.p_starttime;
        assert_eq!((start.tv_sec, start.tv_usec), (1_700_000_000, 999_999));
        assert_eq!((process.p_flag, process.p_stat), (6, SZOMB));
        assert_eq!((process.p_pid, process.p_oppid), (501, 1));
        assert_eq!((process.p_sigignore, process.p_sigcatch), (0x8000_0001, 2));
        assert_eq!((process.p_priority, process.p_xstat), (31, 0x0109));
        assert_eq!(text(&process.p_comm), b"sh");
    }

    #[test]
    fn trap_28_the_nice_value_is_a_signed_byte() {
        let nice = |nice| ExternProc::parse(&made(nice, &[0; 17])).unwrap().p_nice;
        assert_eq!([-20, -1, 0, 20].map(nice), [-20, -1, 0, 20]);
    }

    #[test]
    fn a_name_is_bytes_and_need_not_end() {
        let comm = |comm| ExternProc::parse(&made(0, &comm)).unwrap().p_comm;
        assert_eq!(text(&comm(hostile())), hostile::<17>());
        assert_eq!(text(&comm(chars(b"a) R 1\n\xFF"))), b"a) R 1\n\xFF");
        assert_eq!(text(&comm([0; 17])), b"");
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(0, &[0; 17]), ExternProc::parse);
    }
}
