//! Synthesised after `sys/sysctl.h` of NetBSD 10.0: `struct kinfo_proc2`, `struct kinfo_lwp`.

use psutil_collect::model::process::Pid;
use psutil_collect::port::replay::{Question, Replay};
use psutil_parse::netbsd::kinfo_lwp::KinfoLwp;
use psutil_parse::netbsd::kinfo_proc2::KinfoProc2;

use super::{CHILD, INIT, KERNEL, OTHERS, OWN, USERS, ZOMBIE, all, one, sysctl, words};
use crate::record;
use crate::replay::records::{Value, record, u32s};

/// When the machine started, in seconds since the epoch.
pub const BOOTED: u32 = 1_700_000_000;

/// A record of a living process that sleeps, with these fields set otherwise.
pub fn process(pid: Pid, fields: &[(&str, i64)]) -> Vec<u8> {
    let start = i64::from(BOOTED) + i64::from(pid);
    let usual: [(&str, i64); 12] = [
        ("p_pid", pid.into()),
        ("p_ppid", INIT.into()),
        ("p_sid", pid.into()),
        ("p_pgid", pid.into()),
        ("p_tdev", u32::MAX.into()),
        ("p_stat", 3),
        ("p_realstat", 2),
        ("p_nice", 20),
        ("p_uvalid", 1),
        ("p_ustart_sec", start),
        ("p_ustart_usec", 250),
        ("p_nlwps", 1),
    ];
    let kept = usual.iter().filter(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    let values: Vec<_> = kept.chain(fields).map(|(name, it)| (*name, Value::from(*it))).collect();
    record(KinfoProc2::OFFSETS, &values)
}

/// The same with texts.
fn named(bytes: Vec<u8>, name: &str) -> Vec<u8> {
    let mut bytes = bytes;
    bytes[368..368 + name.len()].copy_from_slice(name.as_bytes());
    bytes
}

/// The user's process, every field of which is known.
fn users() -> Vec<u8> {
    record!(KinfoProc2 {
        p_pid: USERS,
        p_ppid: INIT,
        p_sid: 90,
        p_pgid: 95,
        p_uid: 1001_u32,
        p_ruid: 1000_u32,
        p_gid: 101_u32,
        p_rgid: 100_u32,
        p_groups: u32s(&[100, 0, 7]),
        p_ngroups: 3_i16,
        p_tdev: 0x500_u32,
        p_siglist: u32s(&[1 << 14, 0, 0, 0]),
        p_sigmask: u32s(&[1, 1, 0, 0]),
        p_sigignore: u32s(&[1 << 12, 1 << 30, 0, 0]),
        p_sigcatch: u32s(&[0, 0, 0, 1 << 31]),
        p_stat: 7_i8,
        p_nice: 25_u8,
        p_comm: "shell-of-somebod",
        p_vm_rssize: 10,
        p_vm_tsize: 2,
        p_vm_dsize: 3,
        p_vm_ssize: 4,
        p_uvalid: 1_i64,
        p_ustart_sec: BOOTED + 100,
        p_ustart_usec: 250_u32,
        p_uutime_sec: 3_u32,
        p_uutime_usec: 500_000_u32,
        p_ustime_sec: 1_u32,
        p_ustime_usec: 250_000_u32,
        p_uru_maxrss: 64_u64,
        p_uru_minflt: 11_u64,
        p_uru_majflt: 12_u64,
        p_uru_inblock: 13_u64,
        p_uru_oublock: 14_u64,
        p_uru_nvcsw: 15_u64,
        p_uru_nivcsw: 16_u64,
        p_uctime_sec: 6_u32,
        p_uctime_usec: 750_000_u32,
        p_cpuid: 1_u64,
        p_nlwps: 4_u64,
        p_realstat: 2_u64,
        p_svuid: 1002_u32,
        p_svgid: 102_u32,
        p_vm_vsize: 200_i64,
        p_vm_msize: 100_i64,
    })
}

/// A thread.
pub fn lwp(pid: Pid, lid: i32, stat: i8) -> Vec<u8> {
    let name = if lid == 2 { "worker" } else { "" };
    record!(KinfoLwp {
        l_lid: lid,
        l_stat: stat,
        l_rtime_sec: 2_u32,
        l_rtime_usec: 500_000_u32,
        l_pid: pid,
        l_name: name,
    })
}

pub fn make(kernel: &Replay) {
    let zombie = [("p_ppid", USERS.into()), ("p_stat", 5), ("p_realstat", 5), ("p_uvalid", 0)];
    let zombie = [&zombie[..], &[("p_ustart_sec", 0), ("p_ustart_usec", 0)]].concat();
    let zombie = [&zombie[..], &[("p_xstat", 256), ("p_nlwps", 0)]].concat();
    let all_of_them = [
        (KERNEL, named(process(KERNEL, &[("p_flag", 0x200), ("p_ppid", 0)]), "system")),
        (INIT, named(process(INIT, &[("p_ppid", 0), ("p_ustart_sec", BOOTED.into())]), "init")),
        (OWN, named(process(OWN, &[]), "node")),
        (USERS, users()),
        (ZOMBIE, named(process(ZOMBIE, &zombie), "done")),
        (CHILD, named(process(CHILD, &[("p_ppid", USERS.into())]), "sleep")),
        (OTHERS, named(process(OTHERS, &[("p_uid", 0)]), "sshd")),
    ];
    let mut list = Vec::new();
    // The kernel has the youngest first.
    for (pid, record) in all_of_them.into_iter().rev() {
        list.extend_from_slice(&record);
        kernel.set(one(pid), record);
    }
    kernel.set(all(), list);
    // Whoever else is asked for is not there.
    kernel.set(one(999), Vec::<u8>::new());
    kernel.set(Question::about("getpid", ""), OWN);
    words_of_them(kernel);
    // Those that are being made or have ended are no threads, and somebody else's are none of ours.
    let threads = [lwp(USERS, 3, 1), lwp(USERS, 2, 7), lwp(USERS, 4, 5), lwp(USERS, 1, 3)];
    let threads = [threads.concat(), lwp(OTHERS, 9, 3)].concat();
    kernel.set(sysctl(&[1, 64, USERS, 128, i32::MAX]), threads);
    for pid in [USERS, CHILD] {
        kernel.set(Question::of("kill", &[pid]), ());
        kernel.set(Question::of("setpriority", &[pid]), ());
    }
    for (hard, limit) in [(1, 64_u64), (2, 0x7FFF_FFFF_FFFF_FFFF)] {
        kernel.set(sysctl(&[10, USERS, 2, 9, hard]), limit.to_ne_bytes().to_vec());
    }
}

fn words_of_them(kernel: &Replay) {
    let text = |text: &str| text.as_bytes().to_vec();
    kernel.set(words(USERS, 1), text("shell-of-somebody\0-l\0\0last\0"));
    kernel.set(words(USERS, 3), text("A=1\0nothing\0B=2=3\0"));
    kernel.set(words(USERS, 5), text("/bin/shell-of-somebody\0"));
    kernel.set(words(USERS, 6), text("/home/somebody\0"));
    kernel.set(words(OTHERS, 1), text("/usr/sbin/sshd\0"));
    for what in [3, 5, 6] {
        kernel.refuse(words(OTHERS, what), nix::errno::Errno::EPERM);
    }
    for what in [1, 3] {
        kernel.refuse(words(KERNEL, what), nix::errno::Errno::EINVAL);
    }
    kernel.refuse(words(KERNEL, 5), nix::errno::Errno::ENOENT);
    kernel.set(words(KERNEL, 6), text("/\0"));
    for what in [1, 3, 5, 6] {
        kernel.refuse(words(ZOMBIE, what), nix::errno::Errno::ESRCH);
    }
}
