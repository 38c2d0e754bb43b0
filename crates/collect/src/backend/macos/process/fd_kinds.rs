//! What a descriptor is, by the struct that the kernel describes it with.

use psutil_parse::macos::kqueue_fdinfo::KqueueFdinfo;
use psutil_parse::macos::pipe_fdinfo::PipeFdinfo;
use psutil_parse::macos::proc_fdinfo::{
    PROX_FDTYPE_ATALK, PROX_FDTYPE_CHANNEL, PROX_FDTYPE_FSEVENTS, PROX_FDTYPE_KQUEUE,
    PROX_FDTYPE_NETPOLICY, PROX_FDTYPE_NEXUS, PROX_FDTYPE_PIPE, PROX_FDTYPE_PSEM, PROX_FDTYPE_PSHM,
    PROX_FDTYPE_SOCKET, PROX_FDTYPE_VNODE, ProcFdinfo,
};
use psutil_parse::macos::proc_fileinfo::{FREAD, FWRITE, PROC_FP_CLEXEC, ProcFileinfo};
use psutil_parse::macos::socket_fdinfo::SocketFdinfo;
use psutil_parse::macos::vinfo_stat::VinfoStat;
use psutil_parse::macos::vnode_fdinfowithpath::VnodeFdinfowithpath;
use psutil_parse::macos::vnode_info::VFIFO;

use super::sockets;
use crate::backend::macos::numbers::{
    O_APPEND, O_CLOEXEC, PROC_PIDFDKQUEUEINFO, PROC_PIDFDPIPEINFO, PROC_PIDFDSOCKETINFO,
    PROC_PIDFDVNODEPATHINFO,
};
use crate::model::process::{Counts, FdExtra, FdFile, FdType, OpenFd, OpenFile, OpenMode};

/// Which flavor of `proc_pidfdinfo` tells of which kind, and how long its struct is.
pub(super) const FLAVORS: [(u32, i32, usize); 4] = [
    (PROX_FDTYPE_VNODE, PROC_PIDFDVNODEPATHINFO, VnodeFdinfowithpath::SIZE),
    (PROX_FDTYPE_SOCKET, PROC_PIDFDSOCKETINFO, SocketFdinfo::SIZE),
    (PROX_FDTYPE_PIPE, PROC_PIDFDPIPEINFO, PipeFdinfo::SIZE),
    (PROX_FDTYPE_KQUEUE, PROC_PIDFDKQUEUEINFO, KqueueFdinfo::SIZE),
];

/// What the kernel calls what no flavor tells of.
const OTHERS: [(u32, &str); 7] = [
    (PROX_FDTYPE_ATALK, "atalk"),
    (PROX_FDTYPE_PSHM, "pshm"),
    (PROX_FDTYPE_PSEM, "psem"),
    (PROX_FDTYPE_FSEVENTS, "fsevents"),
    (PROX_FDTYPE_NETPOLICY, "netpolicy"),
    (PROX_FDTYPE_CHANNEL, "channel"),
    (PROX_FDTYPE_NEXUS, "nexus"),
];

/// What is of the kernel's own among the flags: `FMARK`, `FDEFER`, `FHASLOCK` and `FWASWRITTEN` of `sys/fcntl.h`.
const INTERNAL: u32 = 0x1_7000;

pub(super) fn open_fd(fd: ProcFdinfo, bytes: &[u8]) -> psutil_parse::Result<OpenFd> {
    let number = fd.proc_fd;
    if bytes.is_empty() {
        return Ok(nothing(number, fd.proc_fdtype));
    }
    Ok(match fd.proc_fdtype {
        PROX_FDTYPE_VNODE => {
            let info = VnodeFdinfowithpath::parse(bytes)?;
            let file = open_file(number, &info);
            let is_fifo = info.pvip.vip_vi.vi_type == VFIFO;
            let fdtype = if is_fifo { FdType::Fifo } else { FdType::File };
            let status = &info.pvip.vip_vi.vi_stat;
            let nlink = Some(status.vst_nlink.into());
            let described = described(number, fdtype, &info.pfi, status);
            OpenFd {
                path: file.path,
                deleted: file.deleted,
                file: described.file.map(|file| FdFile { nlink, ..file }),
                ..described
            }
        }
        PROX_FDTYPE_SOCKET => {
            let info = SocketFdinfo::parse(bytes)?;
            let extra = FdExtra::Socket(sockets::of_descriptor(&info));
            OpenFd { extra, ..described(number, FdType::Socket, &info.pfi, &info.psi.soi_stat) }
        }
        PROX_FDTYPE_PIPE => {
            let info = PipeFdinfo::parse(bytes)?;
            let stat = &info.pipe_stat;
            let counts =
                counts(&[("bufferMax", stat.vst_blksize.into()), ("bufferCnt", stat.vst_size)]);
            OpenFd { counts, ..described(number, FdType::Pipe, &info.pfi, stat) }
        }
        PROX_FDTYPE_KQUEUE => {
            let info = KqueueFdinfo::parse(bytes)?;
            let counts = counts(&[("kqCount", info.kq_stat.vst_size)]);
            OpenFd { counts, ..described(number, FdType::Kqueue, &info.pfi, &info.kq_stat) }
        }
        other => nothing(number, other),
    })
}

/// A file that is open.
pub(super) fn open_file(fd: i32, info: &VnodeFdinfowithpath) -> OpenFile {
    let flags = flags(&info.pfi);
    OpenFile {
        path: info.pvip.path().map(<[u8]>::to_vec),
        deleted: info.pvip.vip_vi.vi_stat.vst_nlink == 0,
        fd,
        position: Some(info.pfi.fi_offset),
        flags: Some(flags),
        mode: Some(mode(flags)),
    }
}

fn described(fd: i32, fdtype: FdType, open: &ProcFileinfo, status: &VinfoStat) -> OpenFd {
    let flags = flags(open);
    OpenFd {
        position: Some(open.fi_offset),
        flags: Some(flags),
        mode: Some(mode(flags)),
        file: file(status),
        fdtype,
        extra: FdExtra::Nothing,
        ..nothing(fd, PROX_FDTYPE_VNODE)
    }
}

/// Sizes that are counts here.
fn counts(sizes: &[(&'static str, i64)]) -> Counts<5> {
    let known = |&(name, size)| Some((name, u64::try_from(size).ok()?));
    Counts::of(&sizes.iter().filter_map(known).collect::<Vec<_>>())
}

/// One that nothing is told of but its kind.
fn nothing(fd: i32, kind: u32) -> OpenFd {
    let (fdtype, extra) = match kind {
        PROX_FDTYPE_VNODE => (FdType::File, FdExtra::Nothing),
        PROX_FDTYPE_SOCKET => (FdType::Socket, FdExtra::Socket(None)),
        PROX_FDTYPE_PIPE => (FdType::Pipe, FdExtra::Nothing),
        PROX_FDTYPE_KQUEUE => (FdType::Kqueue, FdExtra::Nothing),
        other => (FdType::Unknown, FdExtra::Unknown(name(other))),
    };
    OpenFd {
        fd,
        fdtype,
        path: None,
        deleted: false,
        position: None,
        flags: None,
        mode: None,
        file: None,
        mnt_id: None,
        scm_fds: None,
        extra,
        counts: Counts::NONE,
    }
}

/// What the kernel calls a kind; its number if it is of a later release.
fn name(kind: u32) -> Vec<u8> {
    let known = OTHERS.iter().find(|(other, _)| *other == kind).map(|(_, name)| *name);
    known.map_or_else(|| kind.to_string(), str::to_owned).into_bytes()
}

/// What `stat(2)` says of it; `None` if the kernel has not filled the struct.
fn file(status: &VinfoStat) -> Option<FdFile> {
    (status.vst_mode != 0).then(|| FdFile {
        dev: status.vst_dev.into(),
        ino: status.vst_ino,
        rdev: status.vst_rdev.into(),
        mode: status.vst_mode.into(),
        size: u64::try_from(status.vst_size).unwrap_or(0),
        // Only files have names: pipes and their kind leave a 0 there.
        nlink: None,
    })
}

/// As open(2) takes them: the kernel counts from 1 how a file may be used, and keeps close-on-exec elsewhere.
const fn flags(open: &ProcFileinfo) -> u32 {
    let access = (open.fi_openflags & (FREAD | FWRITE)).saturating_sub(1);
    let others = open.fi_openflags & !(FREAD | FWRITE | INTERNAL);
    let close_on_exec = if open.fi_status & PROC_FP_CLEXEC == 0 { 0 } else { O_CLOEXEC };
    access | others | close_on_exec
}

/// As a word. The numbers are those of macOS, wherever this runs.
const fn mode(flags: u32) -> OpenMode {
    let appends = flags & O_APPEND != 0;
    match flags & (FREAD | FWRITE) {
        1 if appends => OpenMode::Append,
        1 => OpenMode::Write,
        2 if appends => OpenMode::ReadAppend,
        2 => OpenMode::ReadWrite,
        _ => OpenMode::Read,
    }
}
