//! Synthesised after `sys/user.h`, `sys/proc.h` and `sys/kern/kern_proc.c` of FreeBSD 14.1: processes and their records.

use std::time::Duration;

use nix::errno::Errno;
use psutil_collect::port::FileStatus;
use psutil_collect::port::replay::{Question, Replay};
use psutil_parse::bsd::timeval::Timeval;
use psutil_parse::freebsd::kinfo_proc::KinfoProc;
use psutil_parse::freebsd::rlimit::Rlimit;
use psutil_parse::freebsd::rusage::Rusage;

use super::files::{FILEDESC, VMMAP};
use super::{named, sysctl};
use crate::record;
use crate::replay::records::u32s;

/// When the machine started: a time of day, in seconds and microseconds.
pub const BOOT: i64 = 1_700_000_000;
pub const BOOT_MICROSECONDS: i64 = 250_000;

pub const KERNEL: i32 = 0;
pub const INIT: i32 = 1;
/// A user's process with threads, files, sockets and a terminal.
pub const SERVER: i32 = 100;
/// Its child, whose name is too long.
pub const CHILD: i32 = 101;
/// A child that has ended.
pub const ZOMBIE: i32 = 102;
/// Another user's.
pub const SSHD: i32 = 104;
/// This program.
pub const OURS: i32 = 200;

/// `P_KPROC` and `P_SYSTEM`, `P_WEXIT`.
pub const KPROC: i64 = 0x204;
pub const WEXIT: i64 = 0x2000;

/// The device of the terminal.
const TTY: u64 = 0x1_0000_0042;
const NODEV: u64 = u64::MAX;

pub const PID: i32 = 1;
pub const THREADS: i32 = 0x11;

/// What is asked of a process.
pub fn proc(what: i32, pid: i32) -> Question {
    sysctl(&[1, 14, what, pid])
}

pub fn timeval(seconds: i64, microseconds: i64) -> Vec<u8> {
    record!(Timeval { tv_sec: seconds, tv_usec: microseconds })
}

/// A time so many seconds after the boot.
pub fn started(seconds: i64) -> Vec<u8> {
    timeval(BOOT + seconds, BOOT_MICROSECONDS)
}

fn usage() -> Vec<u8> {
    record!(Rusage {
        ru_utime: timeval(3, 500_000),
        ru_stime: timeval(1, 250_000),
        ru_maxrss: 9000_i64,
        ru_minflt: 700_i64,
        ru_majflt: 8_i64,
        ru_inblock: 12_i64,
        ru_oublock: 34_i64,
        ru_nvcsw: 500_i64,
        ru_nivcsw: 60_i64,
    })
}

/// The record of the server.
pub fn server() -> Vec<u8> {
    record!(KinfoProc {
        ki_structsize: 1088,
        ki_pid: SERVER,
        ki_ppid: INIT,
        ki_pgid: 100,
        ki_sid: 99,
        ki_siglist: u32s(&[0, 0, 0, 0]),
        ki_sigmask: u32s(&[1 << 14, 0, 1, 0]),   // 15 and 65
        ki_sigignore: u32s(&[1 << 12, 0, 0, 0]), // 13
        ki_sigcatch: u32s(&[1 << 1, 0, 0, 1 << 29]), // 2 and 126
        ki_uid: 1001_u32,
        ki_ruid: 1001_u32,
        ki_svuid: 0_u32,
        ki_rgid: 1001_u32,
        ki_svgid: 20_u32,
        ki_ngroups: 2_i16,
        ki_groups: u32s(&[1002, 5]),
        ki_size: 123_456_789_u64,
        ki_rssize: 300_i64,
        ki_tsize: 10_i64,
        ki_dsize: 20_i64,
        ki_ssize: 30_i64,
        ki_start: started(1000),
        ki_stat: 3_i8,
        ki_nice: -5_i8,
        ki_comm: "server",
        ki_tdev: TTY,
        ki_oncpu: -1,
        ki_lastcpu: 1,
        ki_numthreads: 2,
        ki_tid: 100_101,
        ki_rusage: usage(),
        ki_rusage_ch: record!(Rusage { ru_utime: timeval(7, 0), ru_stime: timeval(0, 125_000) }),
    })
}

/// A record with little in it.
pub fn plain(pid: i32, ppid: i32, seconds: i64, comm: &str) -> Vec<u8> {
    record!(KinfoProc {
        ki_structsize: 1088,
        ki_pid: pid,
        ki_ppid: ppid,
        ki_pgid: pid,
        ki_sid: pid,
        ki_ngroups: 1_i16,
        ki_start: started(seconds),
        ki_stat: 3_i8,
        ki_comm: comm,
        ki_tdev: NODEV,
        ki_lastcpu: -1,
        ki_numthreads: 1,
    })
}

/// The same with another value of a field.
pub fn with(mut record: Vec<u8>, field: &str, bytes: &[u8]) -> Vec<u8> {
    let at = psutil_parse::record::offset(KinfoProc::OFFSETS, field);
    record[at..at + bytes.len()].copy_from_slice(bytes);
    record
}

/// The same with these flags.
pub fn flagged(record: Vec<u8>, flags: i64) -> Vec<u8> {
    with(record, "ki_flag", &flags.to_ne_bytes())
}

/// The same with this nice value.
pub fn with_nice(record: Vec<u8>, nice: i8) -> Vec<u8> {
    with(record, "ki_nice", &nice.to_ne_bytes())
}

/// The same with so many threads.
pub fn with_threads(record: Vec<u8>, threads: i32) -> Vec<u8> {
    with(record, "ki_numthreads", &threads.to_ne_bytes())
}

/// The same in this state.
pub fn in_state(record: Vec<u8>, state: i8) -> Vec<u8> {
    with(record, "ki_stat", &state.to_ne_bytes())
}

/// The same, and that there are groups that did not fit.
pub fn with_more_groups(record: Vec<u8>) -> Vec<u8> {
    with(record, "ki_cr_flags", &0x8000_0000_u32.to_ne_bytes())
}

pub fn zombie() -> Vec<u8> {
    let record = in_state(plain(ZOMBIE, SERVER, 1200, "gone"), 5);
    with(record, "ki_xstat", &(3_u16 << 8).to_ne_bytes())
}

fn thread(tid: i32, name: &str, more: &str, seconds: i64) -> Vec<u8> {
    record!(KinfoProc {
        ki_structsize: 1088,
        ki_pid: SERVER,
        ki_tid: tid,
        ki_tdname: name,
        ki_moretdname: more,
        ki_rusage: record!(Rusage { ru_utime: timeval(seconds, 0), ru_stime: timeval(0, 500_000) }),
    })
}

/// All of them, in the order of the kernel: the last to come is the first.
pub fn all() -> Vec<(i32, Vec<u8>)> {
    vec![
        (OURS, plain(OURS, INIT, 3000, "tests")),
        (SSHD, plain(SSHD, INIT, 900, "sshd")),
        (ZOMBIE, zombie()),
        (CHILD, plain(CHILD, SERVER, 1100, "a-name-that-is-too-")),
        (SERVER, server()),
        (INIT, flagged(plain(INIT, KERNEL, 1, "init"), 0x200)),
        (KERNEL, flagged(plain(KERNEL, KERNEL, 0, "kernel"), KPROC)),
    ]
}

pub fn put(replay: &Replay) {
    replay.set(sysctl(&[1, 21]), timeval(BOOT, BOOT_MICROSECONDS));
    named(replay, "kern.boot_id", (0..16_u8).collect::<Vec<_>>());
    replay.set(Question::of("clock_gettime", &[0]), Duration::from_secs(1_700_005_000));
    for clock in [1, 2] {
        let since = Duration::new(4999, 750_000_000);
        replay.set(Question::of("clock_gettime", &[clock]), since);
    }
    replay.set(Question::about("getpid", ""), OURS);
    let records: Vec<Vec<u8>> = all().into_iter().map(|(_, record)| record).collect();
    replay.set(sysctl(&[1, 14, 8]), records.concat());
    // Each thread of each process: whoever asks for this finds the server twice.
    replay.set(sysctl(&[1, 14, 0]), [&records[..], &[server()]].concat().concat());
    for (pid, record) in all() {
        replay.set(proc(PID, pid), record);
        replay.set(Question::of("kill", &[pid]), ());
        replay.set(Question::of("setpriority", &[pid]), ());
    }
    // Whoever asks for a thread is told of its process.
    replay.set(proc(PID, 100_101), server());
    let threads = [thread(100_102, "a-thread-with-a-", "nam", 2), thread(100_101, "server", "", 1)];
    replay.set(proc(THREADS, SERVER), threads.concat());
    replay.set(proc(THREADS, ZOMBIE), zombie());
    words(replay);
    files(replay);
    settings(replay);
}

/// `KERN_PROC_ARGS` and so on.
pub const ARGS: i32 = 7;
pub const PATHNAME: i32 = 12;
pub const ENV: i32 = 35;
pub const UMASK: i32 = 39;
pub const CWD: i32 = 42;

fn words(replay: &Replay) {
    replay.set(proc(ARGS, SERVER), b"server\0-v\0\0last".to_vec());
    replay.set(proc(ENV, SERVER), b"HOME=/home/u\0odd\0A=b=c\0".to_vec());
    replay.set(proc(PATHNAME, SERVER), b"/usr/local/bin/server\0".to_vec());
    replay.set(proc(ARGS, CHILD), b"/bin/a-name-that-is-too-long\0".to_vec());
    for what in [ARGS, PATHNAME] {
        replay.set(proc(what, KERNEL), Vec::<u8>::new());
    }
    for what in [ENV, CWD, UMASK, FILEDESC, VMMAP] {
        replay.refuse(proc(what, KERNEL), Errno::EPERM);
        replay.refuse(proc(what, SSHD), Errno::EPERM);
        replay.refuse(proc(what, INIT), Errno::EPERM);
    }
    for pid in [CHILD, OURS] {
        replay.set(proc(FILEDESC, pid), Vec::<u8>::new());
    }
    for what in [ARGS, ENV, CWD, UMASK, FILEDESC, VMMAP] {
        replay.refuse(proc(what, ZOMBIE), Errno::ESRCH);
    }
    replay.set(proc(UMASK, SERVER), 0o022_u16.to_ne_bytes().to_vec());
    let groups: Vec<u32> = (1000..1020).collect();
    replay.set(proc(34, SERVER), u32s(&groups));
}

fn files(replay: &Replay) {
    let passwd = "root:*:0:0:Charlie &:/root:/bin/csh\nu:*:1001:1001::/home/u:/bin/sh\n";
    replay.set(Question::about("read", "/etc/passwd"), passwd.as_bytes().to_vec());
    let names: Vec<Vec<u8>> = ["0", "1"].map(|name| name.as_bytes().to_vec()).into();
    replay.set(Question::about("readdir", "/dev/pts"), names);
    for (name, rdev) in [("/dev/pts/0", 7), ("/dev/pts/1", TTY)] {
        let status = FileStatus { dev: 1, ino: 2, rdev, mode: 0o020_620, size: 0, nlink: 1 };
        replay.set(Question::about("stat", name), status);
    }
}

/// The limit of a resource.
pub fn rlimit(pid: i32, resource: i32) -> Question {
    sysctl(&[1, 14, 37, pid, resource])
}

fn settings(replay: &Replay) {
    let limits = |soft: i64, hard: i64| record!(Rlimit { rlim_cur: soft, rlim_max: hard });
    replay.set(rlimit(SERVER, 8), limits(1024, i64::MAX));
    replay.refuse(rlimit(SERVER, 99), Errno::EINVAL);
    replay.refuse(rlimit(ZOMBIE, 8), Errno::ESRCH);
    for pid in [SERVER, OURS] {
        for (level, cpus) in [(2, 0b11), (3, 0b10_u8)] {
            let mut set = vec![0; 128];
            set[0] = if pid == OURS { 0b11 } else { cpus };
            replay.set(Question::of("cpuset_getaffinity", &[level, pid]), set);
        }
        replay.set(Question::of("cpuset_setaffinity", &[pid]), 128_usize);
    }
}
