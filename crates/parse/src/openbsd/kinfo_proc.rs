//! `struct kinfo_proc` of `sys/sysctl.h` (OpenBSD 7.3 and later), `KERN_PROC` of sysctl(2): a process, or one of its
//! threads.
//!
//! The kernel refuses to fill a struct that is longer than its own; before 7.3 it had 624 bytes, without the name.
#![expect(non_snake_case, reason = "p__pgid is what the header calls it")]

use crate::bsd::char_array;
use crate::record::record;

/// `p_stat`, of `sys/proc.h`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod stat {
    pub const SIDL: i8 = 1;
    pub const SRUN: i8 = 2;
    pub const SSLEEP: i8 = 3;
    pub const SSTOP: i8 = 4;
    pub const SZOMB: i8 = 5;
    /// What a zombie has: [`SZOMB`] is not used.
    pub const SDEAD: i8 = 6;
    pub const SONPROC: i8 = 7;
}

/// Some of `p_psflags`, of `sys/proc.h`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod psflags {
    pub const PS_CONTROLT: u32 = 0x1;
    pub const PS_EXITING: u32 = 0x8;
    pub const PS_TRACED: u32 = 0x200;
    /// A process of the kernel.
    pub const PS_SYSTEM: u32 = 0x1_0000;
    pub const PS_ZOMBIE: u32 = 0x4_0000;
}

/// `NODEV`: the process has no terminal.
pub const NODEV: u32 = u32::MAX;
/// `KI_NOCPU`: it has not run, or the kernel has been built for one CPU, or tells it of threads only.
pub const KI_NOCPU: u64 = u64::MAX;
/// `NZERO`, which `p_nice` counts from.
const NZERO: i32 = 20;

record! {
    /// The whole process, unless `p_tid` says otherwise.
    pub struct KinfoProc("kinfo_proc", 648) {
        _p_forw: [u8; 96],
        pub p_eflag: i32,
        _p_exitsig: i32,
        pub p_flag: i32,
        pub p_pid: i32,
        pub p_ppid: i32,
        pub p_sid: i32,
        pub p__pgid: i32,
        pub p_tpgid: i32,
        pub p_uid: u32,
        pub p_ruid: u32,
        pub p_gid: u32,
        pub p_rgid: u32,
        pub p_groups: [u32; 16],
        pub p_ngroups: i16,
        _p_jobc: i16,
        pub p_tdev: u32,
        _p_estcpu: [u8; 72],
        pub p_siglist: i32,
        pub p_sigmask: u32,
        pub p_sigignore: u32,
        pub p_sigcatch: u32,
        pub p_stat: i8,
        pub p_priority: u8,
        pub p_usrpri: u8,
        pub p_nice: u8,
        pub p_xstat: u16,
        _p_spare: u16,
        pub p_comm: [u8; 24],
        pub p_wmesg: [u8; 8],
        _p_wchan: u64,
        pub p_login: [u8; 32],
        /// Pages.
        pub p_vm_rssize: i32,
        pub p_vm_tsize: i32,
        pub p_vm_dsize: i32,
        pub p_vm_ssize: i32,
        /// Whether what begins with `p_u` is there: not of zombies, which have zeros.
        pub p_uvalid: i64,
        pub p_ustart_sec: u64,
        pub p_ustart_usec: u32,
        pub p_uutime_sec: u32,
        pub p_uutime_usec: u32,
        pub p_ustime_sec: u32,
        pub p_ustime_usec: u32,
        _pad: u32,
        /// Kilobytes.
        pub p_uru_maxrss: u64,
        pub p_uru_ixrss: u64,
        pub p_uru_idrss: u64,
        pub p_uru_isrss: u64,
        pub p_uru_minflt: u64,
        pub p_uru_majflt: u64,
        pub p_uru_nswap: u64,
        pub p_uru_inblock: u64,
        pub p_uru_oublock: u64,
        pub p_uru_msgsnd: u64,
        pub p_uru_msgrcv: u64,
        pub p_uru_nsignals: u64,
        pub p_uru_nvcsw: u64,
        pub p_uru_nivcsw: u64,
        /// Both user and system time of children that have been waited for.
        pub p_uctime_sec: u32,
        pub p_uctime_usec: u32,
        pub p_psflags: u32,
        pub p_acflag: u32,
        pub p_svuid: u32,
        pub p_svgid: u32,
        _p_emul: [u8; 8],
        pub p_rlim_rss_cur: u64,
        pub p_cpuid: u64,
        /// Bytes.
        pub p_vm_map_size: u64,
        /// The thread, or -1 for the whole process.
        pub p_tid: i32,
        pub p_rtableid: u32,
        pub p_pledge: u64,
        /// Of threads only.
        pub p_name: [u8; 24],
    }
}

impl KinfoProc {
    /// The name of the program, of at most 23 bytes.
    pub fn comm(&self) -> &[u8] {
        char_array::text(&self.p_comm)
    }

    /// Who logged in, of whatever their processes are now.
    pub fn login(&self) -> &[u8] {
        char_array::text(&self.p_login)
    }

    /// What the thread calls itself; empty for a process.
    pub fn name(&self) -> &[u8] {
        char_array::text(&self.p_name)
    }

    /// The groups besides `p_gid`.
    pub fn groups(&self) -> &[u32] {
        let count = usize::try_from(self.p_ngroups).unwrap_or(0);
        self.p_groups.get(..count).unwrap_or(&self.p_groups)
    }

    /// The nice value as setpriority(2) takes it.
    pub fn nice(&self) -> i32 {
        i32::from(self.p_nice).saturating_sub(NZERO)
    }

    /// The CPU that it runs on or ran on last.
    pub fn cpu(&self) -> Option<u64> {
        Some(self.p_cpuid).filter(|&cpu| cpu != KI_NOCPU)
    }
}

#[cfg(test)]
mod tests;
