//! `struct kinfo_file` of `sys/user.h` (FreeBSD 12 to 15), `KERN_PROC_FILEDESC` and `KERN_PROC_CWD` of sysctl(3): a
//! descriptor, or a folder, of a process. The kernel leaves out what of `kf_path` is not used.

use super::kf_file::KfFile;
use super::kf_sock::KfSock;
use super::kf_un::{KfEventfd, KfPipe, KfProc, KfPts, KfSem, KfTimerfd};
use crate::Result;
use crate::bsd::{char_array, packed};
use crate::record::record;

/// `KF_FD_TYPE_*`: what is no descriptor, and stands for something else in `kf_fd`.
pub mod fd {
    /// The current folder.
    pub const CWD: i32 = -1;
    /// The root.
    pub const ROOT: i32 = -2;
    /// The root of its jail.
    pub const JAIL: i32 = -3;
    /// Where ktrace(2) writes.
    pub const TRACE: i32 = -4;
    /// The program.
    pub const TEXT: i32 = -5;
    /// The terminal.
    pub const CTTY: i32 = -6;
}

/// `KF_TYPE_*`: what `kf_type` may be. Others come with releases.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod kind {
    pub const NONE: i32 = 0;
    pub const VNODE: i32 = 1;
    pub const SOCKET: i32 = 2;
    pub const PIPE: i32 = 3;
    pub const FIFO: i32 = 4;
    pub const KQUEUE: i32 = 5;
    pub const MQUEUE: i32 = 7;
    pub const SHM: i32 = 8;
    pub const SEM: i32 = 9;
    pub const PTS: i32 = 10;
    pub const PROCDESC: i32 = 11;
    pub const DEV: i32 = 12;
    pub const EVENTFD: i32 = 13;
    pub const TIMERFD: i32 = 14;
    pub const UNKNOWN: i32 = 255;
}

/// `KF_FLAG_*`: the bits of `kf_flags`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod flag {
    pub const READ: i32 = 0x1;
    pub const WRITE: i32 = 0x2;
    pub const APPEND: i32 = 0x4;
    pub const ASYNC: i32 = 0x8;
    pub const FSYNC: i32 = 0x10;
    pub const NONBLOCK: i32 = 0x20;
    pub const DIRECT: i32 = 0x40;
    pub const HASLOCK: i32 = 0x80;
    pub const SHLOCK: i32 = 0x100;
    pub const EXLOCK: i32 = 0x200;
    pub const NOFOLLOW: i32 = 0x400;
    pub const CREAT: i32 = 0x800;
    pub const TRUNC: i32 = 0x1000;
    pub const EXCL: i32 = 0x2000;
    pub const EXEC: i32 = 0x4000;
}

/// What `open(2)` calls them, `O_*` of `fcntl.h`; reading and writing are no bits there.
pub const OPEN_FLAGS: [(i32, u32); 12] = [
    (flag::APPEND, 0x8),
    (flag::ASYNC, 0x40),
    (flag::FSYNC, 0x80),
    (flag::NONBLOCK, 0x4),
    (flag::DIRECT, 0x1_0000),
    (flag::SHLOCK, 0x10),
    (flag::EXLOCK, 0x20),
    (flag::NOFOLLOW, 0x100),
    (flag::CREAT, 0x200),
    (flag::TRUNC, 0x400),
    (flag::EXCL, 0x800),
    (flag::EXEC, 0x4_0000),
];

record! {
    /// A descriptor without its path.
    pub struct KinfoFile("kinfo_file", 368) {
        pub kf_structsize: i32,
        /// One of [`kind`].
        pub kf_type: i32,
        /// Its number, or one of [`fd`].
        pub kf_fd: i32,
        pub kf_ref_count: i32,
        /// Some of [`flag`].
        pub kf_flags: i32,
        _kf_pad0: i32,
        pub kf_offset: i64,
        /// What it is depends on `kf_type`.
        pub kf_un: [u8; 304],
        /// `KF_ATTR_VALID` (1): what belongs to the file could be asked for.
        pub kf_status: u16,
        _kf_pad1: [u16; 3],
        _kf_cap_rights: [u64; 3],
    }
}

/// What `kf_un` is by `kf_type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KfUn {
    /// Of a vnode, fifo, shared memory, message queue or device.
    File(KfFile),
    /// Of a socket.
    Sock(KfSock),
    /// Of a pipe.
    Pipe(KfPipe),
    /// Of a pseudo terminal.
    Pts(KfPts),
    /// Of a process.
    Proc(KfProc),
    /// Of a semaphore.
    Sem(KfSem),
    /// Of an eventfd(2).
    Eventfd(KfEventfd),
    /// Of a timerfd(2).
    Timerfd(KfTimerfd),
    /// Of something that tells nothing else, or that later releases have.
    Nothing,
}

impl KinfoFile {
    /// Reads `kf_un`.
    pub fn un(&self) -> Result<KfUn> {
        let un = &self.kf_un;
        Ok(match self.kf_type {
            kind::VNODE | kind::FIFO | kind::MQUEUE | kind::SHM | kind::DEV => {
                KfUn::File(KfFile::parse(un)?)
            }
            kind::SOCKET => KfUn::Sock(KfSock::parse(un)?),
            kind::PIPE => KfUn::Pipe(KfPipe::parse(un)?),
            kind::SEM => KfUn::Sem(KfSem::parse(un)?),
            kind::PTS => KfUn::Pts(KfPts::parse(un)?),
            kind::PROCDESC => KfUn::Proc(KfProc::parse(un)?),
            kind::EVENTFD => KfUn::Eventfd(KfEventfd::parse(un)?),
            kind::TIMERFD => KfUn::Timerfd(KfTimerfd::parse(un)?),
            _ => KfUn::Nothing,
        })
    }
}

/// Each descriptor with its path, which is empty if it has none.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<(KinfoFile, &[u8])>> {
    packed::entries::<i32>("kinfo_file", bytes, KinfoFile::SIZE).map(|entry| {
        let entry = entry?;
        let path = entry.get(KinfoFile::SIZE..).unwrap_or_default();
        Ok((KinfoFile::parse(entry)?, char_array::text(path)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_impossible_lists, assert_offsets, put};

    /// A descriptor as the kernel packs it: as much of its path as there is, up to a multiple of 8.
    fn written(kind: i32, number: i32, path: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; 368];
        bytes.extend(path);
        bytes.resize(368 + (path.len() + 1).next_multiple_of(8), 0);
        let length = i32::try_from(bytes.len()).unwrap();
        for (at, value) in [(0, length), (4, kind), (8, number), (12, 2), (16, 0x23)] {
            put(&mut bytes, at, value.to_ne_bytes());
        }
        put(&mut bytes, 24, 4096_i64.to_ne_bytes());
        put(&mut bytes, 336, 1_u16.to_ne_bytes());
        bytes
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("kf_structsize", 0),
            ("kf_type", 4),
            ("kf_fd", 8),
            ("kf_ref_count", 12),
            ("kf_flags", 16),
            ("kf_offset", 24),
            ("kf_un", 32),
            ("kf_status", 336),
            ("", 368),
        ];
        assert_offsets(KinfoFile::OFFSETS, &reference);
    }

    #[test]
    fn rows_have_paths_of_any_length() {
        let list = [
            written(kind::VNODE, fd::CWD, b"/"),
            written(kind::VNODE, 3, b"/tmp/a) b\n\xFF"),
            written(kind::KQUEUE, 4, b""),
        ];
        let bytes = list.concat();
        let rows: Vec<_> = rows(&bytes).map(Result::unwrap).collect();
        let told: Vec<_> = rows.iter().map(|(file, path)| (file.kf_fd, *path)).collect();
        assert_eq!(told, [(-1, &b"/"[..]), (3, b"/tmp/a) b\n\xFF"), (4, b"")]);
        let (file, _) = rows[1];
        assert_eq!((file.kf_ref_count, file.kf_offset, file.kf_status), (2, 4096, 1));
        assert_eq!(file.kf_flags, flag::READ | flag::WRITE | flag::NONBLOCK);
    }

    #[test]
    fn a_path_that_nothing_ends_is_all_that_is_there() {
        let mut bytes = written(kind::VNODE, 3, b"/tmp/no end").split_off(0);
        bytes.truncate(368 + 11);
        put(&mut bytes, 0, 379_i32.to_ne_bytes());
        let paths: Vec<_> = rows(&bytes).map(|row| row.unwrap().1).collect();
        assert_eq!(paths, [b"/tmp/no end"]);
    }

    #[test]
    fn lists_that_cannot_be_are_errors() {
        let bytes = [written(kind::PIPE, 0, b""), written(kind::PIPE, 1, b"")].concat();
        let told = |bytes: &[u8]| rows(bytes).map(|row| row.is_ok()).collect();
        assert_impossible_lists(&bytes, 376, [1, 4, 367, -1, 753, i32::MAX], told);
    }

    #[test]
    fn the_union_is_what_the_type_says() {
        let un = |kind| rows(&written(kind, 3, b"")).next().unwrap().unwrap().0.un().unwrap();
        assert!(matches!(un(kind::VNODE), KfUn::File(_)));
        assert!(matches!(un(kind::SOCKET), KfUn::Sock(_)));
        assert!(matches!(un(kind::PIPE), KfUn::Pipe(_)));
        assert!(matches!(un(kind::SEM), KfUn::Sem(_)));
        assert!(matches!(un(kind::PTS), KfUn::Pts(_)));
        assert!(matches!(un(kind::PROCDESC), KfUn::Proc(_)));
        assert!(matches!(un(kind::EVENTFD), KfUn::Eventfd(_)));
        assert!(matches!(un(kind::TIMERFD), KfUn::Timerfd(_)));
        for other in [kind::NONE, kind::KQUEUE, kind::UNKNOWN, 99, -1] {
            assert_eq!(un(other), KfUn::Nothing, "{other}");
        }
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(KinfoFile::SIZE, KinfoFile::parse);
    }
}
