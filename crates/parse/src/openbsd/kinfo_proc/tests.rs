use super::super::by_hand::{lengths_are_checked, offsets_are, written};
use super::*;

#[test]
fn fields_stand_where_the_header_puts_them() {
    let identity = [
        ("p_flag", 104),
        ("p_pid", 108),
        ("p_ppid", 112),
        ("p_sid", 116),
        ("p__pgid", 120),
        ("p_tpgid", 124),
        ("p_uid", 128),
        ("p_ruid", 132),
        ("p_gid", 136),
        ("p_rgid", 140),
        ("p_groups", 144),
        ("p_ngroups", 208),
        ("p_tdev", 212),
        ("p_siglist", 288),
        ("p_sigmask", 292),
        ("p_sigignore", 296),
        ("p_sigcatch", 300),
        ("p_stat", 304),
        ("p_nice", 307),
        ("p_comm", 312),
        ("p_login", 352),
    ];
    let usage = [
        ("p_vm_rssize", 384),
        ("p_vm_tsize", 388),
        ("p_vm_dsize", 392),
        ("p_vm_ssize", 396),
        ("p_uvalid", 400),
        ("p_ustart_sec", 408),
        ("p_ustart_usec", 416),
        ("p_uutime_sec", 420),
        ("p_uutime_usec", 424),
        ("p_ustime_sec", 428),
        ("p_ustime_usec", 432),
        ("p_uru_maxrss", 440),
        ("p_uru_nvcsw", 536),
        ("p_uru_nivcsw", 544),
        ("p_uctime_sec", 552),
        ("p_uctime_usec", 556),
        ("p_psflags", 560),
        ("p_svuid", 568),
        ("p_svgid", 572),
        ("p_cpuid", 592),
        ("p_vm_map_size", 600),
        ("p_tid", 608),
        ("p_pledge", 616),
        ("p_name", 624),
        ("", 648),
    ];
    offsets_are(KinfoProc::OFFSETS, &identity);
    offsets_are(KinfoProc::OFFSETS, &usage);
}

/// A process as the kernel writes it, with this name.
fn process(comm: &[u8]) -> [u8; 648] {
    let ids = [4711_i32, 1, 4700, 4710, 4709].map(i32::to_ne_bytes).concat();
    let owners = [1000_u32, 1001, 100, 101].map(u32::to_ne_bytes).concat();
    let groups = [100_u32, 0, u32::MAX].map(u32::to_ne_bytes).concat();
    let pages = [25_i32, 4, 9, 3].map(i32::to_ne_bytes).concat();
    let times = [123_456_u32, 2, 999_999, 1, 1].map(u32::to_ne_bytes).concat();
    written(&[
        (108, &ids),
        (128, &owners),
        (144, &groups),
        (208, &3_i16.to_ne_bytes()),
        (212, &0x0500_u32.to_ne_bytes()),
        (288, &[0, 1, 0, 0, 0, 0, 0, 0x80]),
        (304, &[3, 24, 50, 15]),
        (312, comm),
        (352, b"root\0"),
        (384, &pages),
        (400, &1_i64.to_ne_bytes()),
        (408, &1_700_000_000_u64.to_ne_bytes()),
        (416, &times),
        (536, &[7, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0]),
        (568, &[1002_u32, 102].map(u32::to_ne_bytes).concat()),
        (592, &3_u64.to_ne_bytes()),
        (600, &(1_u64 << 40).to_ne_bytes()),
        (608, &(-1_i32).to_ne_bytes()),
        (624, b"\0"),
    ])
}

#[test]
fn reads_each_field_of_its_width() {
    let it = KinfoProc::parse(&process(b"ksh\0")).unwrap();
    assert_eq!(
        (it.p_pid, it.p_ppid, it.p_sid, it.p__pgid, it.p_tpgid),
        (4711, 1, 4700, 4710, 4709)
    );
    assert_eq!((it.comm(), it.login(), it.name()), (&b"ksh"[..], &b"root"[..], &b""[..]));
    assert_eq!((it.p_stat, it.p_priority, it.p_usrpri), (stat::SSLEEP, 24, 50));
    assert_eq!(
        (it.p_siglist.to_ne_bytes(), it.p_sigmask.to_ne_bytes()),
        ([0, 1, 0, 0], [0, 0, 0, 0x80])
    );
    assert_eq!((it.p_vm_rssize, it.p_vm_tsize, it.p_vm_dsize, it.p_vm_ssize), (25, 4, 9, 3));
    assert_eq!((it.p_ustart_sec, it.p_ustart_usec), (1_700_000_000, 123_456));
    assert_eq!((it.p_uutime_sec, it.p_uutime_usec), (2, 999_999));
    assert_eq!((it.p_ustime_sec, it.p_ustime_usec), (1, 1));
    assert_eq!((it.p_uru_nvcsw.to_le(), it.p_uru_nivcsw.to_le()), (7, 8));
    assert_eq!((it.p_tid, it.cpu(), it.p_vm_map_size), (-1, Some(3), 1 << 40));
    assert_eq!((it.groups(), it.p_tdev), (&[100, 0, u32::MAX][..], 0x0500));
}

#[test]
fn names_are_bytes_up_to_the_first_nul() {
    let comm = |bytes: &[u8]| KinfoProc::parse(&process(bytes)).unwrap().comm().to_vec();
    assert_eq!(comm(b"a) R 1\n(b\0"), b"a) R 1\n(b");
    assert_eq!(comm(b"caf\xE9\xFF\0old"), b"caf\xE9\xFF");
    assert_eq!(comm(b"\0sh"), b"");
    // Nothing ends it but the next field.
    assert_eq!(comm(&[b'x'; 24]), [b'x'; 24]);
}

#[test]
fn saved_ids_are_not_the_effective_ones() {
    let it = KinfoProc::parse(&process(b"su\0")).unwrap();
    assert_eq!((it.p_ruid, it.p_uid, it.p_svuid), (1001, 1000, 1002));
    assert_eq!((it.p_rgid, it.p_gid, it.p_svgid), (101, 100, 102));
}

#[test]
fn trap_28_nice_counts_from_20() {
    let nice = |raw| {
        let mut bytes = process(b"sh\0");
        bytes[307] = raw;
        KinfoProc::parse(&bytes).unwrap().nice()
    };
    assert_eq!([0, 15, 20, 40, 255].map(nice), [-20, -5, 0, 20, 235]);
}

#[test]
fn groups_are_never_more_than_there_is_room_for() {
    let groups = |count: i16| {
        let mut bytes = process(b"sh\0");
        bytes[208..210].copy_from_slice(&count.to_ne_bytes());
        KinfoProc::parse(&bytes).unwrap().groups().len()
    };
    assert_eq!([-1, i16::MIN, 0, 1, 16, 17, i16::MAX].map(groups), [0, 0, 0, 1, 16, 16, 16]);
}

#[test]
fn a_process_that_has_no_cpu_says_so() {
    let mut bytes = process(b"sh\0");
    bytes[592..600].fill(0xFF);
    assert_eq!(KinfoProc::parse(&bytes).unwrap().cpu(), None);
}

#[test]
fn threads_have_a_number_and_a_name() {
    let mut bytes = process(b"node\0");
    bytes[608..612].copy_from_slice(&523_411_i32.to_ne_bytes());
    bytes[624..648].copy_from_slice(b"libuv-worker) \xFF\0\0\0\0\0\0\0\0\0");
    let it = KinfoProc::parse(&bytes).unwrap();
    assert_eq!(
        (it.p_tid, it.comm(), it.name()),
        (523_411, &b"node"[..], &b"libuv-worker) \xFF"[..])
    );
}

#[test]
fn lists_and_lengths() {
    lengths_are_checked(&process(b"sh\0"), KinfoProc::parse);
}
