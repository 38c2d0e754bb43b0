//! What OpenBSD hands out.

use psutil_parse::openbsd::{
    apm_power_info, bcachestats, clockinfo, cp_time, cpustats, diskstats, if_msghdr, kinfo_file,
    kinfo_proc, kinfo_vmentry, proc_args, sensor, sensordev, statfs, utmp, uvmexp,
};

use super::check::{record, steady, told, within};

/// Text of a field begins in it, and has no NUL.
fn text(field: &[u8], text: &[u8]) {
    within(field, [text]);
    assert!(field.starts_with(text) && !text.contains(&0));
}

pub fn openbsd_apm_power_info(bytes: &[u8]) {
    record(bytes, apm_power_info::ApmPowerInfo::parse);
}

pub fn openbsd_bcachestats(bytes: &[u8]) {
    record(bytes, bcachestats::Bcachestats::parse);
}

pub fn openbsd_clockinfo(bytes: &[u8]) {
    record(bytes, clockinfo::Clockinfo::parse);
}

pub fn openbsd_cp_time(bytes: &[u8]) {
    if let Some(one) = record(bytes, cp_time::CpTime::parse) {
        assert_eq!(cp_time::sum([one]), one);
        let both = cp_time::sum([one, one]);
        assert!(both.cp_idle >= one.cp_idle && both.cp_user >= one.cp_user);
    }
}

pub fn openbsd_cpustats(bytes: &[u8]) {
    record(bytes, cpustats::Cpustats::parse);
}

pub fn openbsd_diskstats(bytes: &[u8]) {
    if let Some(disk) = record(bytes, diskstats::Diskstats::parse) {
        text(&disk.ds_name, disk.name());
    }
}

pub fn openbsd_if_msghdr(bytes: &[u8]) {
    record(bytes, if_msghdr::IfMsghdr::parse);
    record(bytes, if_msghdr::IfData::parse);
    steady(bytes, |bytes| told(if_msghdr::interfaces(bytes).collect::<Vec<_>>()));
    let mut failed = false;
    let mut taken = 0;
    for interface in if_msghdr::interfaces(bytes) {
        assert!(!failed, "more after an error");
        let Ok(interface) = interface else {
            failed = true;
            continue;
        };
        taken += usize::from(interface.header.ifm_msglen);
        within(bytes, [interface.name]);
        assert!(!interface.name.is_empty());
    }
    assert!(taken <= bytes.len(), "messages are longer than their buffer");
}

pub fn openbsd_kinfo_file(bytes: &[u8]) {
    let Some(file) = record(bytes, kinfo_file::KinfoFile::parse) else { return };
    text(&file.f_mntonname, file.mntonname());
    text(&file.unp_path, file.unp_path());
    assert!(file.offset() != Some(u64::MAX));
    let is_inet =
        matches!(file.so_family, kinfo_file::family::AF_INET | kinfo_file::family::AF_INET6);
    assert!(is_inet || file.laddr().or(file.faddr()).is_none(), "an address of no family");
}

pub fn openbsd_kinfo_proc(bytes: &[u8]) {
    let Some(process) = record(bytes, kinfo_proc::KinfoProc::parse) else { return };
    text(&process.p_comm, process.comm());
    text(&process.p_login, process.login());
    text(&process.p_name, process.name());
    assert!(process.p_groups.starts_with(process.groups()));
    assert!((-20..=235).contains(&process.nice()));
    assert!(process.cpu() != Some(kinfo_proc::KI_NOCPU));
}

pub fn openbsd_kinfo_vmentry(bytes: &[u8]) {
    record(bytes, kinfo_vmentry::KinfoVmentry::parse);
}

/// What the buffers of the corpus are filled for.
const ADDRESS: u64 = 0x1_0000;

pub fn openbsd_proc_args(bytes: &[u8]) {
    steady(bytes, |bytes| told(proc_args::parse(bytes, ADDRESS)));
    assert!(proc_args::parse(bytes, u64::MAX).map_or(true, |texts| texts.is_empty()));
    let Ok(texts) = proc_args::parse(bytes, ADDRESS) else { return };
    within(bytes, texts.iter().copied());
    assert!(texts.iter().all(|text| !text.contains(&0)));
    let room: usize = texts.iter().map(|text| text.len() + 1 + 8).sum();
    assert!(room + 8 <= bytes.len(), "more texts than there is room for");
    // What stands behind the last text belongs to nobody.
    assert_eq!(proc_args::parse(&[bytes, b"more"].concat(), ADDRESS), Ok(texts));
}

pub fn openbsd_sensor(bytes: &[u8]) {
    if let Some(sensor) = record(bytes, sensor::Sensor::parse) {
        text(&sensor.desc, sensor.desc());
        assert!(sensor.value().is_none_or(|value| value == sensor.value));
    }
}

pub fn openbsd_sensordev(bytes: &[u8]) {
    if let Some(device) = record(bytes, sensordev::Sensordev::parse) {
        text(&device.xname, device.xname());
    }
}

pub fn openbsd_statfs(bytes: &[u8]) {
    let Some(mounted) = record(bytes, statfs::Statfs::parse) else { return };
    text(&mounted.f_fstypename, mounted.fstypename());
    text(&mounted.f_mntonname, mounted.mntonname());
    text(&mounted.f_mntfromname, mounted.mntfromname());
}

pub fn openbsd_utmp(bytes: &[u8]) {
    let Some(login) = record(bytes, utmp::Utmp::parse) else { return };
    text(&login.ut_line, login.line());
    text(&login.ut_name, login.name());
    text(&login.ut_host, login.host());
}

pub fn openbsd_uvmexp(bytes: &[u8]) {
    record(bytes, uvmexp::Uvmexp::parse);
}
