//! `struct kinfo_proc` of `sys/user.h` (FreeBSD 12 to 15), `KERN_PROC_PID` and `KERN_PROC_PROC` of sysctl(3): a process,
//! or a thread of one.

use super::rusage::Rusage;
use crate::Result;
use crate::bsd::char_array::text;
use crate::bsd::packed;
use crate::bsd::timeval::Timeval;
use crate::record::record;

/// `KERN_PROC_*` of `sys/sysctl.h`: what `{CTL_KERN, KERN_PROC, …}` is asked for.
pub mod request {
    /// An entry for each thread of each process; [`PROC`] has one for each process.
    pub const ALL: i32 = 0;
    /// The process of an id.
    pub const PID: i32 = 1;
    /// An entry for each process.
    pub const PROC: i32 = 8;
    /// With another, an entry for each thread.
    pub const INC_THREAD: i32 = 0x10;
}

/// `S*` of `sys/proc.h`: the values of `ki_stat`.
pub mod stat {
    /// Being made by fork.
    pub const SIDL: i8 = 1;
    /// Can run.
    pub const SRUN: i8 = 2;
    /// Waits for something.
    pub const SSLEEP: i8 = 3;
    /// Stopped, or traced.
    pub const SSTOP: i8 = 4;
    /// Waits to be reaped.
    pub const SZOMB: i8 = 5;
    /// Waits for an interrupt.
    pub const SWAIT: i8 = 6;
    /// Waits for a lock.
    pub const SLOCK: i8 = 7;
}

/// `KI_CRF_GRP_OVERFLOW`: there are more groups than fit.
const KI_CRF_GRP_OVERFLOW: u32 = 0x8000_0000;

record! {
    /// A process; with `INC_THREAD`, one of its threads.
    pub struct KinfoProc("kinfo_proc", 1088) {
        /// How long the kernel's own is.
        pub ki_structsize: i32,
        pub ki_layout: i32,
        _ki_args: [u64; 8],
        pub ki_pid: i32,
        pub ki_ppid: i32,
        pub ki_pgid: i32,
        pub ki_tpgid: i32,
        pub ki_sid: i32,
        pub ki_tsid: i32,
        _ki_jobc: [i16; 2],
        pub ki_tdev_freebsd11: u32,
        pub ki_siglist: [u32; 4],
        pub ki_sigmask: [u32; 4],
        pub ki_sigignore: [u32; 4],
        pub ki_sigcatch: [u32; 4],
        /// Effective.
        pub ki_uid: u32,
        pub ki_ruid: u32,
        pub ki_svuid: u32,
        pub ki_rgid: u32,
        pub ki_svgid: u32,
        pub ki_ngroups: i16,
        _ki_spare_short2: i16,
        /// The first is the effective one.
        pub ki_groups: [u32; 16],
        /// Bytes of its address space.
        pub ki_size: u64,
        /// Pages, as all that follow.
        pub ki_rssize: i64,
        pub ki_swrss: i64,
        pub ki_tsize: i64,
        pub ki_dsize: i64,
        pub ki_ssize: i64,
        /// The wait status of a zombie.
        pub ki_xstat: u16,
        _ki_acflag: u16,
        _ki_pctcpu: [u32; 4],
        pub ki_cow: u32,
        /// Microseconds.
        pub ki_runtime: u64,
        pub ki_start: Timeval,
        pub ki_childtime: Timeval,
        pub ki_flag: i64,
        pub ki_kiflag: i64,
        _ki_traceflag: i32,
        /// One of [`stat`].
        pub ki_stat: i8,
        pub ki_nice: i8,
        _ki_lock: [u8; 4],
        pub ki_tdname: [u8; 17],
        _ki_wmesg: [u8; 9],
        pub ki_login: [u8; 18],
        _ki_lockname: [u8; 9],
        pub ki_comm: [u8; 20],
        _ki_emul: [u8; 17],
        _ki_loginclass: [u8; 18],
        pub ki_moretdname: [u8; 4],
        _ki_sparestrings: [u8; 46],
        _ki_spareints: [i32; 2],
        /// All bits for none.
        pub ki_tdev: u64,
        /// -1 while it runs on none.
        pub ki_oncpu: i32,
        pub ki_lastcpu: i32,
        pub ki_tracer: i32,
        pub ki_flag2: i32,
        _ki_fibnum: i32,
        pub ki_cr_flags: u32,
        pub ki_jid: i32,
        pub ki_numthreads: i32,
        pub ki_tid: i32,
        _ki_pri: [u8; 4],
        pub ki_rusage: Rusage,
        pub ki_rusage_ch: Rusage,
        _ki_pcb: [u64; 22],
        pub ki_sflag: i64,
        pub ki_tdflags: i64,
    }
}

impl KinfoProc {
    /// The name of the program: what it was started as, or what it called itself since.
    #[must_use]
    pub fn comm(&self) -> &[u8] {
        text(&self.ki_comm)
    }

    /// Who logged in.
    #[must_use]
    pub fn login(&self) -> &[u8] {
        text(&self.ki_login)
    }

    /// The name of the thread, from the two places that it is in.
    #[must_use]
    pub fn thread_name(&self) -> Vec<u8> {
        let first = text(&self.ki_tdname);
        // A name that ends in the first goes on in the second only if it is full: 16 of 17.
        let more = if first.len() < 16 { &[] } else { text(&self.ki_moretdname) };
        [first, more].concat()
    }

    /// As many groups as there are, or as there is room for; see [`Self::has_more_groups`].
    #[must_use]
    pub fn groups(&self) -> &[u32] {
        let count = usize::try_from(self.ki_ngroups).unwrap_or(0);
        self.ki_groups.get(..count).unwrap_or(&self.ki_groups)
    }

    /// Whether there are groups that did not fit; `KERN_PROC_GROUPS` tells them all.
    #[must_use]
    pub const fn has_more_groups(&self) -> bool {
        self.ki_cr_flags & KI_CRF_GRP_OVERFLOW != 0
    }
}

/// Each process, or each thread.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<KinfoProc>> {
    packed::entries::<i32>("kinfo_proc", bytes, KinfoProc::SIZE)
        .map(|entry| entry.and_then(KinfoProc::parse))
}

#[cfg(test)]
#[path = "kinfo_proc/tests.rs"]
mod tests;
