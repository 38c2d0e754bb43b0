//! That the structs of `psutil-parse` are those of this system's headers, as far as the `libc` crate has them. Compiles,
//! or does not.

use psutil_parse::bsd::timeval::Timeval;
use psutil_parse::openbsd::if_msghdr::{self, IfData, IfMsghdr};
use psutil_parse::openbsd::kinfo_file::{KinfoFile, dtype, family, fd};
use psutil_parse::openbsd::kinfo_proc::KinfoProc;
use psutil_parse::openbsd::kinfo_vmentry::{KinfoVmentry, etype, protection};
use psutil_parse::openbsd::sensor::{self, Sensor, kind, status};
use psutil_parse::openbsd::sensordev::Sensordev;
use psutil_parse::openbsd::statfs::{Statfs, flags};
use psutil_parse::openbsd::utmp::Utmp;

use crate::backend::openbsd::mib;
use crate::port::abi::{begins, equal, same};

same!(timeval, Timeval: tv_sec, tv_usec);

same!(kinfo_proc, KinfoProc:
    p_eflag, p_flag, p_pid, p_ppid, p_sid, p__pgid, p_tpgid, p_uid, p_ruid, p_gid, p_rgid, p_groups, p_ngroups, p_tdev,
    p_siglist, p_sigmask, p_sigignore, p_sigcatch, p_stat, p_priority, p_usrpri, p_nice, p_xstat, p_comm, p_wmesg,
    p_login, p_vm_rssize, p_vm_tsize, p_vm_dsize, p_vm_ssize, p_uvalid, p_ustart_sec, p_ustart_usec, p_uutime_sec,
    p_uutime_usec, p_ustime_sec, p_ustime_usec, p_uru_maxrss, p_uru_ixrss, p_uru_idrss, p_uru_isrss, p_uru_minflt,
    p_uru_majflt, p_uru_nswap, p_uru_inblock, p_uru_oublock, p_uru_msgsnd, p_uru_msgrcv, p_uru_nsignals, p_uru_nvcsw,
    p_uru_nivcsw, p_uctime_sec, p_uctime_usec, p_psflags, p_acflag, p_svuid, p_svgid, p_rlim_rss_cur, p_cpuid,
    p_vm_map_size, p_tid, p_rtableid, p_pledge, p_name,
);

same!(kinfo_file, KinfoFile:
    f_flag, f_type, f_count, f_uid, f_gid, f_offset, f_data, f_rxfer, f_rwfer, f_seek, f_rbytes, f_wbytes, v_type, v_tag,
    v_flag, va_rdev, va_fileid, va_size, va_mode, va_fsid, f_mntonname, so_type, so_state, so_protocol, so_family,
    inp_lport, inp_laddru, inp_fport, inp_faddru, pipe_state, kq_count, kq_state, p_pid, fd_fd, fd_ofileflags, p_uid,
    p_gid, p_tid, p_comm, inp_rtableid, so_rcv_cc, so_snd_cc, unp_path, inp_proto, t_state, va_nlink,
);

same!(kinfo_vmentry, KinfoVmentry:
    kve_start, kve_end, kve_guard, kve_fspace, kve_fspace_augment, kve_offset, kve_wired_count, kve_etype,
    kve_protection, kve_max_protection, kve_advice, kve_inheritance, kve_flags,
);

same!(if_data, IfData:
    ifi_type, ifi_addrlen, ifi_hdrlen, ifi_link_state, ifi_mtu, ifi_metric, ifi_rdomain, ifi_baudrate, ifi_ipackets,
    ifi_ierrors, ifi_opackets, ifi_oerrors, ifi_collisions, ifi_ibytes, ifi_obytes, ifi_imcasts, ifi_omcasts,
    ifi_iqdrops, ifi_oqdrops, ifi_noproto, ifi_capabilities, ifi_lastchange,
);

same!(if_msghdr, IfMsghdr:
    ifm_msglen, ifm_version, ifm_type, ifm_hdrlen, ifm_index, ifm_tableid, ifm_addrs, ifm_flags, ifm_xflags, ifm_data,
);

same!(sensor, Sensor: desc, tv, value, type_, status, numt, flags);

// Their `maxnumt` is as long as that of the newest header.
begins!(sensordev, Sensordev: num, xname);
const _: () = assert!(
    std::mem::offset_of!(libc::sensordev, maxnumt)
        == psutil_parse::record::offset(Sensordev::OFFSETS, "maxnumt")
);

same!(statfs, Statfs:
    f_flags, f_bsize, f_iosize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, f_favail, f_fsid, f_namemax, f_owner,
    f_ctime, f_fstypename, f_mntonname, f_mntfromname, f_mntfromspec,
);

same!(utmp, Utmp: ut_line, ut_name, ut_host, ut_time);

equal! {
    dtype: DTYPE_VNODE, DTYPE_SOCKET, DTYPE_PIPE, DTYPE_KQUEUE, DTYPE_DMABUF, DTYPE_SYNC;
    etype: KVE_ET_OBJ, KVE_ET_SUBMAP, KVE_ET_COPYONWRITE, KVE_ET_NEEDSCOPY, KVE_ET_HOLE, KVE_ET_STACK;
    family: AF_UNIX, AF_INET, AF_INET6;
    fd: KERN_FILE_TEXT, KERN_FILE_CDIR, KERN_FILE_RDIR, KERN_FILE_TRACE;
    flags: MNT_RDONLY, MNT_SYNCHRONOUS, MNT_NOEXEC, MNT_NOSUID, MNT_NODEV, MNT_NOPERM, MNT_ASYNC, MNT_WXALLOWED,
        MNT_LOCAL, MNT_QUOTA, MNT_ROOTFS, MNT_NOATIME;
    if_msghdr: RTM_VERSION, RTM_IFINFO, RTA_IFP;
    mib: CTL_KERN, CTL_VM, CTL_NET, CTL_HW, CTL_VFS, KERN_CLOCKRATE, KERN_PROC_ARGS, KERN_PROC, KERN_CPTIME2, KERN_FILE,
        KERN_PROC_CWD, KERN_PROC_VMMAP, KERN_CPUSTATS, HW_DISKSTATS, HW_DISKCOUNT, HW_SENSORS, HW_CPUSPEED,
        HW_PHYSMEM64, HW_NCPUONLINE, PF_ROUTE, NET_RT_IFLIST, KERN_PROC_PID, KERN_PROC_KTHREAD,
        KERN_PROC_SHOW_THREADS, KERN_PROC_ARGV, KERN_PROC_ENV, KERN_FILE_BYFILE, KERN_FILE_BYPID;
    kind: SENSOR_TEMP, SENSOR_FANRPM, SENSOR_VOLTS_DC, SENSOR_VOLTS_AC, SENSOR_WATTS, SENSOR_AMPS, SENSOR_WATTHOUR,
        SENSOR_AMPHOUR, SENSOR_INDICATOR, SENSOR_INTEGER, SENSOR_PERCENT, SENSOR_DRIVE;
    protection: KVE_PROT_READ, KVE_PROT_WRITE, KVE_PROT_EXEC;
    sensor: SENSOR_FINVALID, SENSOR_FUNKNOWN;
    status: SENSOR_S_UNSPEC, SENSOR_S_OK, SENSOR_S_WARN, SENSOR_S_CRIT, SENSOR_S_UNKNOWN;
}
