//! That the structs of `psutil-parse` are those of this system's headers, as far as the `libc` crate has them: if not,
//! this does not compile.

use psutil_parse::bsd::sockaddr;
use psutil_parse::bsd::timespec::Timespec;
use psutil_parse::bsd::timeval::Timeval32;
use psutil_parse::macos::extern_proc;
use psutil_parse::macos::host_cpu_load_info::HostCpuLoadInfo;
use psutil_parse::macos::if_data64::IfData64;
use psutil_parse::macos::if_msghdr2::{self, IfMsghdr2};
use psutil_parse::macos::ifmibdata::Ifmibdata;
use psutil_parse::macos::proc_bsdinfo::ProcBsdinfo;
use psutil_parse::macos::proc_fdinfo::{self, ProcFdinfo};
use psutil_parse::macos::proc_regioninfo;
use psutil_parse::macos::proc_taskinfo::ProcTaskinfo;
use psutil_parse::macos::proc_threadinfo::ProcThreadinfo;
use psutil_parse::macos::proc_vnodepathinfo::ProcVnodepathinfo;
use psutil_parse::macos::rusage_info_v4::RusageInfoV4;
use psutil_parse::macos::statfs::{self, Statfs};
use psutil_parse::macos::utmpx::{self, Utmpx};
use psutil_parse::macos::vinfo_stat::VinfoStat;
use psutil_parse::macos::vm_statistics64::VmStatistics64;
use psutil_parse::macos::vnode_info::VnodeInfo;
use psutil_parse::macos::vnode_info_path::VnodeInfoPath;
use psutil_parse::macos::xsw_usage::XswUsage;

use crate::backend::macos::numbers;
use crate::port::abi::{begins, equal, same};

same!(timeval, Timeval32: tv_sec, tv_usec);
same!(timespec, Timespec: tv_sec, tv_nsec);
same!(host_cpu_load_info, HostCpuLoadInfo: cpu_ticks);
same!(if_data64, IfData64:
    ifi_type, ifi_mtu, ifi_metric, ifi_baudrate, ifi_ipackets, ifi_ierrors, ifi_opackets, ifi_oerrors,
    ifi_collisions, ifi_ibytes, ifi_obytes, ifi_imcasts, ifi_omcasts, ifi_iqdrops, ifi_noproto,
);
same!(if_msghdr2, IfMsghdr2:
    ifm_msglen, ifm_version, ifm_type, ifm_addrs, ifm_flags, ifm_index, ifm_snd_len, ifm_snd_maxlen,
    ifm_snd_drops, ifm_timer, ifm_data,
);
same!(ifmibdata, Ifmibdata: ifmd_name, ifmd_flags, ifmd_snd_len, ifmd_snd_maxlen, ifmd_snd_drops, ifmd_data);
same!(proc_bsdinfo, ProcBsdinfo:
    pbi_flags, pbi_status, pbi_xstatus, pbi_pid, pbi_ppid, pbi_uid, pbi_gid, pbi_ruid, pbi_rgid, pbi_svuid,
    pbi_svgid, pbi_comm, pbi_name, pbi_nfiles, pbi_pgid, e_tdev, e_tpgid, pbi_nice, pbi_start_tvsec,
    pbi_start_tvusec,
);
same!(proc_fdinfo, ProcFdinfo: proc_fd, proc_fdtype);
same!(proc_taskinfo, ProcTaskinfo:
    pti_virtual_size, pti_resident_size, pti_total_user, pti_total_system, pti_threads_user,
    pti_threads_system, pti_policy, pti_faults, pti_pageins, pti_cow_faults, pti_messages_sent,
    pti_messages_received, pti_syscalls_mach, pti_syscalls_unix, pti_csw, pti_threadnum, pti_numrunning,
    pti_priority,
);
same!(proc_threadinfo, ProcThreadinfo:
    pth_user_time, pth_system_time, pth_cpu_usage, pth_policy, pth_run_state, pth_flags, pth_sleep_time,
    pth_curpri, pth_priority, pth_maxpriority, pth_name,
);
same!(proc_vnodepathinfo, ProcVnodepathinfo: pvi_cdir, pvi_rdir);
same!(rusage_info_v4, RusageInfoV4:
    ri_uuid, ri_user_time, ri_system_time, ri_pkg_idle_wkups, ri_interrupt_wkups, ri_pageins, ri_wired_size,
    ri_resident_size, ri_phys_footprint, ri_proc_start_abstime, ri_proc_exit_abstime, ri_child_user_time,
    ri_child_system_time, ri_child_pkg_idle_wkups, ri_child_interrupt_wkups, ri_child_pageins,
    ri_child_elapsed_abstime, ri_diskio_bytesread, ri_diskio_byteswritten, ri_billed_system_time,
    ri_serviced_system_time, ri_logical_writes, ri_lifetime_max_phys_footprint, ri_instructions, ri_cycles,
    ri_billed_energy, ri_serviced_energy, ri_interval_max_phys_footprint, ri_runnable_time,
);
same!(statfs, Statfs:
    f_bsize, f_iosize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, f_fsid, f_owner, f_type, f_flags,
    f_fssubtype, f_fstypename, f_mntonname, f_mntfromname, f_flags_ext,
);
same!(utmpx, Utmpx: ut_user, ut_id, ut_line, ut_pid, ut_type, ut_tv, ut_host);
same!(vinfo_stat, VinfoStat:
    vst_dev, vst_mode, vst_nlink, vst_ino, vst_uid, vst_gid, vst_atime, vst_atimensec, vst_mtime,
    vst_mtimensec, vst_ctime, vst_ctimensec, vst_birthtime, vst_birthtimensec, vst_size, vst_blocks,
    vst_blksize, vst_flags, vst_gen, vst_rdev,
);
begins!(vm_statistics64, VmStatistics64:
    free_count, active_count, inactive_count, wire_count, zero_fill_count, reactivations, pageins, pageouts,
    faults, cow_faults, lookups, hits, purges, purgeable_count, speculative_count, decompressions,
    compressions, swapins, swapouts, compressor_page_count, throttled_count, external_page_count,
    internal_page_count, total_uncompressed_pages_in_compressor,
);
same!(vnode_info, VnodeInfo: vi_stat, vi_type, vi_fsid);
same!(vnode_info_path, VnodeInfoPath: vip_vi, vip_path);
same!(xsw_usage, XswUsage: xsu_total, xsu_avail, xsu_used, xsu_pagesize, xsu_encrypted);

equal!(extern_proc: SIDL, SRUN, SSLEEP, SSTOP, SZOMB);
equal!(if_msghdr2: RTM_IFINFO2);
equal!(numbers:
    CTL_KERN, CTL_VM, CTL_NET, CTL_HW, KERN_ARGMAX, KERN_PROC, KERN_PROCARGS2, KERN_PROC_ALL, KERN_PROC_PID,
    HW_MEMSIZE, VM_SWAPUSAGE, PF_ROUTE, NET_RT_IFLIST2, PF_LINK, NETLINK_GENERIC, IFMIB_IFDATA, IFDATA_GENERAL,
    IFF_UP, IFF_RUNNING, HOST_VM_INFO64, PROCESSOR_CPU_LOAD_INFO, PROC_PIDLISTFDS, PROC_PIDTASKINFO,
    PROC_PIDVNODEPATHINFO, RUSAGE_INFO_V4, O_APPEND, O_CLOEXEC,
);
equal!(proc_fdinfo:
    PROX_FDTYPE_ATALK, PROX_FDTYPE_VNODE, PROX_FDTYPE_SOCKET, PROX_FDTYPE_PSHM, PROX_FDTYPE_PSEM,
    PROX_FDTYPE_KQUEUE, PROX_FDTYPE_PIPE, PROX_FDTYPE_FSEVENTS, PROX_FDTYPE_NETPOLICY, PROX_FDTYPE_CHANNEL,
    PROX_FDTYPE_NEXUS,
);
equal!(proc_regioninfo: VM_PROT_READ, VM_PROT_WRITE, VM_PROT_EXECUTE);
equal!(sockaddr: AF_UNIX, AF_INET, AF_LINK);
equal!(statfs:
    MNT_RDONLY, MNT_SYNCHRONOUS, MNT_NOEXEC, MNT_NOSUID, MNT_NODEV, MNT_UNION, MNT_ASYNC, MNT_CPROTECT,
    MNT_EXPORTED, MNT_QUARANTINE, MNT_LOCAL, MNT_QUOTA, MNT_ROOTFS, MNT_DOVOLFS, MNT_DONTBROWSE,
    MNT_IGNORE_OWNERSHIP, MNT_AUTOMOUNTED, MNT_JOURNALED, MNT_NOUSERXATTR, MNT_DEFWRITE, MNT_MULTILABEL,
    MNT_NOATIME, MNT_SNAPSHOT,
);
equal!(utmpx: BOOT_TIME, USER_PROCESS);
#[allow(clippy::cast_lossless, reason = "From is not for constants")]
const _: () = assert!(libc::AF_INET6 == sockaddr::AF_INET6_MACOS as i32);
