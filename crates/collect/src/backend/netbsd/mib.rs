//! Numbers that `sysctl(3)` is asked with, of `sys/sysctl.h`, `uvm/uvm_param.h` and `net/route.h` (NetBSD 10).
//!
//! Tables end with how long a struct is, which the kernel fills as far as it knows it, and how many are wanted.

use psutil_parse::netbsd::io_sysctl::IoSysctl;
use psutil_parse::netbsd::kinfo_file::KinfoFile;
use psutil_parse::netbsd::kinfo_lwp::KinfoLwp;
use psutil_parse::netbsd::kinfo_pcb::KinfoPcb;
use psutil_parse::netbsd::kinfo_proc2::KinfoProc2;
use psutil_parse::netbsd::kinfo_vmentry::KinfoVmentry;
use psutil_parse::netbsd::rlimit::{PROC_PID_LIMIT_TYPE_HARD, PROC_PID_LIMIT_TYPE_SOFT};

use crate::model::process::Pid;

const CTL_KERN: i32 = 1;
const CTL_VM: i32 = 2;
const CTL_NET: i32 = 4;
const CTL_HW: i32 = 6;
const CTL_PROC: i32 = 10;

const KERN_CLOCKRATE: i32 = 12;
const KERN_PROC2: i32 = 47;
const KERN_PROC_ARGS: i32 = 48;
const KERN_CP_TIME: i32 = 51;
const KERN_LWP: i32 = 64;
const KERN_FILE2: i32 = 77;
const HW_NCPU: i32 = 3;
const HW_IOSTATS: i32 = 9;
const HW_PHYSMEM64: i32 = 13;
const HW_NCPUONLINE: i32 = 16;
const VM_UVMEXP2: i32 = 5;
const VM_PROC: i32 = 16;
const PF_ROUTE: i32 = 34;
const NET_RT_IFLIST: i32 = 6;
const PROC_PID_LIMIT: i32 = 2;

/// `KERN_PROC2`: who is asked about.
const KERN_PROC_ALL: i32 = 0;
const KERN_PROC_PID: i32 = 1;

/// `KERN_PROC_ARGS`: what is asked for. The program since NetBSD 7, the current directory since NetBSD 9.
const KERN_PROC_ARGV: i32 = 1;
const KERN_PROC_ENV: i32 = 3;
const KERN_PROC_PATHNAME: i32 = 5;
const KERN_PROC_CWD: i32 = 6;

const KERN_FILE_BYPID: i32 = 2;
const VM_PROC_MAP: i32 = 1;
const PCB_ALL: i32 = 0;

/// All that there are. `KERN_FILE2` and the lists of sockets take this number for that, and count down any other.
const ALL: i32 = i32::MAX;

/// `struct clockinfo`.
pub const CLOCKRATE: [i32; 2] = [CTL_KERN, KERN_CLOCKRATE];
/// The sum of all CPUs where there is room for one, and with the number of a CPU behind it that one.
pub const CP_TIME: [i32; 2] = [CTL_KERN, KERN_CP_TIME];

/// `struct kinfo_proc2` of every process.
pub const PROCESSES: [i32; 6] =
    [CTL_KERN, KERN_PROC2, KERN_PROC_ALL, 0, size(KinfoProc2::SIZE), ALL];

/// The same of one.
pub const fn process(pid: Pid) -> [i32; 6] {
    [CTL_KERN, KERN_PROC2, KERN_PROC_PID, pid, size(KinfoProc2::SIZE), 1]
}

/// What a process is asked for in words.
#[derive(Clone, Copy, Debug)]
pub enum Words {
    Arguments = KERN_PROC_ARGV as isize,
    Environment = KERN_PROC_ENV as isize,
    Program = KERN_PROC_PATHNAME as isize,
    Cwd = KERN_PROC_CWD as isize,
}

/// Texts, or one path.
pub const fn words(pid: Pid, words: Words) -> [i32; 4] {
    [CTL_KERN, KERN_PROC_ARGS, pid, words as i32]
}

/// `struct kinfo_lwp`.
pub const fn threads(pid: Pid) -> [i32; 5] {
    [CTL_KERN, KERN_LWP, pid, size(KinfoLwp::SIZE), ALL]
}

/// `struct kinfo_file`. Of pid 0 all descriptors there are.
pub const fn files(pid: Pid) -> [i32; 6] {
    [CTL_KERN, KERN_FILE2, KERN_FILE_BYPID, pid, size(KinfoFile::SIZE), ALL]
}

/// `struct uvmexp_sysctl`.
pub const UVMEXP2: [i32; 2] = [CTL_VM, VM_UVMEXP2];

/// `struct kinfo_vmentry`.
pub const fn maps(pid: Pid) -> [i32; 5] {
    [CTL_VM, VM_PROC, VM_PROC_MAP, pid, size(KinfoVmentry::SIZE)]
}

/// Messages of route(4), one for each interface.
pub const INTERFACES: [i32; 6] = [CTL_NET, PF_ROUTE, 0, 0, NET_RT_IFLIST, 0];

/// Behind the numbers of `net.inet.tcp.pcblist` and its kin: `struct kinfo_pcb`.
pub const SOCKETS: [i32; 4] = [PCB_ALL, 0, size(KinfoPcb::SIZE), ALL];

pub const NCPU: [i32; 2] = [CTL_HW, HW_NCPU];
pub const NCPUONLINE: [i32; 2] = [CTL_HW, HW_NCPUONLINE];
pub const PHYSMEM64: [i32; 2] = [CTL_HW, HW_PHYSMEM64];
/// `struct io_sysctl`.
pub const IOSTATS: [i32; 3] = [CTL_HW, HW_IOSTATS, size(IoSysctl::SIZE)];

/// A resource limit, soft or hard.
pub const fn limit(pid: Pid, resource: i32, hard: bool) -> [i32; 5] {
    let which = if hard { PROC_PID_LIMIT_TYPE_HARD } else { PROC_PID_LIMIT_TYPE_SOFT };
    [CTL_PROC, pid, PROC_PID_LIMIT, resource.saturating_add(1), which]
}

#[expect(clippy::cast_possible_truncation, reason = "no struct is as long")]
#[expect(clippy::cast_possible_wrap, reason = "likewise")]
const fn size(bytes: usize) -> i32 {
    bytes as i32
}
