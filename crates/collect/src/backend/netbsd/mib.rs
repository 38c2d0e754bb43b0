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

/// All that there are. `KERN_FILE2` and the lists of sockets take this number for that, and count down any other.
const ALL: i32 = i32::MAX;

/// `KERN_CLOCKRATE`: `struct clockinfo`.
pub const CLOCKRATE: [i32; 2] = [CTL_KERN, 12];
/// `KERN_CP_TIME`: the sum of all CPUs where there is room for one, and with the number of a CPU behind it that one.
pub const CP_TIME: [i32; 2] = [CTL_KERN, 51];

/// `KERN_PROC2` and `KERN_PROC_ALL`: `struct kinfo_proc2`.
pub const PROCESSES: [i32; 6] = [CTL_KERN, 47, 0, 0, size(KinfoProc2::SIZE), ALL];

/// `KERN_PROC_PID`: the same of one.
pub const fn process(pid: Pid) -> [i32; 6] {
    [CTL_KERN, 47, 1, pid, size(KinfoProc2::SIZE), 1]
}

/// What `KERN_PROC_ARGS` is asked for: `KERN_PROC_ARGV` and so on.
#[derive(Clone, Copy, Debug)]
pub enum Words {
    Arguments = 1,
    Environment = 3,
    /// Since NetBSD 7.
    Program = 5,
    /// Since NetBSD 9.
    Cwd = 6,
}

/// `KERN_PROC_ARGS`: texts, or one path.
pub const fn words(pid: Pid, words: Words) -> [i32; 4] {
    [CTL_KERN, 48, pid, words as i32]
}

/// `KERN_LWP`: `struct kinfo_lwp`.
pub const fn threads(pid: Pid) -> [i32; 5] {
    [CTL_KERN, 64, pid, size(KinfoLwp::SIZE), ALL]
}

/// `KERN_FILE2` and `KERN_FILE_BYPID`: `struct kinfo_file`. Of pid 0 all descriptors there are.
pub const fn files(pid: Pid) -> [i32; 6] {
    [CTL_KERN, 77, 2, pid, size(KinfoFile::SIZE), ALL]
}

/// `VM_UVMEXP2`: `struct uvmexp_sysctl`.
pub const UVMEXP2: [i32; 2] = [CTL_VM, 5];

/// `VM_PROC` and `VM_PROC_MAP`: `struct kinfo_vmentry`.
pub const fn maps(pid: Pid) -> [i32; 5] {
    [CTL_VM, 16, 1, pid, size(KinfoVmentry::SIZE)]
}

/// `PF_ROUTE` and `NET_RT_IFLIST`: messages of route(4), one for each interface.
pub const INTERFACES: [i32; 6] = [CTL_NET, 34, 0, 0, 6, 0];

/// `PCB_ALL` behind the numbers of `net.inet.tcp.pcblist` and its kin: `struct kinfo_pcb`.
pub const SOCKETS: [i32; 4] = [0, 0, size(KinfoPcb::SIZE), ALL];

/// `HW_NCPU`
pub const NCPU: [i32; 2] = [CTL_HW, 3];
/// `HW_NCPUONLINE`
pub const NCPUONLINE: [i32; 2] = [CTL_HW, 16];
/// `HW_PHYSMEM64`
pub const PHYSMEM64: [i32; 2] = [CTL_HW, 13];
/// `HW_IOSTATS`: `struct io_sysctl`.
pub const IOSTATS: [i32; 3] = [CTL_HW, 9, size(IoSysctl::SIZE)];

/// `PROC_PID_LIMIT`: a resource limit, soft or hard.
pub const fn limit(pid: Pid, resource: i32, hard: bool) -> [i32; 5] {
    let which = if hard { PROC_PID_LIMIT_TYPE_HARD } else { PROC_PID_LIMIT_TYPE_SOFT };
    [CTL_PROC, pid, 2, resource.saturating_add(1), which]
}

#[expect(clippy::cast_possible_truncation, reason = "no struct is as long")]
#[expect(clippy::cast_possible_wrap, reason = "likewise")]
const fn size(bytes: usize) -> i32 {
    bytes as i32
}
