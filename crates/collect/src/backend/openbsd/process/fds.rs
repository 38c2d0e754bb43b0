//! Descriptors: `KERN_FILE`.

use nix::errno::Errno;
use psutil_parse::openbsd::kinfo_file::{KinfoFile, dtype, flags, vtype};

use super::snapshot::{Snapshot, once};
use crate::backend::openbsd::net::sockets;
use crate::backend::openbsd::{OpenBsd, mib};
use crate::model::process::{Counts, FdExtra, FdFile, FdType, OpenFd, OpenFile, OpenMode};
use crate::order;
use crate::port::OpenBsdKernel;
use crate::{Error, Result};

/// Flags of `open(2)`, of `sys/fcntl.h` (OpenBSD 7), which is not that of every machine these records are read on.
const O_ACCMODE: u32 = 3;
const O_WRONLY: u32 = 1;
const O_RDWR: u32 = 2;
const O_APPEND: u32 = 0x8;
const O_CLOEXEC: u32 = 0x1_0000;

impl<K: OpenBsdKernel> OpenBsd<K> {
    pub(super) fn count_of_fds(&self, snapshot: &Snapshot<K>) -> Result<u64> {
        Ok(u64::try_from(self.files(snapshot)?.len()).unwrap_or(u64::MAX))
    }

    /// The numbers of the descriptors, in ascending order.
    pub(super) fn numbers_of_fds(&self, snapshot: &Snapshot<K>) -> Result<Vec<i32>> {
        Ok(self.files(snapshot)?.iter().map(|file| file.fd_fd).collect())
    }

    pub(super) fn fds(&self, snapshot: &Snapshot<K>, fds: &[i32]) -> Result<Vec<OpenFd>> {
        let files = self.files(snapshot)?;
        let found = fds.iter().filter_map(|fd| {
            let place = files.binary_search_by_key(fd, |file| file.fd_fd).ok()?;
            files.get(place).map(open_fd)
        });
        Ok(found.collect())
    }

    pub(super) fn regular_files(&self, snapshot: &Snapshot<K>) -> Result<Vec<OpenFile>> {
        let is_regular =
            |file: &&KinfoFile| file.f_type == dtype::DTYPE_VNODE && file.v_type == vtype::VREG;
        Ok(self.files(snapshot)?.iter().filter(is_regular).map(open_file).collect())
    }

    /// What its descriptors are, in ascending order; none of a zombie, nor of a process of the kernel.
    pub(super) fn files<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s [KinfoFile]> {
        let files = once(&snapshot.files, || {
            let read = |pid| self.read_files(mib::KERN_FILE_BYPID, pid);
            let bytes = match self.of_living(snapshot, read) {
                Err(Error::ZombieProcess { .. }) => None,
                // It is being made, and has none of its own yet.
                Err(Error::System(error)) if error.errno == Errno::ESRCH => None,
                bytes => bytes?,
            };
            let mut files = sockets::parsed(&bytes.unwrap_or_default())?;
            // Program, folders and trace stand among them.
            files.retain(|file| file.fd_fd >= 0);
            order::sort_by_key(&mut files, |file| file.fd_fd);
            Ok(files)
        });
        files.map(|it| &**it)
    }
}

/// The kernel tells no path.
fn open_fd(file: &KinfoFile) -> OpenFd {
    let flags = open_flags(file);
    let (fdtype, extra) = kind(file);
    OpenFd {
        fd: file.fd_fd,
        fdtype,
        path: None,
        deleted: false,
        position: position(file),
        flags: Some(flags),
        mode: Some(mode(flags)),
        file: status(file),
        mnt_id: None,
        scm_fds: None,
        extra,
        counts: counts(file),
    }
}

fn open_file(file: &KinfoFile) -> OpenFile {
    let flags = open_flags(file);
    OpenFile {
        path: None,
        deleted: false,
        fd: file.fd_fd,
        position: position(file),
        flags: Some(flags),
        mode: Some(mode(flags)),
    }
}

fn kind(file: &KinfoFile) -> (FdType, FdExtra) {
    match file.f_type {
        dtype::DTYPE_VNODE if file.v_type == vtype::VFIFO => (FdType::Fifo, FdExtra::Nothing),
        dtype::DTYPE_VNODE => (FdType::File, FdExtra::Nothing),
        dtype::DTYPE_SOCKET => (FdType::Socket, FdExtra::Socket(sockets::socket(file))),
        dtype::DTYPE_PIPE => (FdType::Pipe, FdExtra::Nothing),
        dtype::DTYPE_KQUEUE => (FdType::Kqueue, FdExtra::Nothing),
        dtype::DTYPE_DMABUF => (FdType::Unknown, FdExtra::Unknown(b"dmabuf".to_vec())),
        dtype::DTYPE_SYNC => (FdType::Unknown, FdExtra::Unknown(b"sync".to_vec())),
        other => (FdType::Unknown, FdExtra::Unknown(other.to_string().into_bytes())),
    }
}

/// What went through it the kernel tells to its user and to root alone, as it does the position.
fn counts(file: &KinfoFile) -> Counts<5> {
    let mut counts = Vec::new();
    if file.f_type == dtype::DTYPE_KQUEUE {
        counts.push(("kqCount", file.kq_count.into()));
    }
    if file.offset().is_some() {
        counts.extend([
            ("rbytes", file.f_rbytes),
            ("wbytes", file.f_wbytes),
            ("rxfer", file.f_rxfer),
            ("rwfer", file.f_rwfer),
        ]);
    }
    Counts::of(&counts)
}

fn position(file: &KinfoFile) -> Option<i64> {
    file.offset().and_then(|offset| i64::try_from(offset).ok())
}

/// What `stat(2)` says, if the file system has told it.
fn status(file: &KinfoFile) -> Option<FdFile> {
    if file.f_type != dtype::DTYPE_VNODE || file.va_mode == 0 {
        return None;
    }
    let is_device = matches!(file.v_type, vtype::VBLK | vtype::VCHR);
    Some(FdFile {
        dev: file.va_fsid.into(),
        ino: file.va_fileid,
        rdev: if is_device { file.va_rdev.into() } else { 0 },
        mode: file.va_mode,
        size: file.va_size,
        nlink: Some(file.va_nlink.into()),
    })
}

/// As open(2) takes them. The kernel has a bit each for reading and writing, and close-on-exec beside the descriptor.
const fn open_flags(file: &KinfoFile) -> u32 {
    let access = match file.f_flag & (flags::FREAD | flags::FWRITE) {
        flags::FWRITE => O_WRONLY,
        flags::FREAD => 0,
        0 => O_ACCMODE,
        _ => O_RDWR,
    };
    let closes = if file.fd_ofileflags & flags::UF_EXCLOSE == 0 { 0 } else { O_CLOEXEC };
    file.f_flag & !O_ACCMODE | access | closes
}

const fn mode(flags: u32) -> OpenMode {
    let appends = flags & O_APPEND != 0;
    match flags & O_ACCMODE {
        O_WRONLY if appends => OpenMode::Append,
        O_WRONLY => OpenMode::Write,
        O_RDWR if appends => OpenMode::ReadAppend,
        O_RDWR => OpenMode::ReadWrite,
        _ => OpenMode::Read,
    }
}
