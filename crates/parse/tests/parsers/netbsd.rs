//! What NetBSD tells of itself.

use psutil_parse::bsd::sockaddr::Sockaddr;
use psutil_parse::netbsd;

use super::check::{record, steady, told, told_if, within};

/// Text of a `char[N]` has no NUL.
fn is_text(text: &[u8], room: usize) {
    assert!(text.len() <= room && !text.contains(&0));
}

pub fn netbsd_cp_time(bytes: &[u8]) {
    record(bytes, netbsd::cp_time::CpTime::parse);
}

pub fn netbsd_kinfo_proc2(bytes: &[u8]) {
    let Some(process) = record(bytes, netbsd::kinfo_proc2::KinfoProc2::parse) else { return };
    is_text(process.comm(), 24);
    assert!(process.p_groups.starts_with(process.groups()));
    assert_eq!(process.nice() + 20, i32::from(process.p_nice));
    let set = process.p_sigcatch;
    let signals = netbsd::kinfo_proc2::signals(set);
    assert_eq!(signals.count_ones(), set.into_iter().map(u32::count_ones).sum());
    let words = [0, 32, 64, 96].map(|place| u32::try_from(signals >> place & 0xFFFF_FFFF).ok());
    assert_eq!(words, set.map(Some));
}

pub fn netbsd_kinfo_lwp(bytes: &[u8]) {
    if let Some(thread) = record(bytes, netbsd::kinfo_lwp::KinfoLwp::parse) {
        is_text(thread.name(), 20);
    }
}

pub fn netbsd_kinfo_file(bytes: &[u8]) {
    record(bytes, netbsd::kinfo_file::KinfoFile::parse);
}

pub fn netbsd_kinfo_pcb(bytes: &[u8]) {
    let Some(socket) = record(bytes, netbsd::kinfo_pcb::KinfoPcb::parse) else { return };
    for (address, room) in [(socket.src(), &socket.ki_s), (socket.dst(), &socket.ki_d)] {
        match address {
            Some(Sockaddr::Unix(path)) => within(room, [path]),
            Some(Sockaddr::Link { name, address }) => within(room, [name, address]),
            Some(Sockaddr::Inet(address)) => assert_eq!(address.is_ipv4(), room[1] == 2),
            Some(Sockaddr::Other(family)) => assert_eq!(family, room[1]),
            // Without a family, shorter than one of it, or a link that says it has more than it has.
            None => assert!(room[1] == 0 || room[0] < 28 || room[1] == 18),
        }
    }
}

pub fn netbsd_kinfo_vmentry(bytes: &[u8]) {
    if let Some(entry) = record(bytes, netbsd::kinfo_vmentry::KinfoVmentry::parse) {
        is_text(entry.path(), 1024);
    }
}

pub fn netbsd_uvmexp(bytes: &[u8]) {
    record(bytes, netbsd::uvmexp::Uvmexp::parse);
}

pub fn netbsd_io_sysctl(bytes: &[u8]) {
    if let Some(disk) = record(bytes, netbsd::io_sysctl::IoSysctl::parse) {
        is_text(disk.name(), 16);
    }
}

pub fn netbsd_if_msghdr(bytes: &[u8]) {
    record(bytes, netbsd::if_msghdr::IfMsghdr::parse);
    record(bytes, netbsd::if_msghdr::IfData::parse);
    steady(bytes, |bytes| told(netbsd::if_msghdr::interfaces(bytes).collect::<Vec<_>>()));
    let mut taken = 0;
    for interface in netbsd::if_msghdr::interfaces(bytes).flatten() {
        within(bytes, [interface.name, interface.address]);
        taken += usize::from(interface.header.ifm_msglen);
    }
    assert!(taken <= bytes.len(), "messages overlap");
    // A list that is understood to its end goes on behind it.
    let rows = netbsd::if_msghdr::interfaces(bytes).count();
    if netbsd::if_msghdr::interfaces(bytes).all(|row| row.is_ok()) {
        let twice = [bytes, bytes].concat();
        assert_eq!(netbsd::if_msghdr::interfaces(&twice).count(), rows * 2);
    }
}

pub fn netbsd_rlimit(bytes: &[u8]) {
    record(bytes, netbsd::rlimit::Rlim::parse);
}

pub fn netbsd_statvfs(bytes: &[u8]) {
    if let Some(mounted) = record(bytes, netbsd::statvfs::Statvfs::parse) {
        is_text(mounted.fstypename(), 32);
        is_text(mounted.mntonname(), 1024);
        is_text(mounted.mntfromname(), 1024);
    }
}

pub fn netbsd_utmpx(bytes: &[u8]) {
    record(bytes, netbsd::utmpx::Utmpx::parse);
    let mut logins = 0;
    for login in netbsd::utmpx::users(bytes) {
        logins += 1;
        assert!(!login.name().is_empty());
        is_text(login.name(), 32);
        is_text(login.line(), 32);
        is_text(login.host(), 256);
    }
    assert!(logins <= bytes.len() / 520);
}

pub fn netbsd_plist(bytes: &[u8]) {
    use netbsd::plist::Event;
    steady(bytes, |bytes| told(netbsd::plist::events(bytes).collect::<Vec<_>>()));
    let mut events = netbsd::plist::events(bytes);
    let (mut open, mut count) = (0_usize, 0);
    for event in events.by_ref() {
        count += 1;
        match event {
            Ok(Event::Dict | Event::Array) => open += 1,
            Ok(Event::End) => open = open.checked_sub(1).unwrap(),
            Ok(Event::Key(text) | Event::String(text)) => assert!(text.len() <= bytes.len()),
            Ok(Event::Data(data)) => within(bytes, [data]),
            Ok(Event::Integer(_) | Event::Bool(_)) => {}
            Err(error) => {
                assert!(error.offset <= Some(bytes.len()));
                open = 0;
            }
        }
    }
    assert_eq!(open, 0, "something never ends");
    assert!(events.next().is_none(), "something follows the end");
    // `<dict/>` is the shortest that is two.
    assert!(count <= bytes.len() / 3 + 1);
}

pub fn netbsd_envsys(bytes: &[u8]) {
    steady(bytes, |bytes| told(netbsd::envsys::parse(bytes)));
    let whole = netbsd::plist::events(bytes).all(|event| event.is_ok());
    let devices = told_if(netbsd::envsys::parse(bytes));
    assert!(whole || devices.is_none(), "half a dictionary counts");
    let ended = [bytes, b"\0<dict>"].concat();
    assert_eq!(told_if(netbsd::envsys::parse(&ended)), devices, "what follows the NUL counts");
}
