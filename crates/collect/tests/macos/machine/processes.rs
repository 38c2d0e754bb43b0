//! Synthesised after `sys/sysctl.h`, `sys/proc.h`, `sys/proc_info.h` and `sys/resource.h` of macOS 15 (xnu-11417).

use nix::errno::Errno;
use psutil_collect::model::process::Pid;
use psutil_collect::port::FileStatus;
use psutil_collect::port::replay::{Question, Replay};
use psutil_parse::bsd::timeval::Timeval32;
use psutil_parse::macos::eproc::{EPROC_SLEADER, Eproc, Pcred, Ucred};
use psutil_parse::macos::extern_proc::{ExternProc, P_SYSTEM, SRUN, SZOMB};
use psutil_parse::macos::kinfo_proc::KinfoProc;
use psutil_parse::macos::proc_regioninfo::{ProcRegioninfo, SM_COW, SM_SHARED};
use psutil_parse::macos::proc_regionwithpathinfo::ProcRegionwithpathinfo;
use psutil_parse::macos::proc_taskinfo::ProcTaskinfo;
use psutil_parse::macos::proc_threadinfo::ProcThreadinfo;
use psutil_parse::macos::proc_vnodepathinfo::ProcVnodepathinfo;
use psutil_parse::macos::rusage_info_v4::RusageInfoV4;

use super::files::vnode;
use super::{
    DAEMON, KERNEL, LAUNCHD, NOBODY, OURS, PROGRAM, SHELL, UID, ZOMBIE, kinfo_of, named, pidinfo,
};
use crate::record;
use crate::replay::records::{u32s, u64s};

/// When the machine came up.
pub const BOOT: i64 = 1_700_000_000;
/// Ticks of Mach's clock a second.
pub const FREQUENCY: u64 = 24_000_000;
/// `/dev/ttys003`
pub const TERMINAL: i32 = 0x1000_0003;

/// What `kinfo_proc` says.
#[derive(Clone)]
pub struct Process {
    pub pid: Pid,
    pub ppid: Pid,
    pub uid: u32,
    /// Seconds after boot.
    pub start: i64,
    pub stat: i8,
    pub flag: i32,
    pub eflag: i32,
    pub comm: &'static str,
    pub nice: i8,
}

impl Process {
    pub const fn new(pid: Pid, ppid: Pid, start: i64, comm: &'static str) -> Self {
        Self { pid, ppid, uid: UID, start, stat: SRUN, flag: 0x4004, eflag: 0, comm, nice: 0 }
    }

    pub fn kinfo(&self) -> Vec<u8> {
        let gid = if self.uid == 0 { 0 } else { 20 };
        let is_ours = self.uid == UID;
        let start = record!(Timeval32 { tv_sec: BOOT + self.start, tv_usec: 250_000 });
        let process = record!(ExternProc {
            p_starttime: start,
            p_flag: self.flag,
            p_stat: self.stat,
            p_pid: self.pid,
            p_sigignore: 0x1000_u32,
            p_sigcatch: 0x4003_u32,
            p_nice: self.nice,
            p_comm: self.comm,
        });
        let credentials =
            record!(Pcred { p_ruid: self.uid, p_svuid: self.uid, p_rgid: gid, p_svgid: gid });
        let effective =
            record!(Ucred { cr_uid: self.uid, cr_ngroups: 3_i16, cr_groups: u32s(&[gid, 12, 61]) });
        let eproc = record!(Eproc {
            e_pcred: credentials,
            e_ucred: effective,
            e_ppid: self.ppid,
            e_pgid: if is_ours { SHELL } else { self.pid },
            e_tdev: if is_ours { TERMINAL } else { -1 },
            e_flag: self.eflag,
        });
        record!(KinfoProc { kp_proc: process, kp_eproc: eproc })
    }
}

/// Everybody, in the order of the kernel: the newest first.
pub fn everybody() -> Vec<Process> {
    let of_root = |process: Process| Process { uid: 0, ..process };
    vec![
        of_root(Process::new(DAEMON, LAUNCHD, 30, "sshd")),
        Process { stat: SZOMB, ..Process::new(ZOMBIE, PROGRAM, 60, "gone") },
        Process { nice: 5, ..Process::new(PROGRAM, SHELL, 50, "a_program_with_a") },
        Process::new(OURS, SHELL, 40, "node"),
        Process { eflag: EPROC_SLEADER, ..Process::new(SHELL, LAUNCHD, 20, "zsh") },
        of_root(Process { eflag: EPROC_SLEADER, ..Process::new(LAUNCHD, KERNEL, 1, "launchd") }),
        of_root(Process { flag: P_SYSTEM, ..Process::new(KERNEL, KERNEL, 0, "kernel_task") }),
    ]
}

/// Tells of these processes, and of nobody else.
pub fn tell(kernel: &Replay, processes: &[Process]) {
    let all: Vec<u8> = processes.iter().flat_map(Process::kinfo).collect();
    kernel.set(Question::of("sysctl", &[1, 14, 0]), all);
    for process in processes {
        kernel.set(kinfo_of(process.pid), process.kinfo());
    }
}

/// Nobody has this number any more, once it has been asked for so many times.
pub fn ends_after(kernel: &Replay, pid: Pid, looks: usize) {
    let kinfo = everybody().into_iter().find(|process| process.pid == pid).unwrap().kinfo();
    kernel.forget(&kinfo_of(pid));
    for _ in 0..looks {
        kernel.then(kinfo_of(pid), kinfo.clone());
    }
    kernel.then(kinfo_of(pid), Vec::<u8>::new());
}

/// `KERN_PROCARGS2`
pub fn procargs2(pid: Pid) -> Question {
    Question::of("sysctl", &[1, 49, pid])
}

pub fn rusage_of(pid: Pid) -> Question {
    Question::of("proc_pid_rusage", &[pid, 4])
}

pub fn put(kernel: &Replay) {
    tell(kernel, &everybody());
    kernel.set(kinfo_of(NOBODY), Vec::<u8>::new());
    kernel.set(Question::about("getpid", ""), OURS);
    named(kernel, 1, "hw.tbfrequency", FREQUENCY.to_ne_bytes());
    named(kernel, 2, "kern.bootsessionuuid", *b"0A1B2C3D-0000-1111-2222-333344445555\0");
    kernel.set(Question::of("sysctl", &[1, 8]), 4096_i32.to_ne_bytes().to_vec());
    put_words(kernel);
    put_use(kernel);
    put_threads(kernel);
    put_regions(kernel);
    put_daemon(kernel);
    for pid in [SHELL, OURS, PROGRAM] {
        kernel.set(Question::of("getsid", &[pid]), SHELL);
        kernel.set(Question::of("kill", &[pid]), ());
        kernel.set(Question::of("setpriority", &[pid]), ());
    }
    kernel.set(Question::about("readdir", "/dev"), vec![b"null".to_vec(), b"ttys003".to_vec()]);
    let terminal =
        FileStatus { dev: 1, ino: 9, rdev: 0x1000_0003, mode: 0o020_620, size: 0, nlink: 1 };
    kernel.set(Question::about("stat", "/dev/ttys003"), terminal);
    kernel.set(
        Question::about("read", "/etc/passwd"),
        b"root:*:0:0::/:/bin/sh\nada:*:501:20::/:\n".to_vec(),
    );
}

fn put_words(kernel: &Replay) {
    let path = b"/opt/a_program_with_a_long_name";
    let mut words = 3_i32.to_ne_bytes().to_vec();
    words.extend_from_slice(path);
    words.push(0);
    // The pointers behind are aligned.
    let end = (words.len() - 4).next_multiple_of(8) + 4;
    words.resize(end, 0);
    words.extend_from_slice(
        b"./a_program_with_a_long_name\0\0--all\0HOME=/Users/ada\0odd\0PS1=a=b\0\0",
    );
    kernel.set(procargs2(PROGRAM), words);
    kernel.refuse(procargs2(ZOMBIE), Errno::EINVAL);
    kernel.set(Question::of("proc_pidpath", &[PROGRAM]), path.to_vec());
    kernel.set(Question::of("proc_pidpath", &[DAEMON]), b"/usr/sbin/sshd".to_vec());
    let places = record!(ProcVnodepathinfo { pvi_cdir: vnode(2, 0o040_755, "/Users/ada") });
    kernel.set(pidinfo(PROGRAM, 9, 0), places);
}

fn put_use(kernel: &Replay) {
    let task = record!(ProcTaskinfo {
        pti_virtual_size: 400_000_000_000_u64,
        pti_resident_size: 50_000_000_u64,
        // Nobody shall take these for nanoseconds.
        pti_total_user: 1_u64,
        pti_total_system: 2_u64,
        pti_faults: 5000,
        pti_pageins: 40,
        pti_csw: 777,
        pti_threadnum: 2,
    });
    kernel.set(pidinfo(PROGRAM, 4, 0), task);
    let rusage = |footprint: u64| {
        record!(RusageInfoV4 {
            ri_user_time: 3 * FREQUENCY,
            ri_system_time: FREQUENCY / 2,
            ri_child_user_time: FREQUENCY,
            ri_child_system_time: FREQUENCY / 4,
            ri_wired_size: 8192_u64,
            ri_resident_size: 50_000_000_u64,
            ri_phys_footprint: footprint,
        })
    };
    kernel.set(rusage_of(PROGRAM), rusage(30_000_000));
    // The kernel remembers what a zombie was.
    kernel.set(rusage_of(ZOMBIE), rusage(10_000_000));
}

fn put_threads(kernel: &Replay) {
    kernel.set(pidinfo(PROGRAM, 28, 0), u64s(&[9000, 7000, 8000]));
    let thread = |user: u64, name: &str| {
        record!(ProcThreadinfo {
            pth_user_time: user,
            pth_system_time: 500_000_000_u64,
            pth_name: name,
        })
    };
    kernel.set(pidinfo(PROGRAM, 15, 7000), thread(2_000_000_000, ""));
    kernel.set(pidinfo(PROGRAM, 15, 9000), thread(1_000_000_000, "worker"));
    // 8000 ends while the others are looked at.
    kernel.refuse(pidinfo(PROGRAM, 15, 8000), Errno::ESRCH);
}

fn put_regions(kernel: &Replay) {
    let region = |address: u64, size: u64, mode: u32, protection: u32, file: Vec<u8>| {
        let info = record!(ProcRegioninfo {
            pri_protection: protection,
            pri_offset: 16_384_u64,
            pri_pages_resident: 3_u32,
            pri_pages_swapped_out: 1_u32,
            pri_share_mode: mode,
            pri_address: address,
            pri_size: size,
        });
        record!(ProcRegionwithpathinfo { prp_prinfo: info, prp_vip: file })
    };
    let program = vnode(1, 0o100_755, "/opt/a_program_with_a_long_name");
    kernel.set(pidinfo(PROGRAM, 8, 0), region(0x1_0000_0000, 0x8000, SM_COW, 5, program));
    let next = region(0x2_0000_0000, 0x1_0000, SM_SHARED, 3, Vec::new());
    kernel.set(pidinfo(PROGRAM, 8, 0x1_0000_8000), next);
    kernel.refuse(pidinfo(PROGRAM, 8, 0x2_0001_0000), Errno::EINVAL);
}

/// What the kernel says to who is neither root nor the user of a process.
fn put_daemon(kernel: &Replay) {
    for flavor in [1, 4, 8, 9, 28] {
        kernel.refuse(pidinfo(DAEMON, flavor, 0), Errno::EPERM);
    }
    kernel.refuse(rusage_of(DAEMON), Errno::EPERM);
    kernel.refuse(procargs2(DAEMON), Errno::EINVAL);
    kernel.refuse(Question::of("kill", &[DAEMON]), Errno::EPERM);
    kernel.refuse(Question::of("setpriority", &[DAEMON]), Errno::EPERM);
    kernel.set(Question::of("getsid", &[DAEMON]), DAEMON);
}
