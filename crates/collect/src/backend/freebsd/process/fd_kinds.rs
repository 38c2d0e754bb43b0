//! What kind of thing a descriptor is, how it was opened, and what only that kind has.

use psutil_parse::freebsd::kf_file::vtype;
use psutil_parse::freebsd::kinfo_file::{KfUn, KinfoFile, OPEN_FLAGS, flag, kind};

use super::connections::{Tcp, socket};
use crate::backend::freebsd::mib::{EFD_SEMAPHORE, KF_ATTR_VALID};
use crate::model::process::{Counts, FdExtra, FdFile, FdType, OpenMode, Timer};

pub(super) fn fd_type(raw: &KinfoFile, un: &KfUn) -> FdType {
    match (raw.kf_type, un) {
        (kind::VNODE, KfUn::File(file)) if file.kf_file_type == vtype::VFIFO => FdType::Fifo,
        (kind::VNODE | kind::PTS, _) => FdType::File,
        (kind::SOCKET, _) => FdType::Socket,
        (kind::PIPE, _) => FdType::Pipe,
        (kind::FIFO, _) => FdType::Fifo,
        (kind::KQUEUE, _) => FdType::Kqueue,
        (kind::PROCDESC, _) => FdType::Procdesc,
        (kind::EVENTFD, _) => FdType::Eventfd,
        (kind::TIMERFD, _) => FdType::Timerfd,
        _ => FdType::Unknown,
    }
}

/// What only this kind has.
pub(super) fn extra(fdtype: FdType, raw: &KinfoFile, un: &KfUn, tcp: &Tcp) -> FdExtra {
    match (fdtype, un) {
        (FdType::Socket, KfUn::Sock(sock)) => FdExtra::Socket(socket(sock, tcp)),
        (FdType::Socket, _) => FdExtra::Socket(None),
        (FdType::Eventfd, KfUn::Eventfd(eventfd)) => FdExtra::Eventfd {
            count: Some(eventfd.kf_eventfd_value),
            id: None,
            semaphore: Some(eventfd.kf_eventfd_flags & EFD_SEMAPHORE != 0),
        },
        // The kernel does not tell how it is set.
        (FdType::Timerfd, un) => FdExtra::Timerfd(Timer {
            clockid: match un {
                KfUn::Timerfd(timerfd) => i32::try_from(timerfd.kf_timerfd_clockid).ok(),
                _ => None,
            },
            ticks: None,
            settime_flags: None,
            value: None,
            interval: None,
        }),
        (FdType::Unknown, _) => FdExtra::Unknown(name(raw.kf_type).to_vec()),
        _ => FdExtra::Nothing,
    }
}

/// What waits in a socket or a pipe, and which process a descriptor of one stands for.
pub(super) fn counts(un: &KfUn) -> Counts<5> {
    match un {
        KfUn::Sock(sock) => {
            let (sendq, recvq) = (sock.kf_sock_sendq.into(), sock.kf_sock_recvq.into());
            Counts::of(&[("sendq", sendq), ("recvq", recvq)])
        }
        KfUn::Pipe(pipe) => Counts::of(&[("bufferCnt", pipe.kf_pipe_buffer_cnt.into())]),
        KfUn::Proc(process) => {
            let pid = u64::try_from(process.kf_pid);
            pid.map_or(Counts::NONE, |pid| Counts::of(&[("pid", pid)]))
        }
        _ => Counts::NONE,
    }
}

/// What procstat(1) would call it. Empty for what later releases have.
const fn name(number: i32) -> &'static [u8] {
    match number {
        kind::MQUEUE => b"mqueue",
        kind::SHM => b"shm",
        kind::SEM => b"sem",
        kind::DEV => b"dev",
        _ => b"",
    }
}

/// What `stat(2)` says; `None` of what has no file.
pub(super) fn file(raw: &KinfoFile, un: &KfUn) -> Option<FdFile> {
    let KfUn::File(file) = un else { return None };
    let is_file = matches!(raw.kf_type, kind::VNODE | kind::FIFO);
    (is_file && raw.kf_status & KF_ATTR_VALID != 0).then(|| FdFile {
        dev: file.kf_file_fsid,
        ino: file.kf_file_fileid,
        rdev: device(file.kf_file_rdev),
        mode: file.kf_file_mode.into(),
        size: file.kf_file_size,
        // Before FreeBSD 15 there is no room for it.
        nlink: Some(file.kf_file_nlink).filter(|&nlink| nlink > 0),
    })
}

/// `NODEV`, in as many bits as it has been kept in, is none.
fn device(rdev: u64) -> u64 {
    if rdev == u64::MAX || rdev == u32::MAX.into() { 0 } else { rdev }
}

/// Of what has no position, -1 is told.
pub(super) fn position(raw: &KinfoFile) -> Option<i64> {
    Some(raw.kf_offset).filter(|&offset| offset >= 0)
}

/// As `open(2)` takes them. Whether it is closed on exec is not told.
pub(super) fn open_flags(bits: i32) -> u32 {
    let access = match mode(bits) {
        OpenMode::Read => 0,
        OpenMode::Write | OpenMode::Append => 1,
        OpenMode::ReadWrite | OpenMode::ReadAppend => 2,
    };
    let others = OPEN_FLAGS.iter().filter(|(bit, _)| bits & bit != 0);
    others.fold(access, |flags, (_, flag)| flags | flag)
}

pub(super) const fn mode(bits: i32) -> OpenMode {
    let appends = bits & flag::APPEND != 0;
    match (bits & flag::READ != 0, bits & flag::WRITE != 0) {
        (false, true) if appends => OpenMode::Append,
        (false, true) => OpenMode::Write,
        (true, true) if appends => OpenMode::ReadAppend,
        (true, true) => OpenMode::ReadWrite,
        _ => OpenMode::Read,
    }
}
