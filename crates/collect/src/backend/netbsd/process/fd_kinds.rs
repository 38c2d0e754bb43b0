//! What kind of thing a descriptor is, and how it was opened.

use psutil_parse::netbsd::kinfo_file::{
    DTYPE_CRYPTO, DTYPE_EVENTFD, DTYPE_KQUEUE, DTYPE_MEMFD, DTYPE_MISC, DTYPE_MQUEUE, DTYPE_PIPE,
    DTYPE_SEM, DTYPE_SOCKET, DTYPE_TIMERFD, DTYPE_VNODE, FREAD, FWRITE, KinfoFile, VBLK, VCHR,
    VDIR, VFIFO, VLNK, VREG, VSOCK,
};

use crate::model::process::{FdExtra, FdType, OpenMode, Timer};
use crate::port::FileStatus;

/// `O_APPEND` and `O_CLOEXEC` of `sys/fcntl.h`.
const O_APPEND: u32 = 0x8;
const O_CLOEXEC: u32 = 0x0040_0000;
/// `O_MASK` of `sys/fcntl.h` without reading and writing: the kernel keeps marks of its own among the other bits.
const O_MASK: u32 = 0x0f6f_8ffc;
/// In `ki_ofileflags`: `FD_CLOEXEC`.
const FD_CLOEXEC: u32 = 1;

pub(super) const fn kind(file: &KinfoFile) -> FdType {
    match (file.ki_ftype, file.ki_vtype) {
        (DTYPE_VNODE, VFIFO) => FdType::Fifo,
        (DTYPE_VNODE | DTYPE_MEMFD, _) => FdType::File,
        (DTYPE_SOCKET, _) => FdType::Socket,
        (DTYPE_PIPE, _) => FdType::Pipe,
        (DTYPE_KQUEUE, _) => FdType::Kqueue,
        (DTYPE_EVENTFD, _) => FdType::Eventfd,
        (DTYPE_TIMERFD, _) => FdType::Timerfd,
        _ => FdType::Unknown,
    }
}

/// What only this kind has: of most the kernel says nothing. Of a socket the tables do.
pub(super) fn extra(file: &KinfoFile) -> FdExtra {
    let named = |name: &[u8]| FdExtra::Unknown(name.to_vec());
    match file.ki_ftype {
        DTYPE_SOCKET => FdExtra::Socket(None),
        DTYPE_EVENTFD => FdExtra::Eventfd { count: None, id: None, semaphore: None },
        DTYPE_TIMERFD => FdExtra::Timerfd(Timer {
            clockid: None,
            ticks: None,
            settime_flags: None,
            value: None,
            interval: None,
        }),
        DTYPE_VNODE | DTYPE_MEMFD | DTYPE_PIPE | DTYPE_KQUEUE => FdExtra::Nothing,
        DTYPE_MISC => named(b"misc"),
        DTYPE_CRYPTO => named(b"crypto"),
        DTYPE_MQUEUE => named(b"mqueue"),
        DTYPE_SEM => named(b"sem"),
        _ => named(b""),
    }
}

/// Flags of open(2). What may be read and written stands there one higher.
pub(super) const fn flags(file: &KinfoFile) -> u32 {
    let mode = (file.ki_flag & (FREAD | FWRITE)).saturating_sub(1);
    let cloexec = if file.ki_ofileflags & FD_CLOEXEC != 0 { O_CLOEXEC } else { 0 };
    mode | file.ki_flag & O_MASK | cloexec
}

pub(super) const fn mode(file: &KinfoFile) -> OpenMode {
    let appends = file.ki_flag & O_APPEND != 0;
    match (file.ki_flag & FREAD != 0, file.ki_flag & FWRITE != 0) {
        (true, true) if appends => OpenMode::ReadAppend,
        (true, true) => OpenMode::ReadWrite,
        (false, true) if appends => OpenMode::Append,
        (false, true) => OpenMode::Write,
        (_, false) => OpenMode::Read,
    }
}

/// Whether the file that a procfs shows is of the kind that the descriptor has: it may be another's by now.
pub(super) const fn agrees(file: &KinfoFile, status: &FileStatus) -> bool {
    let format = match file.ki_vtype {
        VREG => 0o100_000,
        VDIR => 0o040_000,
        VBLK => 0o060_000,
        VCHR => 0o020_000,
        VLNK => 0o120_000,
        VSOCK => 0o140_000,
        VFIFO => 0o010_000,
        _ => return false,
    };
    file.ki_ftype == DTYPE_VNODE && status.mode & 0o170_000 == format
}

pub(super) const fn is_directory(file: &KinfoFile) -> bool {
    file.ki_ftype == DTYPE_VNODE && file.ki_vtype == VDIR
}

pub(super) const fn is_regular(file: &KinfoFile) -> bool {
    file.ki_ftype == DTYPE_VNODE && file.ki_vtype == VREG
}
