//! Numbers of `sys/sysctl.h`, `sys/proc.h`, `net/if.h` and `net/if_mib.h` (FreeBSD 14) that questions and answers are made
//! of.
//!
//! They are held against those of the system when it is compiled there.

pub const CTL_SYSCTL: i32 = 0;
pub const CTL_KERN: i32 = 1;
pub const CTL_VM: i32 = 2;
pub const CTL_NET: i32 = 4;
pub const CTL_HW: i32 = 6;

pub const CTL_SYSCTL_OIDFMT: i32 = 4;
pub const KERN_CLOCKRATE: i32 = 12;
pub const KERN_PROC: i32 = 14;
pub const KERN_FILE: i32 = 15;
pub const HW_NCPU: i32 = 3;
pub const HW_PHYSMEM: i32 = 5;
pub const VM_TOTAL: i32 = 1;
pub const PF_LINK: i32 = 18;
pub const NETLINK_GENERIC: i32 = 0;
pub const IFMIB_SYSTEM: i32 = 1;
pub const IFMIB_IFCOUNT: i32 = 1;
pub const IFMIB_IFDATA: i32 = 2;
pub const IFDATA_GENERAL: i32 = 1;

/// `KERN_PROC`: what a process is asked for.
pub const KERN_PROC_ARGS: i32 = 7;
pub const KERN_PROC_PATHNAME: i32 = 12;
pub const KERN_PROC_VMMAP: i32 = 32;
pub const KERN_PROC_FILEDESC: i32 = 33;
pub const KERN_PROC_GROUPS: i32 = 34;
pub const KERN_PROC_ENV: i32 = 35;
pub const KERN_PROC_RLIMIT: i32 = 37;
pub const KERN_PROC_UMASK: i32 = 39;
pub const KERN_PROC_CWD: i32 = 42;

/// `ki_flag`: a process of the kernel.
pub const P_KPROC: i64 = 0x4;
/// `ki_flag`: it is ending, and most of it is gone.
pub const P_WEXIT: i64 = 0x2000;
/// The most that a program can call itself. What is that long may have been cut off.
pub const MAXCOMLEN: usize = 19;

/// `kf_status`: what belongs to the file could be asked for.
pub const KF_ATTR_VALID: u16 = 1;
/// `kf_eventfd_flags`: one is taken at a time.
pub const EFD_SEMAPHORE: u32 = 1;

pub const IFF_UP: u32 = 1;
/// The only state of a link that says that there is no line.
pub const LINK_STATE_DOWN: u8 = 1;

/// How many interfaces there are.
pub const IFCOUNT: [i32; 5] = [CTL_NET, PF_LINK, NETLINK_GENERIC, IFMIB_SYSTEM, IFMIB_IFCOUNT];

/// One of them.
pub const fn interface(row: i32) -> [i32; 6] {
    [CTL_NET, PF_LINK, NETLINK_GENERIC, IFMIB_IFDATA, row, IFDATA_GENERAL]
}

/// What is asked of the process of a number.
pub const fn process(what: i32, pid: i32) -> [i32; 4] {
    [CTL_KERN, KERN_PROC, what, pid]
}
