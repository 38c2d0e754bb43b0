//! Numbers that questions are made of: `sys/sysctl.h`, `sys/proc_info.h`, `sys/resource.h`, `mach/host_info.h`,
//! `mach/processor_info.h`, `net/if_mib.h`, `net/if.h` and `sys/fcntl.h` of macOS 15.
//!
//! They are held against those of the system when it is compiled there, as far as the `libc` crate has them.

pub const CTL_KERN: i32 = 1;
pub const CTL_VM: i32 = 2;
pub const CTL_NET: i32 = 4;
pub const CTL_HW: i32 = 6;

pub const KERN_ARGMAX: i32 = 8;
pub const KERN_PROC: i32 = 14;
pub const KERN_PROCARGS2: i32 = 49;
pub const KERN_PROC_ALL: i32 = 0;
pub const KERN_PROC_PID: i32 = 1;
pub const HW_MEMSIZE: i32 = 24;
pub const VM_SWAPUSAGE: i32 = 5;

pub const PF_ROUTE: i32 = 17;
pub const NET_RT_IFLIST2: i32 = 6;
pub const PF_LINK: i32 = 18;
pub const NETLINK_GENERIC: i32 = 0;
pub const IFMIB_IFDATA: i32 = 2;
pub const IFDATA_GENERAL: i32 = 1;
pub const IFF_UP: u32 = 0x1;
pub const IFF_RUNNING: u32 = 0x40;

pub const HOST_VM_INFO64: i32 = 4;
pub const PROCESSOR_CPU_LOAD_INFO: i32 = 2;

pub const PROC_PIDLISTFDS: i32 = 1;
pub const PROC_PIDTASKINFO: i32 = 4;
pub const PROC_PIDREGIONPATHINFO: i32 = 8;
pub const PROC_PIDVNODEPATHINFO: i32 = 9;
pub const PROC_PIDTHREADID64INFO: i32 = 15;
/// Of `sys/proc_info_private.h`: the numbers, where the public flavor tells addresses.
pub const PROC_PIDLISTTHREADIDS: i32 = 28;
pub const PROC_PIDFDVNODEPATHINFO: i32 = 2;
pub const PROC_PIDFDSOCKETINFO: i32 = 3;
pub const PROC_PIDFDPIPEINFO: i32 = 6;
pub const PROC_PIDFDKQUEUEINFO: i32 = 7;
pub const RUSAGE_INFO_V4: i32 = 4;

pub const O_APPEND: u32 = 0x8;
pub const O_CLOEXEC: u32 = 0x100_0000;
