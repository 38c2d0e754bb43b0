use super::*;
use crate::bsd::written::{assert_cut_off, assert_offsets, put};

/// A process as the kernel writes it, by the offsets of its header.
fn written() -> Vec<u8> {
    let mut bytes = vec![0; 1088];
    put(&mut bytes, 0, 1088_i32.to_ne_bytes());
    for (index, at) in (72..96).step_by(4).enumerate() {
        put(&mut bytes, at, (10_i32 + i32::try_from(index).unwrap()).to_ne_bytes());
    }
    put(&mut bytes, 100, 0x8801_u32.to_ne_bytes());
    for (index, at) in (104..168).step_by(4).enumerate() {
        put(&mut bytes, at, (1_u32 << index).to_ne_bytes());
    }
    for (index, at) in (168..188).step_by(4).enumerate() {
        put(&mut bytes, at, (1000 + u32::try_from(index).unwrap()).to_ne_bytes());
    }
    put(&mut bytes, 188, 2_i16.to_ne_bytes());
    put(&mut bytes, 192, 20_u32.to_ne_bytes());
    put(&mut bytes, 196, 5_u32.to_ne_bytes());
    for (index, at) in (256..304).step_by(8).enumerate() {
        put(&mut bytes, at, (4096_u64 + u64::try_from(index).unwrap()).to_ne_bytes());
    }
    put(&mut bytes, 304, 0x0100_u16.to_ne_bytes());
    put(&mut bytes, 328, 123_456_789_u64.to_ne_bytes());
    put(&mut bytes, 336, 1_700_000_000_i64.to_ne_bytes());
    put(&mut bytes, 344, 999_999_i64.to_ne_bytes());
    put(&mut bytes, 368, 0x1000_0000_i64.to_ne_bytes());
    put(&mut bytes, 388, [stat::SSLEEP.to_ne_bytes()[0], (-20_i8).to_ne_bytes()[0]]);
    put(&mut bytes, 394, *b"worker\0");
    put(&mut bytes, 420, *b"root\0");
    put(&mut bytes, 447, *b"sh\0old\0");
    put(&mut bytes, 560, (1_u64 << 40).to_ne_bytes());
    put(&mut bytes, 568, (-1_i32).to_ne_bytes());
    put(&mut bytes, 572, 300_i32.to_ne_bytes());
    put(&mut bytes, 592, 3_i32.to_ne_bytes());
    put(&mut bytes, 596, 7_i32.to_ne_bytes());
    put(&mut bytes, 600, 100_123_i32.to_ne_bytes());
    put(&mut bytes, 608, 11_i64.to_ne_bytes());
    put(&mut bytes, 744, 12_i64.to_ne_bytes());
    put(&mut bytes, 752, 13_i64.to_ne_bytes());
    put(&mut bytes, 888, 14_i64.to_ne_bytes());
    bytes
}

#[test]
fn fields_stand_where_the_header_puts_them() {
    let ids = [("ki_pid", 72), ("ki_ppid", 76), ("ki_pgid", 80), ("ki_tpgid", 84), ("ki_sid", 88)];
    assert_offsets(KinfoProc::OFFSETS, &ids);
    let signals =
        [("ki_siglist", 104), ("ki_sigmask", 120), ("ki_sigignore", 136), ("ki_sigcatch", 152)];
    assert_offsets(KinfoProc::OFFSETS, &signals);
    let users =
        [("ki_uid", 168), ("ki_ruid", 172), ("ki_svuid", 176), ("ki_rgid", 180), ("ki_svgid", 184)];
    assert_offsets(KinfoProc::OFFSETS, &users);
    let sizes = [("ki_size", 256), ("ki_rssize", 264), ("ki_swrss", 272), ("ki_tsize", 280)];
    assert_offsets(KinfoProc::OFFSETS, &sizes);
    let middle = [("ki_dsize", 288), ("ki_ssize", 296), ("ki_xstat", 304), ("ki_runtime", 328)];
    assert_offsets(KinfoProc::OFFSETS, &middle);
    let state = [("ki_start", 336), ("ki_childtime", 352), ("ki_flag", 368), ("ki_stat", 388)];
    assert_offsets(KinfoProc::OFFSETS, &state);
    let names = [("ki_nice", 389), ("ki_tdname", 394), ("ki_login", 420), ("ki_comm", 447)];
    assert_offsets(KinfoProc::OFFSETS, &names);
    let late = [("ki_tdev", 560), ("ki_oncpu", 568), ("ki_lastcpu", 572), ("ki_cr_flags", 588)];
    assert_offsets(KinfoProc::OFFSETS, &late);
    let last = [("ki_jid", 592), ("ki_numthreads", 596), ("ki_tid", 600), ("ki_rusage", 608)];
    assert_offsets(KinfoProc::OFFSETS, &last);
    let rest =
        [("ki_tsid", 92), ("ki_tdev_freebsd11", 100), ("ki_ngroups", 188), ("ki_groups", 192)];
    assert_offsets(KinfoProc::OFFSETS, &rest);
    assert_offsets(KinfoProc::OFFSETS, &[("ki_rusage_ch", 752), ("ki_tdflags", 1080)]);
}

#[test]
fn reads_every_field_at_its_place() {
    let process = KinfoProc::parse(&written()).unwrap();
    assert_eq!((process.ki_pid, process.ki_ppid, process.ki_pgid), (10, 11, 12));
    assert_eq!((process.ki_tpgid, process.ki_sid, process.ki_tsid), (13, 14, 15));
    assert_eq!((process.ki_tdev_freebsd11, process.ki_tdev), (0x8801, 1 << 40));
    assert_eq!((process.ki_xstat, process.ki_runtime), (0x0100, 123_456_789));
    assert_eq!(process.ki_start, Timeval { tv_sec: 1_700_000_000, tv_usec: 999_999 });
    assert_eq!((process.ki_flag, process.ki_stat), (0x1000_0000, stat::SSLEEP));
    assert_eq!((process.ki_oncpu, process.ki_lastcpu, process.ki_jid), (-1, 300, 3));
    assert_eq!((process.ki_numthreads, process.ki_tid), (7, 100_123));
    assert_eq!((process.ki_rusage.ru_utime.tv_sec, process.ki_rusage.ru_nivcsw), (11, 12));
    assert_eq!((process.ki_rusage_ch.ru_utime.tv_sec, process.ki_rusage_ch.ru_nivcsw), (13, 14));
    assert_eq!((process.comm(), process.login()), (&b"sh"[..], &b"root"[..]));
}

#[test]
fn effective_real_and_saved_ids_are_told_apart() {
    let process = KinfoProc::parse(&written()).unwrap();
    assert_eq!((process.ki_uid, process.ki_ruid, process.ki_svuid), (1000, 1001, 1002));
    assert_eq!((process.ki_groups[0], process.ki_rgid, process.ki_svgid), (20, 1003, 1004));
}

#[test]
fn sizes_are_pages_but_the_first() {
    let process = KinfoProc::parse(&written()).unwrap();
    assert_eq!((process.ki_size, process.ki_rssize, process.ki_swrss), (4096, 4097, 4098));
    assert_eq!((process.ki_tsize, process.ki_dsize, process.ki_ssize), (4099, 4100, 4101));
}

#[test]
fn trap_22_threads_have_the_pid_of_their_process() {
    assert_eq!((request::ALL, request::PROC), (0, 8), "0 asks for threads");
    let mut second = written();
    put(&mut second, 600, 100_124_i32.to_ne_bytes());
    let rows: Vec<_> = rows(&[written(), second].concat()).map(Result::unwrap).collect();
    let ids: Vec<_> = rows.iter().map(|row| (row.ki_pid, row.ki_tid)).collect();
    assert_eq!(ids, [(10, 100_123), (10, 100_124)]);
}

#[test]
fn trap_27_signals_have_all_four_words() {
    let process = KinfoProc::parse(&written()).unwrap();
    assert_eq!(process.ki_siglist, [1, 2, 4, 8]);
    assert_eq!(process.ki_sigmask, [16, 32, 64, 128]);
    assert_eq!(process.ki_sigignore, [256, 512, 1024, 2048]);
    assert_eq!(process.ki_sigcatch, [4096, 8192, 16384, 32768]);
}

#[test]
fn trap_28_nice_is_a_number_with_a_sign() {
    assert_eq!(KinfoProc::parse(&written()).unwrap().ki_nice, -20);
}

#[test]
fn names_are_bytes_that_need_not_end() {
    let mut bytes = written();
    put(&mut bytes, 447, *b"a) b\n\xFF 1234567890123");
    put(&mut bytes, 420, [b'x'; 18]);
    let process = KinfoProc::parse(&bytes).unwrap();
    assert_eq!(process.comm(), b"a) b\n\xFF 1234567890123");
    assert_eq!(process.login(), [b'x'; 18]);
}

#[test]
fn the_name_of_a_thread_is_in_two_places() {
    let mut bytes = written();
    assert_eq!(KinfoProc::parse(&bytes).unwrap().thread_name(), b"worker");
    put(&mut bytes, 502, *b"old\0");
    assert_eq!(KinfoProc::parse(&bytes).unwrap().thread_name(), b"worker");
    put(&mut bytes, 394, *b"1234567890123456\0");
    assert_eq!(KinfoProc::parse(&bytes).unwrap().thread_name(), b"1234567890123456old");
}

#[test]
fn groups_are_as_many_as_it_says_or_as_fit() {
    let groups = |count: i16| {
        let mut bytes = written();
        put(&mut bytes, 188, count.to_ne_bytes());
        KinfoProc::parse(&bytes).unwrap().groups().len()
    };
    assert_eq!(KinfoProc::parse(&written()).unwrap().groups(), [20, 5]);
    assert_eq!([0, 16, 17, i16::MAX, -1].map(groups), [0, 16, 16, 16, 0]);
    let mut bytes = written();
    assert!(!KinfoProc::parse(&bytes).unwrap().has_more_groups());
    put(&mut bytes, 588, 0x8000_0001_u32.to_ne_bytes());
    assert!(KinfoProc::parse(&bytes).unwrap().has_more_groups());
}

#[test]
fn rows_are_as_long_as_they_say() {
    let mut longer = written();
    longer.extend([0xAA; 16]);
    put(&mut longer, 0, 1104_i32.to_ne_bytes());
    let bytes = [&longer[..], &longer].concat();
    assert_eq!(rows(&bytes).map(|row| row.is_ok()).collect::<Vec<_>>(), [true, true]);
    for length in 1..longer.len() {
        assert!(rows(&longer[..length]).all(|row| row.is_err()), "{length} bytes");
    }
    for length in [1_i32, 4, 1087, -1, i32::MAX] {
        put(&mut longer, 0, length.to_ne_bytes());
        assert_eq!(rows(&longer).map(|row| row.is_err()).collect::<Vec<_>>(), [true], "{length}");
    }
    put(&mut longer, 0, [0; 4]);
    assert_eq!(rows(&longer).count(), 0);
}

#[test]
fn cut_off_anywhere_is_an_error() {
    assert_cut_off(KinfoProc::SIZE, KinfoProc::parse);
}
