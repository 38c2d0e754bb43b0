//! The headers of NetBSD.

use psutil_parse::bsd::clockinfo::Clockinfo;
use psutil_parse::bsd::timespec::Timespec;
use psutil_parse::bsd::timeval::Timeval32;
use psutil_parse::bsd::vmtotal::Vmtotal32;
use psutil_parse::netbsd::if_msghdr::{IfData, IfMsghdr};
use psutil_parse::netbsd::io_sysctl::IoSysctl;
use psutil_parse::netbsd::kinfo_file::KinfoFile;
use psutil_parse::netbsd::kinfo_lwp::KinfoLwp;
use psutil_parse::netbsd::kinfo_pcb::KinfoPcb;
use psutil_parse::netbsd::kinfo_proc2::KinfoProc2;
use psutil_parse::netbsd::kinfo_vmentry::KinfoVmentry;
use psutil_parse::netbsd::utmpx::Utmpx;
use psutil_parse::netbsd::uvmexp::Uvmexp;

use super::header::Struct;

const PROCESS: &[&str] = &["sys/param.h", "sys/types.h", "sys/sysctl.h"];
const SOCKETS: &[&str] = &["sys/types.h", "sys/socket.h", "sys/un.h", "netinet/in.h"];
const INTERFACES: &[&str] = &["sys/types.h", "sys/socket.h", "net/if.h", "net/route.h"];

/// Without `statvfs`: the function of that name fills in the struct of NetBSD 9, and the headers have that of
/// `__getvfsstat90`.
pub fn structs() -> Vec<Struct> {
    vec![
        Struct::new(&["sys/time.h"], "struct timeval", Timeval32::OFFSETS),
        Struct::new(&["sys/time.h"], "struct timespec", Timespec::OFFSETS),
        Struct::new(
            &["sys/param.h", "sys/time.h", "sys/sysctl.h"],
            "struct clockinfo",
            Clockinfo::OFFSETS,
        ),
        Struct::new(PROCESS, "struct kinfo_proc2", KinfoProc2::OFFSETS)
            .renamed(&[("p_pgid", "p__pgid")]),
        Struct::new(PROCESS, "struct kinfo_lwp", KinfoLwp::OFFSETS),
        Struct::new(PROCESS, "struct kinfo_file", KinfoFile::OFFSETS),
        Struct::new(PROCESS, "struct kinfo_vmentry", KinfoVmentry::OFFSETS),
        Struct::new(SOCKETS, "struct kinfo_pcb", KinfoPcb::OFFSETS),
        Struct::new(&["sys/param.h", "sys/vmmeter.h"], "struct vmtotal", Vmtotal32::OFFSETS)
            .renamed(&[("t_sw", "_reserved1")]),
        Struct::new(&["sys/param.h", "uvm/uvm_extern.h"], "struct uvmexp_sysctl", Uvmexp::OFFSETS)
            .longer(),
        Struct::new(&["sys/types.h", "sys/iostat.h"], "struct io_sysctl", IoSysctl::OFFSETS)
            .renamed(&[("kind", "type")]),
        Struct::new(&["sys/types.h", "utmpx.h"], "struct utmpx", Utmpx::OFFSETS),
        Struct::new(INTERFACES, "struct if_data", IfData::OFFSETS),
        Struct::new(INTERFACES, "struct if_msghdr", IfMsghdr::OFFSETS),
    ]
}
