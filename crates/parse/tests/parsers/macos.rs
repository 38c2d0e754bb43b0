//! What macOS hands out.

use psutil_parse::{Result, bsd, macos};

use super::check::{record, steady, told, within};

/// All rows, of which an error is the last: nothing is told of what stands behind it.
fn rows<T>(rows: impl Iterator<Item = Result<T>>) -> Vec<T> {
    let mut whole = Vec::new();
    let mut has_failed = false;
    for row in rows {
        assert!(!has_failed, "more after an error");
        match row {
            Ok(row) => whole.push(row),
            Err(_) => has_failed = true,
        }
    }
    whole
}

/// A path is part of its `char[N]`, without a NUL.
fn path(path: Option<&[u8]>, room: usize) {
    assert!(path.is_none_or(|path| !path.is_empty() && path.len() <= room && !path.contains(&0)));
}

fn file(file: &macos::vnode_info_path::VnodeInfoPath) {
    path(file.path(), 1024);
    assert!(file.path().is_none_or(|path| file.vip_path.starts_with(path)));
}

pub fn macos_eproc(bytes: &[u8]) {
    record(bytes, macos::eproc::Pcred::parse);
    record(bytes, macos::eproc::Ucred::parse);
    if let Some(process) = record(bytes, macos::eproc::Eproc::parse) {
        assert!(process.e_ucred.cr_groups.starts_with(process.e_ucred.groups()));
    }
}

pub fn macos_extern_proc(bytes: &[u8]) {
    if let Some(process) = record(bytes, macos::extern_proc::ExternProc::parse) {
        within(&process.p_comm, [bsd::char_array::text(&process.p_comm)]);
    }
}

pub fn macos_host_cpu_load_info(bytes: &[u8]) {
    record(bytes, macos::host_cpu_load_info::HostCpuLoadInfo::parse);
    let cpus = rows(macos::host_cpu_load_info::rows(bytes));
    assert_eq!(cpus.len(), bytes.len() / 16);
    for cpu in cpus {
        assert_eq!([cpu.user(), cpu.system(), cpu.idle(), cpu.nice()], cpu.cpu_ticks);
    }
}

pub fn macos_if_data64(bytes: &[u8]) {
    record(bytes, macos::if_data64::IfData64::parse);
}

pub fn macos_if_msghdr2(bytes: &[u8]) {
    record(bytes, macos::if_msghdr2::IfMsghdr2::parse);
    steady(bytes, |bytes| told(macos::if_msghdr2::rows(bytes).collect::<Vec<_>>()));
    let mut taken = 0;
    for (header, name) in macos::if_msghdr2::rows(bytes).flatten() {
        within(bytes, [name]);
        assert_eq!(header.ifm_type, macos::if_msghdr2::RTM_IFINFO2);
        taken += usize::from(header.ifm_msglen);
    }
    assert!(taken <= bytes.len(), "messages are longer than their buffer");
}

pub fn macos_ifmibdata(bytes: &[u8]) {
    record(bytes, macos::ifmibdata::Ifmibdata::parse);
}

pub fn macos_in_sockinfo(bytes: &[u8]) {
    let Some(socket) = record(bytes, macos::in_sockinfo::InSockinfo::parse) else { return };
    assert!(socket.local(2).is_ipv4() && socket.foreign(2).is_ipv4());
    assert!(socket.local(30).is_ipv6() && socket.foreign(30).is_ipv6());
    let [high, low, ..] = socket.insi_lport.to_le_bytes();
    assert_eq!(socket.local(2).port(), u16::from_be_bytes([high, low]));
}

pub fn macos_kinfo_proc(bytes: &[u8]) {
    record(bytes, macos::kinfo_proc::KinfoProc::parse);
    assert_eq!(rows(macos::kinfo_proc::rows(bytes)).len(), bytes.len() / 648);
}

pub fn macos_kqueue_fdinfo(bytes: &[u8]) {
    record(bytes, macos::kqueue_fdinfo::KqueueFdinfo::parse);
}

pub fn macos_pcblist64(bytes: &[u8]) {
    record(bytes, macos::pcblist64::Xinpgen::parse);
    let sockets: Vec<macos::xsocket64::Xsocket64> = rows(macos::pcblist64::rows(bytes));
    assert!(sockets.len() * 108 <= bytes.len(), "more sockets than there is room for");
    assert!(sockets.iter().all(|socket| socket.xso_len >= 108));
}

pub fn macos_pids(bytes: &[u8]) {
    let pids = rows(macos::pids::rows(bytes));
    let whole = pids.iter().flat_map(|pid| pid.to_ne_bytes());
    assert!(whole.eq(bytes.chunks_exact(4).flatten().copied()));
}

pub fn macos_pipe_fdinfo(bytes: &[u8]) {
    record(bytes, macos::pipe_fdinfo::PipeFdinfo::parse);
}

pub fn macos_proc_bsdinfo(bytes: &[u8]) {
    record(bytes, macos::proc_bsdinfo::ProcBsdinfo::parse);
}

pub fn macos_proc_fdinfo(bytes: &[u8]) {
    record(bytes, macos::proc_fdinfo::ProcFdinfo::parse);
    assert_eq!(rows(macos::proc_fdinfo::rows(bytes)).len(), bytes.len() / 8);
}

pub fn macos_proc_fileinfo(bytes: &[u8]) {
    record(bytes, macos::proc_fileinfo::ProcFileinfo::parse);
}

pub fn macos_proc_regioninfo(bytes: &[u8]) {
    record(bytes, macos::proc_regioninfo::ProcRegioninfo::parse);
}

pub fn macos_proc_regionwithpathinfo(bytes: &[u8]) {
    let region = record(bytes, macos::proc_regionwithpathinfo::ProcRegionwithpathinfo::parse);
    if let Some(region) = region {
        file(&region.prp_vip);
    }
}

pub fn macos_proc_taskinfo(bytes: &[u8]) {
    record(bytes, macos::proc_taskinfo::ProcTaskinfo::parse);
}

pub fn macos_proc_threadinfo(bytes: &[u8]) {
    record(bytes, macos::proc_threadinfo::ProcThreadinfo::parse);
}

pub fn macos_proc_uniqidentifierinfo(bytes: &[u8]) {
    record(bytes, macos::proc_uniqidentifierinfo::ProcUniqidentifierinfo::parse);
}

pub fn macos_proc_vnodepathinfo(bytes: &[u8]) {
    if let Some(paths) = record(bytes, macos::proc_vnodepathinfo::ProcVnodepathinfo::parse) {
        file(&paths.pvi_cdir);
        file(&paths.pvi_rdir);
    }
}

pub fn macos_procargs2(bytes: &[u8]) {
    steady(bytes, |bytes| told(macos::procargs2::parse(bytes)));
    let Ok(read) = macos::procargs2::parse(bytes) else {
        assert!(bytes.first_chunk().is_none_or(|argc| i32::from_ne_bytes(*argc) < 0));
        return;
    };
    let all = [&[read.exec_path][..], &read.arguments, &read.environ].concat();
    within(bytes, all.iter().copied());
    assert!(all.iter().all(|text| !text.contains(&0)));
    let argc = i32::from_ne_bytes(bytes.first_chunk().copied().unwrap_or_default());
    assert!(usize::try_from(argc).is_ok_and(|argc| read.arguments.len() <= argc));
    assert!(read.environ.iter().all(|entry| !entry.is_empty()));
    // The last one may be without its NUL.
    let room: usize = all.iter().map(|text| text.len() + 1).sum();
    assert!(room <= bytes.len() - 4 + 1, "more texts than there is room for");
}

pub fn macos_rusage_info_v4(bytes: &[u8]) {
    record(bytes, macos::rusage_info_v4::RusageInfoV4::parse);
}

pub fn macos_socket_fdinfo(bytes: &[u8]) {
    record(bytes, macos::socket_fdinfo::SocketFdinfo::parse);
}

pub fn macos_socket_info(bytes: &[u8]) {
    record(bytes, macos::socket_info::SockbufInfo::parse);
    let Some(socket) = record(bytes, macos::socket_info::SocketInfo::parse) else { return };
    assert_eq!(socket.pri_in().is_some(), matches!(socket.soi_kind, 1 | 2));
    assert_eq!(socket.pri_un().is_some(), socket.soi_kind == 3);
    assert_eq!(
        socket.pri_tcp().map(|tcp| tcp.tcpsi_ini),
        socket.pri_in().filter(|_| socket.soi_kind == 2)
    );
}

pub fn macos_statfs(bytes: &[u8]) {
    record(bytes, macos::statfs::Statfs::parse);
    assert_eq!(rows(macos::statfs::rows(bytes)).len(), bytes.len() / 2168);
}

pub fn macos_tcp_sockinfo(bytes: &[u8]) {
    record(bytes, macos::tcp_sockinfo::TcpSockinfo::parse);
}

pub fn macos_thread_ids(bytes: &[u8]) {
    let ids = rows(macos::thread_ids::rows(bytes));
    let whole = ids.iter().flat_map(|id| id.to_ne_bytes());
    assert!(whole.eq(bytes.chunks_exact(8).flatten().copied()));
}

pub fn macos_un_sockinfo(bytes: &[u8]) {
    if let Some(socket) = record(bytes, macos::un_sockinfo::UnSockinfo::parse) {
        path(socket.local(), 253);
        path(socket.foreign(), 253);
    }
}

pub fn macos_utmpx(bytes: &[u8]) {
    record(bytes, macos::utmpx::Utmpx::parse);
}

pub fn macos_utmpx32(bytes: &[u8]) {
    record(bytes, macos::utmpx32::Utmpx32::parse);
    rows(macos::utmpx32::rows(bytes));
}

pub fn macos_vinfo_stat(bytes: &[u8]) {
    record(bytes, macos::vinfo_stat::VinfoStat::parse);
}

pub fn macos_vm_statistics64(bytes: &[u8]) {
    record(bytes, macos::vm_statistics64::VmStatistics64::parse);
}

pub fn macos_vnode_fdinfowithpath(bytes: &[u8]) {
    if let Some(open) = record(bytes, macos::vnode_fdinfowithpath::VnodeFdinfowithpath::parse) {
        file(&open.pvip);
    }
}

pub fn macos_vnode_info(bytes: &[u8]) {
    record(bytes, macos::vnode_info::VnodeInfo::parse);
}

pub fn macos_vnode_info_path(bytes: &[u8]) {
    if let Some(info) = record(bytes, macos::vnode_info_path::VnodeInfoPath::parse) {
        file(&info);
    }
}

pub fn macos_voltage_states(bytes: &[u8]) {
    if let Ok((slowest, fastest)) = macos::voltage_states::range(bytes) {
        assert!(0 < slowest && slowest <= fastest && bytes.len().is_multiple_of(8));
        // The table twice has the same ends.
        assert_eq!(macos::voltage_states::range(&bytes.repeat(2)), Ok((slowest, fastest)));
    }
}

pub fn macos_xinpcb64(bytes: &[u8]) {
    let Some(socket) = record(bytes, macos::xinpcb64::Xinpcb64::parse) else { return };
    let port = u16::from_be_bytes(socket.inp_lport);
    assert_eq!(socket.local().port(), port);
    assert_eq!(socket.local().is_ipv4(), socket.foreign().is_ipv4());
}

pub fn macos_xsocket64(bytes: &[u8]) {
    record(bytes, macos::xsocket64::Xsocket64::parse);
}

pub fn macos_xsw_usage(bytes: &[u8]) {
    record(bytes, macos::xsw_usage::XswUsage::parse);
}

pub fn macos_xtcpcb64(bytes: &[u8]) {
    record(bytes, macos::xtcpcb64::Xtcpcb64::parse);
}

pub fn macos_xunpcb64(bytes: &[u8]) {
    if let Some(socket) = record(bytes, macos::xunpcb64::Xunpcb64::parse) {
        path(socket.local(), 254);
        path(socket.foreign(), 254);
    }
}
