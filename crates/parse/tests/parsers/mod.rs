//! Every parser of the crate, and what must hold whatever bytes it is given: what the corpus is replayed with, and
//! what the fuzzer of `fuzz/` runs.

mod bsd;
mod check;
mod devices;
mod freebsd;
mod machine;
mod macos;
mod netbsd;
mod network;
mod openbsd;
mod process;
mod shared;

/// Gives bytes to all functions of one file; panics if what they say cannot be.
pub type Run = fn(&[u8]);

/// All parsers by the names of their files: `(name, run)`.
macro_rules! parsers {
    ($($module:ident: $($name:ident),+;)+) => {
        &[$($((stringify!($name), $module::$name)),+),+]
    };
}

/// All files of parsers, and `text`. Of macOS and the BSDs the system stands before the name.
pub const PARSERS: &[(&str, Run)] = parsers! {
    bsd: bsd_char_array, bsd_clockinfo, bsd_cp_time, bsd_media, bsd_nul_list, bsd_number, bsd_packed, bsd_sockaddr, bsd_timespec,
        bsd_timeval, bsd_vmtotal;
    devices: class_net, diskstats, filesystems, hwmon, partitions, power_supply, sys_uevent, sysfs;
    freebsd: freebsd_acpi_battinfo, freebsd_acpi_bif, freebsd_acpi_bst, freebsd_bintime, freebsd_cpuset, freebsd_devstat,
        freebsd_freq_levels, freebsd_futx, freebsd_if_data, freebsd_ifmibdata, freebsd_in_conninfo, freebsd_kf_file, freebsd_kf_sock,
        freebsd_kf_un, freebsd_kinfo_file, freebsd_kinfo_proc, freebsd_kinfo_vmentry, freebsd_oidfmt, freebsd_pcblist,
        freebsd_rlimit, freebsd_rusage, freebsd_sigset, freebsd_statfs, freebsd_topology_spec, freebsd_xfile,
        freebsd_xinpcb, freebsd_xsocket, freebsd_xswdev, freebsd_xtcpcb, freebsd_xunpcb;
    machine: boot_id, cpu_max, cpuinfo, cpulist, loadavg, meminfo, stat, uptime, vmstat, zoneinfo;
    macos: macos_eproc, macos_extern_proc, macos_host_cpu_load_info, macos_if_data64, macos_if_msghdr2,
        macos_ifmibdata, macos_in_sockinfo, macos_kinfo_proc, macos_kqueue_fdinfo, macos_pcblist64, macos_pids,
        macos_pipe_fdinfo, macos_proc_bsdinfo, macos_proc_fdinfo, macos_proc_fileinfo, macos_proc_regioninfo,
        macos_proc_regionwithpathinfo, macos_proc_taskinfo, macos_proc_threadinfo,
        macos_proc_uniqidentifierinfo, macos_proc_vnodepathinfo, macos_procargs2, macos_rusage_info_v4,
        macos_socket_fdinfo, macos_socket_info, macos_statfs, macos_tcp_sockinfo, macos_thread_ids,
        macos_un_sockinfo, macos_utmpx, macos_utmpx32, macos_vinfo_stat, macos_vm_statistics64, macos_vnode_fdinfowithpath,
        macos_vnode_info, macos_vnode_info_path, macos_voltage_states, macos_xinpcb64, macos_xsocket64,
        macos_xsw_usage, macos_xtcpcb64, macos_xunpcb64;
    netbsd: netbsd_cp_time, netbsd_envsys, netbsd_if_msghdr, netbsd_io_sysctl, netbsd_kinfo_file, netbsd_kinfo_lwp, netbsd_kinfo_pcb,
        netbsd_kinfo_proc2, netbsd_kinfo_vmentry, netbsd_plist, netbsd_rlimit, netbsd_statvfs, netbsd_utmpx, netbsd_uvmexp;
    network: cn_proc, inet_diag, net_dev, net_inet, net_unix, netlink, unix_diag;
    openbsd: openbsd_apm_power_info, openbsd_bcachestats, openbsd_clockinfo, openbsd_cp_time, openbsd_cpustats,
        openbsd_diskstats, openbsd_if_msghdr, openbsd_kinfo_file, openbsd_kinfo_proc, openbsd_kinfo_vmentry,
        openbsd_proc_args, openbsd_sensor, openbsd_sensordev, openbsd_statfs, openbsd_utmp, openbsd_uvmexp;
    process: dirent64, pid_cgroup, pid_cmdline, pid_comm, pid_fdinfo, pid_io, pid_limits, pid_mountinfo,
        pid_smaps, pid_smaps_rollup, pid_stat, pid_statm, pid_status;
    shared: environ, logind_session, passwd, text, utmp, wait_status;
};
