use super::*;

// All of Linux 6.18.
const COMMON: &[u8] = b"pos:\t5\nflags:\t02102002\nmnt_id:\t27\nino:\t10051839\n\
    lock:\t1: POSIX  ADVISORY  WRITE 13624 fe:00:10051839 0 EOF\n";
const EVENTFD: &[u8] = b"pos:\t0\nflags:\t02\nmnt_id:\t17\nino:\t26\n\
    eventfd-count:               ab\neventfd-id: 1\neventfd-semaphore: 0\n";
const SIGNALFD: &[u8] = b"pos:\t0\nflags:\t02\nmnt_id:\t17\nino:\t26\nsigmask:\t0000000000000a00\n";
const EPOLL: &[u8] = b"pos:\t0\nflags:\t02000002\nmnt_id:\t17\nino:\t26\n\
    tfd:        3 events: 8000001c data:                3  pos:0 ino:1a sdev:10\n\
    tfd:        7 events:       19 data: ffffffffffffffff  pos:-1 ino:3dd6f sdev:f\n";
const TIMERFD: &[u8] = b"pos:\t0\nflags:\t02\nmnt_id:\t17\nino:\t26\nclockid: 1\nticks: 0\n\
    settime flags: 03\nit_value: (99, 993826722)\nit_interval: (1, 5)\n";
const INOTIFY: &[u8] = b"pos:\t0\nflags:\t00\nmnt_id:\t17\nino:\t26\n\
    inotify wd:c ino:1 sdev:15 mask:2 ignored_mask:0 fhandle-bytes:c fhandle-type:81 \
    f_handle:010000000000000000000000\n\
    inotify wd:1 ino:9960fd sdev:fe00000 mask:fff ignored_mask:0 fhandle-bytes:8 \
    fhandle-type:1 f_handle:fd609900c997219d\n";
const FANOTIFY: &[u8] = b"pos:\t0\nflags:\t02\nmnt_id:\t17\nino:\t26\n\
    fanotify flags:0 event-flags:8000\n\
    fanotify ino:9960fd sdev:fe00000 mflags:0 mask:2 ignored_mask:0 fhandle-bytes:8 \
    fhandle-type:1 f_handle:fd609900c997219d\n";
const PIDFD: &[u8] =
    b"pos:\t0\nflags:\t02000002\nmnt_id:\t4\nino:\t110995\nPid:\t13624\nNSpid:\t13624\t7\n";
const SOCKET: &[u8] = b"pos:\t0\nflags:\t02000002\nmnt_id:\t10\nino:\t253297\nscm_fds: 2\n";
const IO_URING: &[u8] = b"pos:\t0\nflags:\t02000002\nmnt_id:\t17\nino:\t253304\n\
    SqMask:\t0x7\nSqHead:\t0\nSQEs:\t0\nUserFiles:\t0\nPollList:\n";

const ALL: [&[u8]; 10] =
    [COMMON, EVENTFD, SIGNALFD, EPOLL, TIMERFD, INOTIFY, FANOTIFY, PIDFD, SOCKET, IO_URING];

#[test]
fn lines_that_every_kind_has() {
    let info = parse(COMMON);
    let expected = PidFdinfo {
        pos: Some(5),
        flags: Some(0o2_102_002),
        mnt_id: Some(27),
        ino: Some(10_051_839),
        ..PidFdinfo::default()
    };
    assert_eq!(info, expected);
    assert_eq!(parse(SOCKET).scm_fds, Some(2));
    assert_eq!(parse(b"pos:\t-4096\n").pos, Some(-4096));
}

#[test]
fn trap_8_the_count_of_an_eventfd_is_hexadecimal() {
    let info = parse(EVENTFD);
    assert_eq!(info.eventfd_count, Some(0xab));
    assert_eq!((info.eventfd_id, info.eventfd_semaphore), (Some(1), Some(0)));
    // Digits only, and yet not decimal.
    assert_eq!(parse(b"eventfd-count:               10\n").eventfd_count, Some(16));
    assert_eq!(parse(b"eventfd-count: fffffffffffffffe\n").eventfd_count, Some(u64::MAX - 1));
    assert_eq!(parse(b"eventfd-count: 1fffffffffffffffe\n").eventfd_count, None);
}

#[test]
fn signals_of_a_signalfd() {
    assert_eq!(parse(SIGNALFD).sigmask, Some(1 << 9 | 1 << 11));
}

#[test]
fn targets_of_an_epoll() {
    let info = parse(EPOLL);
    let targets = [
        Tfd {
            tfd: 3,
            events: 0x8000_001c,
            data: 3,
            pos: Some(0),
            ino: Some(0x1a),
            sdev: Some(0x10),
        },
        Tfd {
            tfd: 7,
            events: 0x19,
            data: u64::MAX,
            pos: Some(-1),
            ino: Some(0x3dd6f),
            sdev: Some(0xf),
        },
    ];
    assert_eq!(info.tfd, targets);
    // The epoll's own, not its targets'.
    assert_eq!((info.pos, info.ino), (Some(0), Some(26)));
}

#[test]
fn targets_before_linux_4_13() {
    let info = parse(b"tfd:        5 events:       1d data: ffffffff00000005\n");
    let target =
        Tfd { tfd: 5, events: 0x1d, data: 0xffff_ffff_0000_0005, pos: None, ino: None, sdev: None };
    assert_eq!(info.tfd, [target]);
}

#[test]
fn times_of_a_timerfd() {
    let info = parse(TIMERFD);
    assert_eq!((info.clockid, info.ticks, info.settime_flags), (Some(1), Some(0), Some(3)));
    assert_eq!(info.it_value, Some(Timespec { sec: 99, nsec: 993_826_722 }));
    assert_eq!(info.it_interval, Some(Timespec { sec: 1, nsec: 5 }));
    for bad in ["", "()", "(1)", "(1, )", "(1, 2", "1, 2)", "(-1, 2)"] {
        let line = format!("it_value: {bad}\n");
        assert_eq!(parse(line.as_bytes()).it_value, None, "{bad}");
    }
}

#[test]
fn watches_of_an_inotify() {
    let watches = [
        Inotify { wd: 12, ino: 1, sdev: 0x15, mask: 2 },
        Inotify { wd: 1, ino: 0x0099_60fd, sdev: 0xfe0_0000, mask: 0xfff },
    ];
    assert_eq!(parse(INOTIFY).inotify, watches);
    assert_eq!(parse(INOTIFY).ino, Some(26));
}

#[test]
fn the_process_of_a_pidfd() {
    let info = parse(PIDFD);
    assert_eq!((info.pid, info.nspid), (Some(13624), vec![13624, 7]));
    let reaped = parse(b"Pid:\t-1\nNSpid:\t-1\n");
    assert_eq!((reaped.pid, reaped.nspid), (Some(-1), vec![-1]));
    assert_eq!(parse(b"Pid:\t0\nNSpid:\t0\n").pid, Some(0));
    assert_eq!(parse(b"NSpid:\t5\tx\t7\n").nspid, []);
}

#[test]
fn lines_of_other_kinds_are_left_alone() {
    let common = |bytes| {
        let info = parse(bytes);
        PidFdinfo {
            pos: info.pos,
            flags: info.flags,
            mnt_id: info.mnt_id,
            ino: info.ino,
            ..PidFdinfo::default()
        }
    };
    for bytes in [FANOTIFY, IO_URING, b"drm-driver:\ti915\ndrm-engine-render:\t5 ns\n"] {
        assert_eq!(parse(bytes), common(bytes));
    }
}

#[test]
fn a_name_in_a_line_is_no_line_and_a_second_line_counts_for_nothing() {
    let info = parse(b"pos:\t1\nflags:\t02\nexp_name:\tflags:\t07\nname:\tx\npos:\t7\n pos:\t8\n");
    assert_eq!((info.pos, info.flags), (Some(1), Some(2)));
}

#[test]
fn lines_may_come_in_any_order() {
    for bytes in ALL {
        let mut lines: Vec<_> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
        let whole = parse(bytes);
        lines.reverse();
        let mut turned = parse(&lines.concat());
        turned.tfd.reverse();
        turned.inotify.reverse();
        assert_eq!(turned, whole);
    }
}

#[test]
fn cut_off_anywhere_is_the_lines_before_the_cut() {
    for bytes in ALL {
        for length in 0..=bytes.len() {
            let cut = &bytes[..length];
            let last = cut.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
            assert_eq!(parse(cut), parse(&cut[..last]), "{length} bytes");
        }
    }
    assert_eq!(parse(b""), PidFdinfo::default());
}

#[test]
fn numbers_that_are_none_or_too_large() {
    for line in [
        "flags:\t09\n",
        "flags:\t0777777777777\n",
        "flags:\n",
        "pos:\t1x\n",
        "pos:\t9223372036854775808\n",
        "mnt_id:\t-1\n",
        "sigmask:\t0x1\n",
        "eventfd-id: 2147483648\n",
        "tfd: 1 events: 1\n",
        "tfd: 1 events: 1 data:\n",
        "tfd: 99999999999 events: 1 data: 1\n",
        "inotify wd:1 ino:1 sdev:1\n",
        "inotify wd:g ino:1 sdev:1 mask:1\n",
        "inotify \n",
        ":\n",
        "\n",
    ] {
        assert_eq!(parse(line.as_bytes()), PidFdinfo::default(), "{line:?}");
    }
}

#[test]
fn an_epoll_of_a_hundred_thousand_targets() {
    let line = b"tfd:        7 events:       19 data:                7  pos:0 ino:3dd6f sdev:f\n";
    assert_eq!(parse(&line.repeat(100_000)).tfd.len(), 100_000);
}
