//! The headers of OpenBSD.

use psutil_parse::bsd::timespec::Timespec;
use psutil_parse::bsd::timeval::Timeval;
use psutil_parse::bsd::vmtotal::Vmtotal32;
use psutil_parse::openbsd::apm_power_info::ApmPowerInfo;
use psutil_parse::openbsd::bcachestats::Bcachestats;
use psutil_parse::openbsd::clockinfo::Clockinfo;
use psutil_parse::openbsd::cpustats::Cpustats;
use psutil_parse::openbsd::diskstats::Diskstats;
use psutil_parse::openbsd::if_msghdr::{IfData, IfMsghdr};
use psutil_parse::openbsd::kinfo_file::KinfoFile;
use psutil_parse::openbsd::kinfo_proc::KinfoProc;
use psutil_parse::openbsd::kinfo_vmentry::KinfoVmentry;
use psutil_parse::openbsd::sensor::Sensor;
use psutil_parse::openbsd::sensordev::Sensordev;
use psutil_parse::openbsd::statfs::Statfs;
use psutil_parse::openbsd::utmp::Utmp;
use psutil_parse::openbsd::uvmexp::Uvmexp;

use super::header::Struct;

const PROCESS: &[&str] = &["sys/param.h", "sys/types.h", "sys/sysctl.h"];
const INTERFACES: &[&str] = &["sys/types.h", "sys/socket.h", "net/if.h", "net/route.h"];
const SENSORS: &[&str] = &["sys/types.h", "sys/time.h", "sys/sensors.h"];

pub fn structs() -> Vec<Struct> {
    vec![
        Struct::new(&["sys/time.h"], "struct timeval", Timeval::OFFSETS),
        Struct::new(&["sys/time.h"], "struct timespec", Timespec::OFFSETS),
        Struct::new(&["sys/time.h"], "struct clockinfo", Clockinfo::OFFSETS),
        Struct::new(PROCESS, "struct kinfo_proc", KinfoProc::OFFSETS),
        Struct::new(PROCESS, "struct kinfo_file", KinfoFile::OFFSETS),
        Struct::new(PROCESS, "struct kinfo_vmentry", KinfoVmentry::OFFSETS),
        Struct::new(&["sys/types.h", "sys/vmmeter.h"], "struct vmtotal", Vmtotal32::OFFSETS),
        Struct::new(&["sys/types.h", "uvm/uvmexp.h"], "struct uvmexp", Uvmexp::OFFSETS).longer(),
        Struct::new(&["sys/types.h", "sys/sched.h"], "struct cpustats", Cpustats::OFFSETS),
        Struct::new(
            &["sys/types.h", "sys/time.h", "sys/disk.h"],
            "struct diskstats",
            Diskstats::OFFSETS,
        ),
        Struct::new(&["sys/param.h", "sys/mount.h"], "struct statfs", Statfs::OFFSETS),
        Struct::new(&["sys/param.h", "sys/mount.h"], "struct bcachestats", Bcachestats::OFFSETS)
            .longer(),
        Struct::new(
            &["sys/types.h", "machine/apmvar.h"],
            "struct apm_power_info",
            ApmPowerInfo::OFFSETS,
        ),
        Struct::new(SENSORS, "struct sensordev", Sensordev::OFFSETS).longer(),
        Struct::new(SENSORS, "struct sensor", Sensor::OFFSETS).renamed(&[("type_", "type")]),
        Struct::new(&["sys/types.h", "utmp.h"], "struct utmp", Utmp::OFFSETS),
        Struct::new(INTERFACES, "struct if_data", IfData::OFFSETS),
        Struct::new(INTERFACES, "struct if_msghdr", IfMsghdr::OFFSETS),
    ]
}
