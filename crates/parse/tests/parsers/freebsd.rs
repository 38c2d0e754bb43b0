//! What FreeBSD tells.

use std::fmt::Debug;

use psutil_parse::{Result, freebsd};

use super::check::{record, steady, told, within};

/// Rows that each begin with their own length: whatever is wrong is told once, at the end.
fn packed<T: Debug>(bytes: &[u8], shortest: usize, rows: impl Fn(&[u8]) -> Vec<Result<T>>) {
    steady(bytes, |bytes| told(rows(bytes)));
    let read = rows(bytes);
    let whole = read.iter().filter(|row| row.is_ok()).count();
    assert!(read.len() - whole <= 1, "more than one error");
    assert!(read.iter().take(whole).all(Result::is_ok), "rows behind an error");
    assert!(whole * shortest <= bytes.len(), "more rows than there is room for");
}

pub fn freebsd_acpi_battinfo(bytes: &[u8]) {
    record(bytes, freebsd::acpi_battinfo::AcpiBattinfo::parse);
}

pub fn freebsd_acpi_bif(bytes: &[u8]) {
    let battery = record(bytes, freebsd::acpi_bif::AcpiBif::parse);
    assert!(battery.is_none_or(|battery| !battery.model().contains(&0)));
}

pub fn freebsd_acpi_bst(bytes: &[u8]) {
    record(bytes, freebsd::acpi_bst::AcpiBst::parse);
}

pub fn freebsd_bintime(bytes: &[u8]) {
    let time = record(bytes, freebsd::bintime::Bintime::parse);
    let nanoseconds = time.and_then(freebsd::bintime::Bintime::nanoseconds);
    let seconds = nanoseconds.map(|nanoseconds| nanoseconds / 1_000_000_000);
    let same = |seconds| time.is_some_and(|time| u64::try_from(time.sec) == Ok(seconds));
    assert!(seconds.is_none_or(same));
}

pub fn freebsd_cpuset(bytes: &[u8]) {
    let Ok(cpus) = freebsd::cpuset::parse(bytes) else { return };
    assert!(cpus.is_sorted_by(|one, next| one < next));
    let mut again = vec![0xAA; bytes.len()];
    assert_eq!(freebsd::cpuset::write(&cpus, &mut again), Ok(()));
    assert_eq!(again, bytes);
}

pub fn freebsd_devstat(bytes: &[u8]) {
    record(bytes, freebsd::devstat::Devstat::parse);
    if let Ok((_, devices)) = freebsd::devstat::parse(bytes) {
        assert_eq!(devices.len() * 288 + 8, bytes.len());
        assert!(devices.iter().all(|device| !device.name().contains(&0)));
    }
}

pub fn freebsd_freq_levels(bytes: &[u8]) {
    steady(bytes, |bytes| told(freebsd::freq_levels::mhz(bytes).collect::<Vec<_>>()));
    let line = bytes.split(|byte| matches!(byte, 0 | b'\n')).next().unwrap_or_default();
    let slashes = line.split(|&byte| byte == b'/').count();
    assert!(freebsd::freq_levels::mhz(bytes).count() < slashes, "more than there are levels");
}

pub fn freebsd_futx(bytes: &[u8]) {
    record(bytes, freebsd::futx::Futx::parse);
    steady(bytes, |bytes| told(freebsd::futx::users(bytes).collect::<Vec<_>>()));
    for user in freebsd::futx::users(bytes) {
        assert!(!user.user().is_empty() && !user.line().contains(&0) && !user.host().contains(&0));
        steady(bytes, |_| told((user.tv(), user.pid())));
    }
    assert!(freebsd::futx::users(bytes).count() <= bytes.len() / 197);
}

pub fn freebsd_if_data(bytes: &[u8]) {
    record(bytes, freebsd::if_data::IfData::parse);
}

pub fn freebsd_ifmibdata(bytes: &[u8]) {
    let interface = record(bytes, freebsd::ifmibdata::Ifmibdata::parse);
    assert!(interface.is_none_or(|interface| bytes.starts_with(interface.name())));
}

pub fn freebsd_in_conninfo(bytes: &[u8]) {
    let Some(ends) = record(bytes, freebsd::in_conninfo::InConninfo::parse) else { return };
    for ipv4 in [true, false] {
        assert_eq!(ends.local(ipv4).is_ipv4(), ipv4);
        assert_eq!(ends.foreign(ipv4).is_ipv4(), ipv4);
    }
}

pub fn freebsd_kf_file(bytes: &[u8]) {
    record(bytes, freebsd::kf_file::KfFile::parse);
}

pub fn freebsd_kf_sock(bytes: &[u8]) {
    if let Some(sock) = record(bytes, freebsd::kf_sock::KfSock::parse) {
        steady(bytes, |_| told((sock.local(), sock.peer())));
    }
}

pub fn freebsd_kf_un(bytes: &[u8]) {
    record(bytes, freebsd::kf_un::KfPipe::parse);
    record(bytes, freebsd::kf_un::KfPts::parse);
    record(bytes, freebsd::kf_un::KfProc::parse);
    record(bytes, freebsd::kf_un::KfSem::parse);
    record(bytes, freebsd::kf_un::KfEventfd::parse);
    record(bytes, freebsd::kf_un::KfTimerfd::parse);
}

pub fn freebsd_kinfo_file(bytes: &[u8]) {
    record(bytes, freebsd::kinfo_file::KinfoFile::parse);
    packed(bytes, 368, |bytes| {
        let rows = freebsd::kinfo_file::rows(bytes);
        rows.map(|row| row.map(|(file, path)| (file, path.to_vec()))).collect()
    });
    for (file, path) in freebsd::kinfo_file::rows(bytes).flatten() {
        within(bytes, [path]);
        assert!(!path.contains(&0));
        assert!(file.un().is_ok(), "there is room for each of the union");
    }
}

pub fn freebsd_kinfo_proc(bytes: &[u8]) {
    record(bytes, freebsd::kinfo_proc::KinfoProc::parse);
    packed(bytes, 1088, |bytes| freebsd::kinfo_proc::rows(bytes).collect());
    for process in freebsd::kinfo_proc::rows(bytes).flatten() {
        assert!(process.comm().len() <= 20 && process.login().len() <= 18);
        assert!(process.thread_name().len() <= 21 && !process.thread_name().contains(&0));
        assert!(process.groups().len() <= 16);
        steady(bytes, |_| told(process.has_more_groups()));
    }
}

pub fn freebsd_kinfo_vmentry(bytes: &[u8]) {
    record(bytes, freebsd::kinfo_vmentry::KinfoVmentry::parse);
    packed(bytes, 136, |bytes| {
        let rows = freebsd::kinfo_vmentry::rows(bytes);
        rows.map(|row| row.map(|(entry, path)| (entry, path.to_vec()))).collect()
    });
    within(bytes, freebsd::kinfo_vmentry::rows(bytes).flatten().map(|(_, path)| path));
}

pub fn freebsd_oidfmt(bytes: &[u8]) {
    let Ok(oidfmt) = freebsd::oidfmt::parse(bytes) else { return };
    within(bytes, [oidfmt.format]);
    assert!(oidfmt.kelvin_decimals().is_none_or(|_| oidfmt.format.starts_with(b"IK")));
}

pub fn freebsd_pcblist(bytes: &[u8]) {
    record(bytes, freebsd::pcblist::Xinpgen::parse);
    packed(bytes, 80, |bytes| {
        let entries = freebsd::pcblist::entries("pcblist", bytes, 80);
        entries.map(|entry| entry.map(<[u8]>::to_vec)).collect()
    });
    within(bytes, freebsd::pcblist::entries("pcblist", bytes, 80).flatten());
}

pub fn freebsd_rlimit(bytes: &[u8]) {
    record(bytes, freebsd::rlimit::Rlimit::parse);
}

pub fn freebsd_rusage(bytes: &[u8]) {
    record(bytes, freebsd::rusage::Rusage::parse);
}

pub fn freebsd_sigset(bytes: &[u8]) {
    let mut set = [0; 4];
    for (word, bytes) in set.iter_mut().zip(bytes.as_chunks().0) {
        *word = u32::from_ne_bytes(*bytes);
    }
    let signals: Vec<_> = freebsd::sigset::signals(set).collect();
    assert!(signals.is_sorted() && signals.iter().all(|signal| (1..=128).contains(signal)));
    let bits: u32 = set.iter().map(|word| word.count_ones()).sum();
    assert_eq!(u32::try_from(signals.len()), Ok(bits));
}

pub fn freebsd_statfs(bytes: &[u8]) {
    record(bytes, freebsd::statfs::Statfs::parse);
    let rows = freebsd::statfs::rows(bytes);
    assert_eq!(rows.flatten().count(), bytes.len() / 2344);
    for mount in freebsd::statfs::rows(bytes).flatten() {
        let names = [mount.fstypename(), mount.mntfromname(), mount.mntonname()];
        assert!(names.iter().all(|name| !name.contains(&0)));
    }
}

pub fn freebsd_topology_spec(bytes: &[u8]) {
    steady(bytes, |bytes| told(freebsd::topology_spec::cores(bytes)));
    if let Ok(cores) = freebsd::topology_spec::cores(bytes) {
        assert!(cores > 0);
        // What stands before and behind all groups does not matter.
        let within_another = [b"<groups>", bytes, b"</groups>\0"].concat();
        assert_eq!(freebsd::topology_spec::cores(&within_another), Ok(cores));
    }
}

pub fn freebsd_xfile(bytes: &[u8]) {
    record(bytes, freebsd::xfile::Xfile::parse);
    packed(bytes, 128, |bytes| freebsd::xfile::rows(bytes).collect());
}

pub fn freebsd_xinpcb(bytes: &[u8]) {
    if let Some(socket) = record(bytes, freebsd::xinpcb::Xinpcb::parse) {
        assert_eq!(socket.local().is_ipv4(), socket.foreign().is_ipv4());
    }
    packed(bytes, 400, |bytes| freebsd::xinpcb::rows(bytes).collect());
}

pub fn freebsd_xsocket(bytes: &[u8]) {
    record(bytes, freebsd::xsocket::Xsocket::parse);
    record(bytes, freebsd::xsocket::Xsockbuf::parse);
}

pub fn freebsd_xswdev(bytes: &[u8]) {
    record(bytes, freebsd::xswdev::Xswdev::parse);
    let device = freebsd::xswdev::parse(bytes);
    assert!(device.is_err() || device == freebsd::xswdev::Xswdev::parse(bytes));
}

pub fn freebsd_xtcpcb(bytes: &[u8]) {
    record(bytes, freebsd::xtcpcb::Xtcpcb::parse);
    packed(bytes, 576, |bytes| freebsd::xtcpcb::rows(bytes).collect());
}

pub fn freebsd_xunpcb(bytes: &[u8]) {
    if let Some(socket) = record(bytes, freebsd::xunpcb::Xunpcb::parse) {
        let paths = [socket.local(), socket.foreign()];
        assert!(paths.iter().flatten().all(|path| !path.is_empty() && !path.contains(&0)));
    }
    packed(bytes, 904, |bytes| freebsd::xunpcb::rows(bytes).collect());
}
