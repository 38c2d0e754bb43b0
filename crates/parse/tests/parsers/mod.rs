//! Every parser of the crate, and what must hold whatever bytes it is given: what the corpus is replayed with, and
//! what the fuzzer of `fuzz/` runs.

mod check;
mod devices;
mod machine;
mod network;
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

/// All files of parsers, and `text`.
pub const PARSERS: &[(&str, Run)] = parsers! {
    devices: class_net, diskstats, filesystems, hwmon, partitions, power_supply, sys_uevent, sysfs;
    machine: boot_id, cpu_max, cpuinfo, cpulist, loadavg, meminfo, stat, uptime, vmstat, zoneinfo;
    network: cn_proc, inet_diag, net_dev, net_inet, net_unix, netlink, unix_diag;
    process: dirent64, pid_cgroup, pid_cmdline, pid_comm, pid_environ, pid_fdinfo, pid_io, pid_limits, pid_mountinfo,
        pid_smaps, pid_smaps_rollup, pid_stat, pid_statm, pid_status;
    shared: logind_session, passwd, text, utmp, wait_status;
};
