//! Descriptors: `KERN_FILE2` of `sysctl(3)`, and what a procfs says of the files behind them.
//!
//! The kernel tells the path of none. A procfs has links for directories, and for all else only the file itself.

use psutil_parse::netbsd::kinfo_file::{DTYPE_SOCKET, KinfoFile};

use super::fd_kinds::{agrees, extra, flags, is_directory, is_regular, kind, mode};
use super::snapshot::Snapshot;
use crate::backend::bsd::{sysctl, visit};
use crate::backend::netbsd::{NetBsd, mib, structs};
use crate::model::net::{ConnectionKind, Socket};
use crate::model::process::{Counts, FdExtra, FdFile, OpenFd, OpenFile, Pid};
use crate::port::{FileStatus, NetBsdKernel};
use crate::sorted::Sorted;
use crate::{Error, Result, order};

impl<K: NetBsdKernel> NetBsd<K> {
    /// The descriptors, in ascending order. A zombie has none.
    pub(super) fn files<'s>(&self, snapshot: &'s Snapshot<K>) -> Result<&'s [KinfoFile]> {
        if let Some(known) = snapshot.files.get() {
            return Ok(known);
        }
        let read = || match self.told(snapshot, |pid| sysctl::table(&self.kernel, &mib::files(pid)))
        {
            Err(Error::ZombieProcess { .. }) => Ok(Vec::new()),
            told => told,
        };
        let mut bytes = read()?;
        if bytes.is_empty() && snapshot.unless_ended().is_ok() {
            // It may have been busy. It is not any more: it has been looked at since.
            bytes = read()?;
        }
        let mut files: Vec<KinfoFile> = structs("kern.file2", &bytes)?;
        // Asked for process 0, the kernel gives the descriptors of all.
        let pid = snapshot.target.pid.cast_unsigned();
        files.retain(|file| file.ki_pid == pid && file.ki_fd >= 0);
        order::sort_by_key(&mut files, |file| file.ki_fd);
        Ok(snapshot.files.get_or_init(|| files))
    }

    pub(super) fn count_of_fds(&self, snapshot: &Snapshot<K>) -> Result<u64> {
        Ok(u64::try_from(self.files(snapshot)?.len()).unwrap_or(u64::MAX))
    }

    pub(super) fn numbers_of_fds(&self, snapshot: &Snapshot<K>) -> Result<Vec<i32>> {
        Ok(self.files(snapshot)?.iter().map(|file| file.ki_fd).collect())
    }

    pub(super) fn fds(&self, snapshot: &Snapshot<K>, fds: &[i32]) -> Result<Vec<OpenFd>> {
        let files = self.files(snapshot)?;
        let place = |fd: &i32| files.binary_search_by_key(fd, |file| file.ki_fd).ok();
        let wanted: Vec<_> = fds.iter().filter_map(|fd| files.get(place(fd)?)).collect();
        let sockets = self.sockets_among(&wanted)?;
        let opened = visit::bound(self, snapshot.target, |pid| {
            Ok(wanted.into_iter().map(|file| self.open_fd(pid, file, &sockets)).collect())
        });
        match opened {
            // All are closed when the process ends, and half of what they were is no answer.
            Err(Error::ZombieProcess { .. }) => Ok(Vec::new()),
            opened => opened,
        }
    }

    pub(super) fn regular_files(&self, snapshot: &Snapshot<K>) -> Result<Vec<OpenFile>> {
        let regular = self.files(snapshot)?.iter().filter(|file| is_regular(file));
        Ok(regular.map(open_file).collect())
    }

    /// The sockets that the tables have, by their numbers; not asked for where there is none.
    fn sockets_among(&self, files: &[&KinfoFile]) -> Result<Sorted<u64, Socket>> {
        if !files.iter().any(|file| file.ki_ftype == DTYPE_SOCKET && file.ki_fdata != 0) {
            return Ok(Sorted::new());
        }
        match self.sockets_by_number(ConnectionKind::All.into()) {
            // What is known of the descriptors themselves is known all the same.
            Err(Error::AccessDenied { .. }) => Ok(Sorted::new()),
            sockets => sockets,
        }
    }

    fn open_fd(&self, pid: Pid, file: &KinfoFile, sockets: &Sorted<u64, Socket>) -> OpenFd {
        let name = format!("fd/{}", file.ki_fd);
        let status = self.status_in_procfs(pid, &name).filter(|status| agrees(file, status));
        let is_shown = is_directory(file) && status.is_some();
        let path = if is_shown { self.link_in_procfs(pid, &name).ok().flatten() } else { None };
        let extra = match extra(file) {
            FdExtra::Socket(_) => FdExtra::Socket(sockets.get(&file.ki_fdata).cloned()),
            extra => extra,
        };
        OpenFd {
            fd: file.ki_fd,
            fdtype: kind(file),
            path,
            deleted: false,
            position: position(file),
            flags: Some(flags(file)),
            mode: Some(mode(file)),
            file: status.map(fd_file),
            mnt_id: None,
            scm_fds: None,
            extra,
            counts: Counts::NONE,
        }
    }
}

fn open_file(file: &KinfoFile) -> OpenFile {
    OpenFile {
        path: None,
        deleted: false,
        fd: file.ki_fd,
        position: position(file),
        flags: Some(flags(file)),
        mode: Some(mode(file)),
    }
}

fn position(file: &KinfoFile) -> Option<i64> {
    i64::try_from(file.ki_foffset).ok()
}

const fn fd_file(status: FileStatus) -> FdFile {
    let FileStatus { dev, ino, rdev, mode, size, nlink } = status;
    FdFile { dev, ino, rdev, mode, size, nlink: Some(nlink) }
}
