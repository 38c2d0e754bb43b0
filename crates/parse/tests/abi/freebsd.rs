//! The headers of FreeBSD.

use psutil_parse::bsd::clockinfo::Clockinfo;
use psutil_parse::bsd::timespec::Timespec;
use psutil_parse::bsd::timeval::Timeval;
use psutil_parse::bsd::vmtotal::Vmtotal64;
use psutil_parse::freebsd::acpi_battinfo::AcpiBattinfo;
use psutil_parse::freebsd::acpi_bst::AcpiBst;
use psutil_parse::freebsd::bintime::Bintime;
use psutil_parse::freebsd::devstat::Devstat;
use psutil_parse::freebsd::if_data::IfData;
use psutil_parse::freebsd::ifmibdata::Ifmibdata;
use psutil_parse::freebsd::in_conninfo::InConninfo;
use psutil_parse::freebsd::kf_file::KfFile;
use psutil_parse::freebsd::kf_sock::KfSock;
use psutil_parse::freebsd::kf_un::{KfEventfd, KfPipe, KfProc, KfPts, KfSem, KfTimerfd};
use psutil_parse::freebsd::kinfo_file::KinfoFile;
use psutil_parse::freebsd::kinfo_proc::KinfoProc;
use psutil_parse::freebsd::kinfo_vmentry::KinfoVmentry;
use psutil_parse::freebsd::pcblist::Xinpgen;
use psutil_parse::freebsd::rlimit::Rlimit;
use psutil_parse::freebsd::rusage::Rusage;
use psutil_parse::freebsd::statfs::Statfs;
use psutil_parse::freebsd::xfile::Xfile;
use psutil_parse::freebsd::xinpcb::Xinpcb;
use psutil_parse::freebsd::xsocket::{Xsockbuf, Xsocket};
use psutil_parse::freebsd::xswdev::Xswdev;
use psutil_parse::freebsd::xtcpcb::Xtcpcb;
use psutil_parse::freebsd::xunpcb::Xunpcb;

use super::header::Struct;

const TIME: &[&str] = &["sys/types.h", "sys/time.h"];
const USER: &[&str] = &["sys/param.h", "sys/types.h", "sys/sysctl.h", "sys/user.h"];
const SOCKETS: &[&str] = &[
    "sys/param.h",
    "sys/types.h",
    "sys/queue.h",
    "sys/socket.h",
    "sys/socketvar.h",
    "sys/un.h",
    "sys/unpcb.h",
    "netinet/in.h",
    "netinet/in_pcb.h",
    "netinet/tcp.h",
    "netinet/tcp_var.h",
];
const INTERFACES: &[&str] = &["sys/types.h", "sys/socket.h", "net/if.h", "net/if_mib.h"];

const RESOURCES: &[&str] = &["sys/types.h", "sys/resource.h"];
const BATTERY: &[&str] = &["sys/types.h", "dev/acpica/acpiio.h"];

pub fn structs() -> Vec<Struct> {
    [times(), processes(), files(), sockets(), others()].into_iter().flatten().collect()
}

fn times() -> Vec<Struct> {
    vec![
        Struct::new(TIME, "struct timeval", Timeval::OFFSETS),
        Struct::new(TIME, "struct timespec", Timespec::OFFSETS),
        Struct::new(TIME, "struct bintime", Bintime::OFFSETS),
        Struct::new(TIME, "struct clockinfo", Clockinfo::OFFSETS),
    ]
}

fn processes() -> Vec<Struct> {
    vec![
        Struct::new(USER, "struct kinfo_proc", KinfoProc::OFFSETS),
        Struct::new(USER, "struct kinfo_file", KinfoFile::OFFSETS).longer(),
        Struct::new(USER, "struct kinfo_vmentry", KinfoVmentry::OFFSETS).longer(),
        Struct::new(RESOURCES, "struct rlimit", Rlimit::OFFSETS),
        Struct::new(RESOURCES, "struct rusage", Rusage::OFFSETS),
    ]
}

/// What `kinfo_file` has of each kind of file.
fn files() -> Vec<Struct> {
    let of_file = |member, fields| {
        let file = Struct::new(USER, "struct kinfo_file", fields);
        Struct { member, ..file.longer() }
    };
    vec![
        of_file("kf_un.kf_sock", KfSock::OFFSETS),
        of_file("kf_un.kf_file", KfFile::OFFSETS),
        of_file("kf_un.kf_pipe", KfPipe::OFFSETS),
        of_file("kf_un.kf_pts", KfPts::OFFSETS),
        of_file("kf_un.kf_proc", KfProc::OFFSETS),
        of_file("kf_un.kf_sem", KfSem::OFFSETS),
        of_file("kf_un.kf_eventfd", KfEventfd::OFFSETS),
        of_file("kf_un.kf_timerfd", KfTimerfd::OFFSETS),
    ]
}

fn sockets() -> Vec<Struct> {
    let socket = |name, fields| Struct {
        before: "#define _WANT_SOCKET\n#define _WANT_UNPCB\n#define _WANT_INPCB\n#define _WANT_TCPCB",
        ..Struct::new(SOCKETS, name, fields)
    };
    vec![
        Struct::new(&["sys/types.h", "sys/file.h"], "struct xfile", Xfile::OFFSETS),
        socket("struct xsockbuf", Xsockbuf::OFFSETS),
        socket("struct xsocket", Xsocket::OFFSETS),
        socket("struct in_conninfo", InConninfo::OFFSETS).renamed(&[
            ("ie_fport", "inc_ie.ie_fport"),
            ("ie_lport", "inc_ie.ie_lport"),
            ("ie_faddr", "inc_ie.ie6_faddr"),
            ("ie_laddr", "inc_ie.ie6_laddr"),
            ("ie6_zoneid", "inc_ie.ie6_zoneid"),
        ]),
        socket("struct xinpgen", Xinpgen::OFFSETS).longer(),
        socket("struct xinpcb", Xinpcb::OFFSETS),
        socket("struct xtcpcb", Xtcpcb::OFFSETS).longer(),
        socket("struct xunpcb", Xunpcb::OFFSETS),
        Struct::new(INTERFACES, "struct if_data", IfData::OFFSETS),
        Struct::new(INTERFACES, "struct ifmibdata", Ifmibdata::OFFSETS),
    ]
}

fn others() -> Vec<Struct> {
    vec![
        Struct::new(&["sys/types.h", "sys/vmmeter.h"], "struct vmtotal", Vmtotal64::OFFSETS),
        Struct::new(&["sys/param.h", "sys/mount.h"], "struct statfs", Statfs::OFFSETS),
        Struct::new(&["sys/types.h", "sys/devicestat.h"], "struct devstat", Devstat::OFFSETS),
        Struct::new(&["sys/param.h", "vm/vm_param.h"], "struct xswdev", Xswdev::OFFSETS),
        Struct::new(BATTERY, "struct acpi_battinfo", AcpiBattinfo::OFFSETS).longer(),
        Struct::new(BATTERY, "struct acpi_bst", AcpiBst::OFFSETS),
    ]
}
