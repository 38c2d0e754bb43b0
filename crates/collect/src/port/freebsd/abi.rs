//! That the structs of `psutil-parse` are those of this system's headers, as far as the `libc` crate has them: if not,
//! this does not compile.

use std::mem::offset_of;

use psutil_parse::bsd::clockinfo::Clockinfo;
use psutil_parse::bsd::sockaddr;
use psutil_parse::bsd::timespec::Timespec;
use psutil_parse::bsd::timeval::Timeval;
use psutil_parse::bsd::vmtotal::Vmtotal64;
use psutil_parse::freebsd::bintime::Bintime;
use psutil_parse::freebsd::cpuset;
use psutil_parse::freebsd::devstat::{self, Devstat};
use psutil_parse::freebsd::if_data::IfData;
use psutil_parse::freebsd::ifmibdata::Ifmibdata;
use psutil_parse::freebsd::in_conninfo::InConninfo;
use psutil_parse::freebsd::kf_file::vtype;
use psutil_parse::freebsd::kinfo_file::{self, KinfoFile, OPEN_FLAGS, fd};
use psutil_parse::freebsd::kinfo_proc::{KinfoProc, request, stat};
use psutil_parse::freebsd::kinfo_vmentry::{self, KinfoVmentry, protection};
use psutil_parse::freebsd::pcblist::Xinpgen;
use psutil_parse::freebsd::rlimit::{self, RESOURCES, Rlimit};
use psutil_parse::freebsd::rusage::Rusage;
use psutil_parse::freebsd::statfs::{FLAGS, Statfs};
use psutil_parse::record::offset;

use crate::backend::freebsd::mib;
use crate::port::abi::{begins, same};

/// Constants are those of `libc`, where their names have a prefix more.
macro_rules! equal {
    ($($ours:path = $($theirs:ident),+;)+) => {
        $($(
            #[allow(clippy::cast_lossless, clippy::unnecessary_cast, reason = "From is not for constants")]
            const _: () = assert!(libc::$theirs as i64 == $ours as i64, stringify!($theirs));
        )+)+
    };
}

same!(timeval, Timeval: tv_sec, tv_usec);
same!(timespec, Timespec: tv_sec, tv_nsec);
same!(bintime, Bintime: sec, frac);
same!(clockinfo, Clockinfo: hz, tick, stathz, profhz);
same!(rlimit, Rlimit: rlim_cur, rlim_max);
same!(vmtotal, Vmtotal64:
    t_vm, t_avm, t_rm, t_arm, t_vmshr, t_avmshr, t_rmshr, t_armshr, t_free, t_rq, t_dw, t_pw, t_sl, t_sw,
);
same!(rusage, Rusage:
    ru_utime, ru_stime, ru_maxrss, ru_ixrss, ru_idrss, ru_isrss, ru_minflt, ru_majflt, ru_nswap, ru_inblock, ru_oublock,
    ru_msgsnd, ru_msgrcv, ru_nsignals, ru_nvcsw, ru_nivcsw,
);
same!(kinfo_proc, KinfoProc:
    ki_structsize, ki_layout, ki_pid, ki_ppid, ki_pgid, ki_tpgid, ki_sid, ki_tsid, ki_tdev_freebsd11, ki_siglist,
    ki_sigmask, ki_sigignore, ki_sigcatch, ki_uid, ki_ruid, ki_svuid, ki_rgid, ki_svgid, ki_ngroups, ki_groups, ki_size,
    ki_rssize, ki_swrss, ki_tsize, ki_dsize, ki_ssize, ki_xstat, ki_cow, ki_runtime, ki_start, ki_childtime, ki_flag,
    ki_kiflag, ki_stat, ki_nice, ki_tdname, ki_login, ki_comm, ki_moretdname, ki_tdev, ki_oncpu, ki_lastcpu, ki_tracer,
    ki_flag2, ki_cr_flags, ki_jid, ki_numthreads, ki_tid, ki_rusage, ki_rusage_ch, ki_sflag, ki_tdflags,
);
begins!(kinfo_file, KinfoFile:
    kf_structsize, kf_type, kf_fd, kf_ref_count, kf_flags, kf_offset, kf_status,
);
const _: () = assert!(offset_of!(libc::kinfo_file, kf_path) == KinfoFile::SIZE);
begins!(kinfo_vmentry, KinfoVmentry:
    kve_structsize, kve_type, kve_start, kve_end, kve_offset, kve_vn_fileid, kve_vn_fsid_freebsd11, kve_flags,
    kve_resident, kve_private_resident, kve_protection, kve_ref_count, kve_shadow_count, kve_vn_type, kve_vn_size,
    kve_vn_rdev_freebsd11, kve_vn_mode, kve_status, kve_vn_fsid, kve_vn_rdev,
);
const _: () = assert!(offset_of!(libc::kinfo_vmentry, kve_path) == KinfoVmentry::SIZE);
same!(if_data, IfData:
    ifi_type, ifi_link_state, ifi_datalen, ifi_mtu, ifi_metric, ifi_baudrate, ifi_ipackets, ifi_ierrors, ifi_opackets,
    ifi_oerrors, ifi_collisions, ifi_ibytes, ifi_obytes, ifi_imcasts, ifi_omcasts, ifi_iqdrops, ifi_oqdrops, ifi_noproto,
);
same!(ifmibdata, Ifmibdata: ifmd_name, ifmd_pcount, ifmd_flags, ifmd_data);
same!(devstat, Devstat:
    sequence0, allocated, start_count, end_count, busy_from, device_number, device_name, unit_number, bytes, operations,
    duration, busy_time, creation_time, block_size, flags, device_type, priority, id, sequence1,
);
same!(statfs, Statfs:
    f_version, f_type, f_flags, f_bsize, f_iosize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, f_syncwrites,
    f_asyncwrites, f_syncreads, f_asyncreads, f_namemax, f_owner, f_fsid, f_fstypename, f_mntfromname, f_mntonname,
);
begins!(xinpgen, Xinpgen: xig_len, xig_count, xig_gen, xig_sogen);
same!(in_conninfo, InConninfo: inc_flags, inc_len, inc_fibnum);
const _: () = {
    let ends = offset_of!(libc::in_conninfo, inc_ie);
    let port = ends + offset_of!(libc::in_endpoints, ie_lport);
    let address = ends + offset_of!(libc::in_endpoints, ie_dependladdr);
    assert!(port == offset(InConninfo::OFFSETS, "ie_lport"));
    assert!(address == offset(InConninfo::OFFSETS, "ie_laddr"));
};

// It has as many bits as the release that libc is built for.
const _: () = assert!(matches!(size_of::<libc::cpuset_t>(), cpuset::OLD_SIZE | cpuset::SIZE));

equal! {
    request::ALL = KERN_PROC_ALL;
    request::PID = KERN_PROC_PID;
    request::PROC = KERN_PROC_PROC;
    request::INC_THREAD = KERN_PROC_INC_THREAD;
    stat::SIDL = SIDL;
    stat::SRUN = SRUN;
    stat::SSLEEP = SSLEEP;
    stat::SSTOP = SSTOP;
    stat::SZOMB = SZOMB;
    stat::SWAIT = SWAIT;
    stat::SLOCK = SLOCK;
    fd::CWD = KF_FD_TYPE_CWD;
    fd::ROOT = KF_FD_TYPE_ROOT;
    fd::JAIL = KF_FD_TYPE_JAIL;
    fd::TRACE = KF_FD_TYPE_TRACE;
    fd::TEXT = KF_FD_TYPE_TEXT;
    fd::CTTY = KF_FD_TYPE_CTTY;
    kinfo_file::kind::VNODE = KF_TYPE_VNODE;
    kinfo_file::kind::SOCKET = KF_TYPE_SOCKET;
    kinfo_file::kind::PIPE = KF_TYPE_PIPE;
    kinfo_file::kind::FIFO = KF_TYPE_FIFO;
    kinfo_file::kind::KQUEUE = KF_TYPE_KQUEUE;
    kinfo_file::kind::MQUEUE = KF_TYPE_MQUEUE;
    kinfo_file::kind::SHM = KF_TYPE_SHM;
    kinfo_file::kind::SEM = KF_TYPE_SEM;
    kinfo_file::kind::PTS = KF_TYPE_PTS;
    kinfo_file::kind::PROCDESC = KF_TYPE_PROCDESC;
    kinfo_file::kind::DEV = KF_TYPE_DEV;
    kinfo_file::kind::UNKNOWN = KF_TYPE_UNKNOWN;
    kinfo_file::flag::NONBLOCK = KF_FLAG_NONBLOCK;
    kinfo_file::flag::EXEC = KF_FLAG_EXEC;
    vtype::VREG = KF_VTYPE_VREG;
    vtype::VFIFO = KF_VTYPE_VFIFO;
    kinfo_vmentry::kind::VNODE = KVME_TYPE_VNODE;
    kinfo_vmentry::kind::MGTDEVICE = KVME_TYPE_MGTDEVICE;
    kinfo_vmentry::kind::UNKNOWN = KVME_TYPE_UNKNOWN;
    kinfo_vmentry::flag::NEEDS_COPY = KVME_FLAG_NEEDS_COPY;
    kinfo_vmentry::flag::USER_WIRED = KVME_FLAG_USER_WIRED;
    protection::READ = KVME_PROT_READ;
    protection::WRITE = KVME_PROT_WRITE;
    protection::EXEC = KVME_PROT_EXEC;
    rlimit::RLIM_INFINITY = RLIM_INFINITY;
    sockaddr::AF_UNIX = AF_UNIX;
    sockaddr::AF_INET = AF_INET;
    sockaddr::AF_LINK = AF_LINK;
    sockaddr::AF_INET6_FREEBSD = AF_INET6;
}

/// The numbers that names have by their place in a list.
macro_rules! numbered {
    ($list:ident: $($number:literal = $theirs:ident),+ $(,)?) => {
        const _: () = {
            $(assert!(libc::$theirs as u64 == $list[$number].0, stringify!($theirs));)+
        };
    };
}
numbered!(FLAGS:
    0 = MNT_RDONLY, 1 = MNT_SYNCHRONOUS, 2 = MNT_NOEXEC, 3 = MNT_NOSUID, 4 = MNT_NFS4ACLS, 5 = MNT_UNION, 6 = MNT_ASYNC,
    7 = MNT_EXPORTED, 8 = MNT_LOCAL, 9 = MNT_QUOTA, 10 = MNT_ROOTFS, 11 = MNT_SUIDDIR, 12 = MNT_SOFTDEP,
    13 = MNT_NOSYMFOLLOW, 14 = MNT_GJOURNAL, 15 = MNT_MULTILABEL, 16 = MNT_ACLS, 17 = MNT_NOATIME, 18 = MNT_NOCLUSTERR,
    20 = MNT_SUJ, 21 = MNT_AUTOMOUNTED, 22 = MNT_VERIFIED,
);
const _: () = assert!(RESOURCES.len() == libc::RLIMIT_UMTXP as usize + 1);
const _: () =
    assert!(devstat::transaction::READ == libc::devstat_trans_flags::DEVSTAT_READ as usize);
const _: () =
    assert!(devstat::transaction::WRITE == libc::devstat_trans_flags::DEVSTAT_WRITE as usize);

/// `O_*` by the place of its flag in the list.
macro_rules! opened {
    ($($number:literal = $theirs:ident),+ $(,)?) => {
        const _: () = {
            $(assert!(libc::$theirs == OPEN_FLAGS[$number].1.cast_signed(), stringify!($theirs));)+
        };
    };
}
opened!(
    0 = O_APPEND,
    1 = O_ASYNC,
    2 = O_FSYNC,
    3 = O_NONBLOCK,
    4 = O_DIRECT,
    5 = O_SHLOCK,
    6 = O_EXLOCK,
    7 = O_NOFOLLOW,
    8 = O_CREAT,
    9 = O_TRUNC,
    10 = O_EXCL,
    11 = O_EXEC,
);

/// Those of the backend, which have the names that `libc` has.
macro_rules! named {
    ($($constant:ident),+ $(,)?) => {
        $(
            #[allow(clippy::cast_lossless, clippy::unnecessary_cast, reason = "From is not for constants")]
            const _: () = assert!(libc::$constant as i128 == mib::$constant as i128, stringify!($constant));
        )+
    };
}
named!(
    CTL_SYSCTL,
    CTL_KERN,
    CTL_VM,
    CTL_NET,
    CTL_HW,
    CTL_SYSCTL_OIDFMT,
    KERN_CLOCKRATE,
    KERN_PROC,
    KERN_FILE,
    HW_NCPU,
    HW_PHYSMEM,
    VM_TOTAL,
    PF_LINK,
    KERN_PROC_ARGS,
    KERN_PROC_PATHNAME,
    KERN_PROC_VMMAP,
    KERN_PROC_FILEDESC,
    KERN_PROC_GROUPS,
    KERN_PROC_ENV,
    KERN_PROC_RLIMIT,
    KERN_PROC_UMASK,
    KERN_PROC_CWD,
    P_KPROC,
    P_WEXIT,
    MAXCOMLEN,
    KF_ATTR_VALID,
    EFD_SEMAPHORE,
    IFF_UP,
    LINK_STATE_DOWN,
);
