//! The headers of macOS.

use psutil_parse::bsd::clockinfo::Clockinfo;
use psutil_parse::bsd::timespec::Timespec;
use psutil_parse::bsd::timeval::Timeval32;
use psutil_parse::macos::eproc::{Eproc, Pcred, Ucred};
use psutil_parse::macos::extern_proc::ExternProc;
use psutil_parse::macos::host_cpu_load_info::HostCpuLoadInfo;
use psutil_parse::macos::if_data64::IfData64;
use psutil_parse::macos::if_msghdr2::IfMsghdr2;
use psutil_parse::macos::ifmibdata::Ifmibdata;
use psutil_parse::macos::in_sockinfo::InSockinfo;
use psutil_parse::macos::kinfo_proc::KinfoProc;
use psutil_parse::macos::kqueue_fdinfo::KqueueFdinfo;
use psutil_parse::macos::pcblist64::Xinpgen;
use psutil_parse::macos::pipe_fdinfo::PipeFdinfo;
use psutil_parse::macos::proc_bsdinfo::ProcBsdinfo;
use psutil_parse::macos::proc_fdinfo::ProcFdinfo;
use psutil_parse::macos::proc_fileinfo::ProcFileinfo;
use psutil_parse::macos::proc_regioninfo::ProcRegioninfo;
use psutil_parse::macos::proc_regionwithpathinfo::ProcRegionwithpathinfo;
use psutil_parse::macos::proc_taskinfo::ProcTaskinfo;
use psutil_parse::macos::proc_threadinfo::ProcThreadinfo;
use psutil_parse::macos::proc_vnodepathinfo::ProcVnodepathinfo;
use psutil_parse::macos::rusage_info_v4::RusageInfoV4;
use psutil_parse::macos::socket_fdinfo::SocketFdinfo;
use psutil_parse::macos::socket_info::{SockbufInfo, SocketInfo};
use psutil_parse::macos::statfs::Statfs;
use psutil_parse::macos::tcp_sockinfo::TcpSockinfo;
use psutil_parse::macos::un_sockinfo::UnSockinfo;
use psutil_parse::macos::utmpx::Utmpx;
use psutil_parse::macos::vinfo_stat::VinfoStat;
use psutil_parse::macos::vm_statistics64::VmStatistics64;
use psutil_parse::macos::vnode_fdinfowithpath::VnodeFdinfowithpath;
use psutil_parse::macos::vnode_info::VnodeInfo;
use psutil_parse::macos::vnode_info_path::VnodeInfoPath;
use psutil_parse::macos::xinpcb64::Xinpcb64;
use psutil_parse::macos::xsocket64::Xsocket64;
use psutil_parse::macos::xsw_usage::XswUsage;
use psutil_parse::macos::xtcpcb64::Xtcpcb64;
use psutil_parse::macos::xunpcb64::Xunpcb64;

use super::header::Struct;

const INFO: &[&str] = &["sys/types.h", "libproc.h", "sys/proc_info.h"];
const PROCESS: &[&str] = &["sys/param.h", "sys/types.h", "sys/sysctl.h", "sys/proc.h"];
const SOCKETS: &[&str] = &[
    "sys/types.h",
    "sys/socket.h",
    "sys/socketvar.h",
    "sys/un.h",
    "sys/unpcb.h",
    "netinet/in.h",
    "netinet/in_pcb.h",
    "netinet/tcp.h",
    "netinet/tcp_var.h",
];
const INTERFACES: &[&str] =
    &["sys/types.h", "sys/socket.h", "net/if.h", "net/if_var.h", "net/if_mib.h", "net/route.h"];

/// Without `proc_uniqidentifierinfo`, which no public header has.
pub fn structs() -> Vec<Struct> {
    [times(), processes(), of_processes(), files(), others(), sockets()]
        .into_iter()
        .flatten()
        .collect()
}

fn times() -> Vec<Struct> {
    vec![
        Struct::new(&["sys/time.h"], "struct timeval", Timeval32::OFFSETS),
        Struct::new(&["sys/time.h"], "struct timespec", Timespec::OFFSETS),
        Struct::new(&["sys/time.h"], "struct clockinfo", Clockinfo::OFFSETS),
    ]
}

fn processes() -> Vec<Struct> {
    vec![
        Struct::new(PROCESS, "struct kinfo_proc", KinfoProc::OFFSETS),
        Struct::new(PROCESS, "struct extern_proc", ExternProc::OFFSETS),
        Struct::new(PROCESS, "struct eproc", Eproc::OFFSETS),
        Struct::new(PROCESS, "struct _pcred", Pcred::OFFSETS),
        Struct::new(PROCESS, "struct _ucred", Ucred::OFFSETS),
        Struct::new(&["sys/resource.h"], "struct rusage_info_v4", RusageInfoV4::OFFSETS),
    ]
}

fn of_processes() -> Vec<Struct> {
    vec![
        Struct::new(INFO, "struct proc_bsdinfo", ProcBsdinfo::OFFSETS),
        Struct::new(INFO, "struct proc_taskinfo", ProcTaskinfo::OFFSETS),
        Struct::new(INFO, "struct proc_threadinfo", ProcThreadinfo::OFFSETS),
        Struct::new(INFO, "struct proc_regioninfo", ProcRegioninfo::OFFSETS),
        Struct::new(INFO, "struct proc_regionwithpathinfo", ProcRegionwithpathinfo::OFFSETS),
        Struct::new(INFO, "struct proc_vnodepathinfo", ProcVnodepathinfo::OFFSETS),
    ]
}

/// What a descriptor is.
fn files() -> Vec<Struct> {
    vec![
        Struct::new(INFO, "struct proc_fdinfo", ProcFdinfo::OFFSETS),
        Struct::new(INFO, "struct proc_fileinfo", ProcFileinfo::OFFSETS),
        Struct::new(INFO, "struct vinfo_stat", VinfoStat::OFFSETS),
        Struct::new(INFO, "struct vnode_info", VnodeInfo::OFFSETS),
        Struct::new(INFO, "struct vnode_info_path", VnodeInfoPath::OFFSETS),
        Struct::new(INFO, "struct vnode_fdinfowithpath", VnodeFdinfowithpath::OFFSETS),
        Struct::new(INFO, "struct pipe_fdinfo", PipeFdinfo::OFFSETS).renamed(&[
            ("pipe_stat", "pipeinfo.pipe_stat"),
            ("pipe_handle", "pipeinfo.pipe_handle"),
            ("pipe_peerhandle", "pipeinfo.pipe_peerhandle"),
            ("pipe_status", "pipeinfo.pipe_status"),
        ]),
        Struct::new(INFO, "struct kqueue_fdinfo", KqueueFdinfo::OFFSETS)
            .renamed(&[("kq_stat", "kqueueinfo.kq_stat"), ("kq_state", "kqueueinfo.kq_state")]),
        Struct::new(INFO, "struct socket_fdinfo", SocketFdinfo::OFFSETS),
        Struct::new(INFO, "struct sockbuf_info", SockbufInfo::OFFSETS),
        Struct::new(INFO, "struct socket_info", SocketInfo::OFFSETS),
        Struct::new(INFO, "struct in_sockinfo", InSockinfo::OFFSETS),
        Struct::new(INFO, "struct tcp_sockinfo", TcpSockinfo::OFFSETS),
        Struct::new(INFO, "struct un_sockinfo", UnSockinfo::OFFSETS),
    ]
}

fn others() -> Vec<Struct> {
    vec![
        Struct::new(PROCESS, "struct xsw_usage", XswUsage::OFFSETS),
        Struct::new(&["sys/param.h", "sys/mount.h"], "struct statfs", Statfs::OFFSETS),
        Struct::new(&["utmpx.h"], "struct utmpx", Utmpx::OFFSETS),
        Struct::new(&["mach/mach.h"], "struct host_cpu_load_info", HostCpuLoadInfo::OFFSETS),
        Struct::new(&["mach/mach.h"], "struct vm_statistics64", VmStatistics64::OFFSETS).longer(),
        Struct::new(INTERFACES, "struct if_data64", IfData64::OFFSETS),
        Struct::new(INTERFACES, "struct if_msghdr2", IfMsghdr2::OFFSETS),
        Struct::new(INTERFACES, "struct ifmibdata", Ifmibdata::OFFSETS),
    ]
}

/// The lists of sockets. Only Apple's SDK has their headers; zig does not bring them.
fn sockets() -> Vec<Struct> {
    let socket = |name, fields| Struct {
        only_if: "__has_include(<sys/socketvar.h>)",
        ..Struct::new(SOCKETS, name, fields)
    };
    vec![
        socket("struct xinpgen", Xinpgen::OFFSETS),
        socket("struct xsocket64", Xsocket64::OFFSETS),
        socket("struct xinpcb64", Xinpcb64::OFFSETS),
        socket("struct xtcpcb64", Xtcpcb64::OFFSETS),
        socket("struct xunpcb64", Xunpcb64::OFFSETS),
    ]
}
