//! Linux: one file per file of `/proc`, named after it (`pid_stat` is `/proc/PID/stat`), or per struct of netlink.

pub mod boot_id;
pub mod class_net;
pub mod cpulist;
pub mod dirent64;
pub mod inet_diag;
pub mod meminfo;
pub mod net_dev;
pub mod net_inet;
pub mod net_unix;
pub mod netlink;
pub mod pid_cmdline;
pub mod pid_comm;
pub mod pid_environ;
pub mod pid_fdinfo;
pub mod pid_io;
pub mod pid_limits;
pub mod pid_smaps;
pub mod pid_smaps_rollup;
pub mod pid_stat;
pub mod pid_statm;
pub mod pid_status;
pub mod stat;
pub mod unix_diag;
pub mod uptime;
pub mod vmstat;
pub mod zoneinfo;
