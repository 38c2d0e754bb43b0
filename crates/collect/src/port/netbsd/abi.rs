//! The structs that are read byte by byte are those of the system's headers, as far as the `libc` crate has them: if
//! not, this does not compile.

use psutil_parse::bsd::sockaddr;
use psutil_parse::bsd::timespec::Timespec;
use psutil_parse::bsd::timeval::Timeval32;
use psutil_parse::netbsd::if_msghdr::{self, IfData, IfMsghdr};
use psutil_parse::netbsd::kinfo_file::{self, KinfoFile};
use psutil_parse::netbsd::kinfo_lwp::{self, KinfoLwp};
use psutil_parse::netbsd::kinfo_pcb::KinfoPcb;
use psutil_parse::netbsd::kinfo_proc2::KinfoProc2;
use psutil_parse::netbsd::kinfo_vmentry::{self, KinfoVmentry};
use psutil_parse::netbsd::rlimit::{self, RESOURCES};
use psutil_parse::netbsd::statvfs::{MNT_FLAGS, Statvfs};
use psutil_parse::netbsd::utmpx::{self, Utmpx};

use crate::port::abi::{begins, equal, same};

same!(kinfo_proc2, KinfoProc2:
    p_eflag, p_exitsig, p_flag, p_pid, p_ppid, p_sid, p_pgid = p__pgid, p_tpgid, p_uid, p_ruid, p_gid, p_rgid,
    p_groups, p_ngroups, p_jobc, p_tdev, p_estcpu, p_rtime_sec, p_rtime_usec, p_pctcpu, p_siglist, p_sigmask,
    p_sigignore, p_sigcatch, p_stat, p_nice, p_xstat, p_acflag, p_comm, p_wmesg, p_login, p_vm_rssize, p_vm_tsize,
    p_vm_dsize, p_vm_ssize, p_uvalid, p_ustart_sec, p_ustart_usec, p_uutime_sec, p_uutime_usec, p_ustime_sec,
    p_ustime_usec, p_uru_maxrss, p_uru_ixrss, p_uru_idrss, p_uru_isrss, p_uru_minflt, p_uru_majflt, p_uru_nswap,
    p_uru_inblock, p_uru_oublock, p_uru_msgsnd, p_uru_msgrcv, p_uru_nsignals, p_uru_nvcsw, p_uru_nivcsw,
    p_uctime_sec, p_uctime_usec, p_cpuid, p_realflag, p_nlwps, p_nrlwps, p_realstat, p_svuid, p_svgid, p_ename,
    p_vm_vsize, p_vm_msize,
);

same!(kinfo_lwp, KinfoLwp:
    l_lid, l_flag, l_stat, l_wmesg, l_cpuid, l_rtime_sec, l_rtime_usec, l_pctcpu, l_pid, l_name,
);

same!(kinfo_file, KinfoFile:
    ki_flag, ki_ftype, ki_count, ki_msgcount, ki_usecount, ki_fuid, ki_fgid, ki_foffset, ki_fdata, ki_vun, ki_vsize,
    ki_vtype, ki_vtag, ki_pid, ki_fd, ki_ofileflags,
);

same!(kinfo_pcb, KinfoPcb:
    ki_pcbaddr, ki_ppcbaddr, ki_sockaddr, ki_family, ki_type, ki_protocol, ki_pflags, ki_sostate, ki_prstate,
    ki_tstate, ki_tflags, ki_rcvq, ki_sndq, ki_s, ki_d, ki_inode, ki_vnode, ki_conn, ki_refs, ki_nextref,
);

same!(kinfo_vmentry, KinfoVmentry:
    kve_start, kve_end, kve_offset, kve_type, kve_flags, kve_count, kve_wired_count, kve_advice, kve_attributes,
    kve_protection, kve_max_protection, kve_ref_count, kve_inheritance, kve_vn_fileid, kve_vn_size, kve_vn_fsid,
    kve_vn_rdev, kve_vn_type, kve_vn_mode, kve_path,
);

same!(if_data, IfData:
    ifi_type, ifi_addrlen, ifi_hdrlen, ifi_link_state, ifi_mtu, ifi_metric, ifi_baudrate, ifi_ipackets, ifi_ierrors,
    ifi_opackets, ifi_oerrors, ifi_collisions, ifi_ibytes, ifi_obytes, ifi_imcasts, ifi_omcasts, ifi_iqdrops,
    ifi_noproto, _ifi_lastchange = ifi_lastchange,
);

same!(if_msghdr, IfMsghdr:
    ifm_msglen, ifm_version, ifm_type, ifm_addrs, ifm_flags, ifm_index, ifm_data,
);

same!(statvfs, Statvfs:
    f_flag, f_bsize, f_frsize, f_iosize, f_blocks, f_bfree, f_bavail, f_bresvd, f_files, f_ffree, f_favail, f_fresvd,
    f_syncreads, f_syncwrites, f_asyncreads, f_asyncwrites, f_fsidx, f_fsid, f_namemax, f_owner, f_fstypename,
    f_mntonname, f_mntfromname,
);

same!(utmpx, Utmpx:
    ut_name, ut_id, ut_line, ut_host, ut_session, ut_type, ut_pid, _ut_exit = ut_exit, _ut_ss = ut_ss, ut_tv,
);

const _: () = assert!(rlimit::Rlim::SIZE == size_of::<libc::rlim_t>());

same!(timespec, Timespec: tv_sec, tv_nsec);
same!(timeval, Timeval32: tv_sec, tv_usec);

equal! {
    if_msghdr: RTM_VERSION, RTM_IFINFO, LINK_STATE_UNKNOWN, LINK_STATE_DOWN, LINK_STATE_UP;
    kinfo_file: DTYPE_VNODE, DTYPE_SOCKET, DTYPE_PIPE, DTYPE_KQUEUE, DTYPE_MISC, DTYPE_CRYPTO, DTYPE_MQUEUE, DTYPE_SEM,
        DTYPE_EVENTFD, DTYPE_TIMERFD;
    kinfo_lwp: LSIDL, LSRUN, LSSLEEP, LSSTOP, LSZOMB, LSONPROC, LSSUSPENDED;
    kinfo_vmentry: KVME_PROT_READ, KVME_PROT_WRITE, KVME_PROT_EXEC, KVME_FLAG_COW, KVME_FLAG_NEEDS_COPY,
        KVME_FLAG_GROWS_UP, KVME_FLAG_GROWS_DOWN;
    rlimit: RLIM_INFINITY;
    sockaddr: AF_UNIX, AF_INET, AF_LINK;
    utmpx: USER_PROCESS, DEAD_PROCESS, SIGNATURE;
}

const _: () = assert!(sockaddr::AF_INET6_OPENBSD_NETBSD as i32 == libc::AF_INET6);
const _: () = assert!(RESOURCES.len() == libc::RLIMIT_NTHR as usize + 1);

/// How file systems are mounted, in the order of our table.
#[expect(clippy::cast_sign_loss, reason = "only the highest flag is negative")]
const _: () = {
    let flags = [
        libc::MNT_RDONLY,
        libc::MNT_SYNCHRONOUS,
        libc::MNT_NOEXEC,
        libc::MNT_NOSUID,
        libc::MNT_NODEV,
        libc::MNT_UNION,
        libc::MNT_ASYNC,
        libc::MNT_POSIX1EACLS,
        libc::MNT_LOCAL,
        libc::MNT_QUOTA,
        libc::MNT_NOCOREDUMP,
        libc::MNT_RELATIME,
        libc::MNT_IGNORE,
        libc::MNT_NFS4ACLS,
        libc::MNT_DISCARD,
        libc::MNT_EXTATTR,
        libc::MNT_LOG,
        libc::MNT_NOATIME,
        libc::MNT_AUTOMOUNTED,
        libc::MNT_SYMPERM,
        libc::MNT_NODEVMTIME,
        libc::MNT_SOFTDEP,
    ];
    let (mut ours, mut theirs): (&[(u64, &str)], &[i32]) = (&MNT_FLAGS, &flags);
    while let ([(flag, _), our_rest @ ..], [libc, their_rest @ ..]) = (ours, theirs) {
        assert!(*flag == *libc as u32 as u64);
        (ours, theirs) = (our_rest, their_rest);
    }
    assert!(ours.is_empty() && theirs.is_empty());
};
