//! Linux: one file per file of `/proc`, named after it (`pid_stat` is `/proc/PID/stat`), and those of `/sys` and
//! `/run`.

pub mod boot_id;
pub mod cpu_max;
pub mod cpuinfo;
pub mod cpulist;
pub mod dirent64;
pub mod diskstats;
pub mod filesystems;
pub mod hwmon;
pub mod logind_session;
pub mod meminfo;
pub mod net_inet;
pub mod net_unix;
pub mod partitions;
pub mod pid_cgroup;
pub mod pid_cmdline;
pub mod pid_comm;
pub mod pid_environ;
pub mod pid_fdinfo;
pub mod pid_io;
pub mod pid_limits;
pub mod pid_mountinfo;
pub mod pid_smaps;
pub mod pid_smaps_rollup;
pub mod pid_stat;
pub mod pid_statm;
pub mod pid_status;
pub mod power_supply;
pub mod stat;
pub mod sys_uevent;
pub mod sysfs;
pub mod uptime;
pub mod utmp;
pub mod vmstat;
pub mod zoneinfo;
