//! Processes. Synthesised after `FILL_KPROC` of `sys/sysctl.h` and `fill_kproc` of `kern/kern_sysctl.c` (OpenBSD 7.6).

use nix::errno::Errno;
use psutil_collect::model::process::Pid;
use psutil_collect::port::replay::{Question, Replay};
use psutil_parse::openbsd::kinfo_proc::{KinfoProc, NODEV, psflags, stat};
use psutil_parse::openbsd::kinfo_vmentry::{KinfoVmentry, etype};

use super::{BOOTED, DAEMON, INIT, SHELL, SWAPPER, WORKER, ZOMBIE};
use super::{all, args, cwd, environ, maps, one, texts, threads};
use crate::record;
use crate::replay::records::u32s;

/// When the shell started, in seconds since boot.
pub const SHELL_START: u64 = 500;

/// A process that started so many seconds after boot. Its user is its number times 5: 100 is user 500.
pub fn process(pid: Pid, ppid: Pid, name: &str, start: u64) -> Vec<u8> {
    let uid = u32::try_from(pid).unwrap() * 5;
    record!(KinfoProc {
        p_pid: pid,
        p_ppid: ppid,
        p_sid: pid,
        p__pgid: pid,
        p_tdev: NODEV,
        p_tid: -1,
        p_stat: stat::SSLEEP,
        p_uid: uid,
        p_ruid: uid,
        p_svuid: uid,
        p_gid: uid,
        p_rgid: uid,
        p_svgid: uid,
        p_nice: 20_u8,
        p_comm: name,
        p_uvalid: 1_i64,
        p_ustart_sec: BOOTED.0.cast_unsigned() + start,
        p_ustart_usec: u32::try_from(BOOTED.1).unwrap(),
        p_cpuid: u64::MAX,
    })
}

/// The kernel's own.
fn of_kernel(pid: Pid, name: &str) -> Vec<u8> {
    record!(KinfoProc {
        p_pid: pid,
        p_tdev: NODEV,
        p_tid: -1,
        p_stat: stat::SSLEEP,
        p_nice: 20_u8,
        p_comm: name,
        p_psflags: psflags::PS_SYSTEM,
        p_uvalid: 1_i64,
        p_ustart_sec: BOOTED.0,
        p_ustart_usec: BOOTED.1,
        p_cpuid: u64::MAX,
    })
}

/// One that has ended: what it used is not told any more, nor when it started.
pub fn zombie(pid: Pid, ppid: Pid) -> Vec<u8> {
    record!(KinfoProc {
        p_pid: pid,
        p_ppid: ppid,
        p_sid: 100,
        p__pgid: pid,
        p_tdev: NODEV,
        p_tid: -1,
        p_stat: stat::SDEAD,
        p_uid: 500_u32,
        p_ruid: 500_u32,
        p_svuid: 500_u32,
        p_nice: 20_u8,
        p_comm: "gone",
        p_psflags: psflags::PS_ZOMBIE | psflags::PS_EXITING,
        p_cpuid: u64::MAX,
        p_xstat: 3_u16 << 8,
    })
}

fn shell() -> Vec<u8> {
    record!(KinfoProc {
        p_pid: SHELL,
        p_ppid: INIT,
        p_sid: 90,
        p__pgid: 91,
        p_tpgid: 91,
        p_tid: -1,
        p_stat: stat::SONPROC,
        p_tdev: 0x500_u32,
        p_uid: 501_u32,
        p_ruid: 500_u32,
        p_svuid: 502_u32,
        p_gid: 20_u32,
        p_rgid: 21_u32,
        p_svgid: 22_u32,
        p_groups: u32s(&[20, 0, 9]),
        p_ngroups: 3_i16,
        p_nice: 15_u8,
        p_comm: "a-shell-with-a-long-nam",
        p_login: "ann",
        p_siglist: 1 << 1,
        p_sigmask: 1_u32 << 31,
        p_sigignore: 1_u32 << 12,
        p_sigcatch: 0b11_u32,
        p_vm_rssize: 300,
        p_vm_tsize: 100,
        p_vm_dsize: 50,
        p_vm_ssize: 8,
        p_uvalid: 1_i64,
        p_ustart_sec: BOOTED.0.cast_unsigned() + SHELL_START,
        p_ustart_usec: 250_007_u32,
        p_uutime_sec: 3_u32,
        p_uutime_usec: 500_000_u32,
        p_ustime_sec: 1_u32,
        p_ustime_usec: 250_000_u32,
        p_uru_maxrss: 2048_u64,
        p_uru_minflt: 11_u64,
        p_uru_majflt: 12_u64,
        p_uru_inblock: 13_u64,
        p_uru_oublock: 14_u64,
        p_uru_nvcsw: 15_u64,
        p_uru_nivcsw: 16_u64,
        p_uctime_sec: 7_u32,
        p_uctime_usec: 125_000_u32,
        p_psflags: psflags::PS_CONTROLT,
        p_cpuid: 1_u64,
        p_vm_map_size: 1_u64 << 40,
    })
}

/// A thread of the shell.
fn thread(tid: i32, name: &str, microseconds: u32) -> Vec<u8> {
    record!(KinfoProc {
        p_pid: SHELL,
        p_ppid: INIT,
        p_tid: tid,
        p_name: name,
        p_stat: stat::SSLEEP,
        p_uvalid: 1_i64,
        p_uutime_sec: 1_u32,
        p_uutime_usec: microseconds,
        p_ustime_sec: 0_u32,
        p_ustime_usec: 62_500_u32,
    })
}

pub fn set(kernel: &Replay) {
    let records = [
        (SWAPPER, of_kernel(SWAPPER, "swapper")),
        (INIT, process(INIT, 0, "init", 1)),
        (ZOMBIE, zombie(ZOMBIE, SHELL)),
        (WORKER, process(WORKER, SHELL, "worker", SHELL_START + 1)),
        (DAEMON, process(DAEMON, INIT, "daemon", 20)),
        (SHELL, shell()),
    ];
    kernel.set(all(), records.iter().flat_map(|(_, record)| record.clone()).collect::<Vec<_>>());
    for (pid, record) in &records {
        kernel.set(one(*pid), record.clone());
        kernel.set(threads(*pid), record.clone());
        // Who is of the kernel, or has ended.
        for question in [args(*pid), environ(*pid), cwd(*pid), maps(*pid)] {
            kernel.refuse(question, if *pid == ZOMBIE { Errno::ESRCH } else { Errno::EINVAL });
        }
    }
    let of_shell = [shell(), thread(300_123, "main", 5), thread(200_456, "", 500_000)];
    kernel.set(threads(SHELL), of_shell.concat());
    kernel.set(args(SHELL), texts(&["ksh", "", "-c", "sleep 1"]));
    kernel.set(
        environ(SHELL),
        texts(&["HOME=/home/ann", "PATH=/nowhere:/bin:/usr/bin", "odd", "A=b=c"]),
    );
    kernel.set(cwd(SHELL), b"/home/ann\0".to_vec());
    kernel.set(maps(SHELL), maps_of_shell());
    for (pid, arguments) in
        [(INIT, "/sbin/init"), (WORKER, "./worker"), (DAEMON, "/usr/sbin/daemon")]
    {
        kernel.set(args(pid), texts(&[arguments]));
    }
    for question in [environ(DAEMON), cwd(DAEMON), maps(DAEMON)] {
        kernel.refuse(question, Errno::EPERM);
    }
    for pid in [SHELL, WORKER] {
        kernel.set(Question::of("kill", &[pid]), ());
        kernel.set(Question::of("setpriority", &[pid]), ());
    }
    kernel.refuse(Question::of("kill", &[DAEMON]), Errno::EPERM);
    kernel.set(Question::about("getpid", ""), SHELL);
}

fn maps_of_shell() -> Vec<u8> {
    let text = record!(KinfoVmentry {
        kve_start: 0x1000_u64,
        kve_end: 0x3000_u64,
        kve_offset: 0x200_0000_0000_u64,
        kve_protection: 5,
        kve_max_protection: 5,
        kve_etype: etype::KVE_ET_OBJ | etype::KVE_ET_COPYONWRITE,
    });
    let shared = record!(KinfoVmentry {
        kve_start: 0x8000_u64,
        kve_end: 0x9000_u64,
        kve_protection: 3,
        kve_max_protection: 7,
        kve_etype: 1,
        kve_wired_count: 1,
    });
    [text, shared].concat()
}
