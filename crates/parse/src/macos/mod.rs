//! macOS: structs of libproc, Mach, sysctl and the route socket, one file per struct; what a list of them looks like, and
//! what is no struct.
//!
//! Nearly all of `sys/proc_info.h` has no manual page. Sizes and places are those of macOS 15 (xnu-11417), of 64-bit
//! programs on Intel and Apple silicon alike.

pub mod eproc;
pub mod extern_proc;
pub mod host_cpu_load_info;
pub mod if_data64;
pub mod if_msghdr2;
pub mod ifmibdata;
pub mod in_sockinfo;
pub mod kinfo_proc;
pub mod kqueue_fdinfo;
pub mod pcblist64;
pub mod pids;
pub mod pipe_fdinfo;
pub mod proc_bsdinfo;
pub mod proc_fdinfo;
pub mod proc_fileinfo;
pub mod proc_regioninfo;
pub mod proc_regionwithpathinfo;
pub mod proc_taskinfo;
pub mod proc_threadinfo;
pub mod proc_uniqidentifierinfo;
pub mod proc_vnodepathinfo;
pub mod procargs2;
pub mod rusage_info_v4;
pub mod socket_fdinfo;
pub mod socket_info;
pub mod statfs;
pub mod tcp_sockinfo;
pub mod thread_ids;
pub mod un_sockinfo;
pub mod utmpx;
pub mod utmpx32;
pub mod vinfo_stat;
pub mod vm_statistics64;
pub mod vnode_fdinfowithpath;
pub mod vnode_info;
pub mod vnode_info_path;
pub mod voltage_states;
pub mod xinpcb64;
pub mod xsocket64;
pub mod xsw_usage;
pub mod xtcpcb64;
pub mod xunpcb64;

#[cfg(test)]
mod tests;
