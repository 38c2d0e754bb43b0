//! Descriptors: the links in `/proc/PID/fd`, what `stat(2)` says of what they lead to, and `fdinfo`.

use nix::errno::Errno;
use psutil_parse::linux::dirent64;
use psutil_parse::linux::pid_fdinfo::{self, PidFdinfo};
use psutil_parse::text;

use super::fd_kinds::{extra, kind, names_a_file};
use super::snapshot::{Snapshot, Without};
use super::sockets::{Sockets, socket_inode};
use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::model::net::ConnectionKind;
use crate::model::process::{Counts, FdFile, FdType, OpenFd, OpenFile};
use crate::order;
use crate::port::{FileKind, FileStatus, LinuxKernel, Port, open_flags};
use crate::sorted::Sorted;
use crate::{Error, Result};

/// How often a descriptor is looked at again that turned into another meanwhile.
const LOOKS: usize = 4;

/// What has been read about one descriptor.
struct Look {
    fd: i32,
    /// Where the link leads; `None` if its path is too long for the kernel, and in a made-up tree.
    link: Option<Vec<u8>>,
    status: Option<FileStatus>,
    info: PidFdinfo,
}

impl<K: LinuxKernel> Linux<K> {
    /// How many descriptors there are. Since Linux 6.2 that is the size of their directory, for anyone to see.
    pub(super) fn count_of_fds(&self, snapshot: &Snapshot<K>) -> Result<u64> {
        if self.procfs()? != Procfs::Files {
            let status = self.kernel.file_status(snapshot.file("fd"));
            let count = self.about(snapshot, status)?.size;
            let ours = u64::try_from(self.own_handles(snapshot)?.len()).unwrap_or(0);
            if count > ours {
                return Ok(count.saturating_sub(ours));
            }
        }
        Ok(u64::try_from(self.numbers_of_fds(snapshot)?.len()).unwrap_or(u64::MAX))
    }

    /// The numbers of the descriptors, in ascending order.
    pub(super) fn numbers_of_fds(&self, snapshot: &Snapshot<K>) -> Result<Vec<i32>> {
        let mut fds = Vec::new();
        let listed = self.kernel.getdents(snapshot.file("fd"), |records| {
            fds.extend(dirent64::names(records).filter_map(text::narrow::<i32>));
        });
        match self.about(snapshot, listed) {
            Ok(()) => {
                let ours = self.own_handles(snapshot)?;
                fds.retain(|fd| !ours.contains_key(fd));
                order::sort(&mut fds);
            }
            Err(error) => self.must_have_none(snapshot, error)?,
        }
        Ok(fds)
    }

    /// Whether a process whose descriptors cannot be listed has none, whoever asks; else that error.
    pub(super) fn must_have_none(&self, snapshot: &Snapshot<K>, error: Error) -> Result<()> {
        let Error::AccessDenied { .. } = error else { return Err(error) };
        match self.without_memory(snapshot) {
            Ok(Without::Kernel) | Err(Error::ZombieProcess { .. }) => Ok(()),
            Err(gone @ Error::NoSuchProcess { .. }) => Err(gone),
            Ok(Without::Text) | Err(_) => Err(error),
        }
    }

    /// The descriptors that are not this program's but ours, if it is a visit to this program: those of the visit are
    /// gone right after it, and those that are held go as soon as the program needs them.
    fn own_handles(&self, snapshot: &Snapshot<K>) -> Result<Sorted<i32, ()>> {
        if self.procfs()? != Procfs::Own || self.kernel.getpid() != snapshot.pid {
            return Ok(Sorted::new());
        }
        let dir = self.kernel.fd_of_dir(&snapshot.dir);
        let pidfd = snapshot.pidfd.as_ref().map(|pidfd| self.kernel.fd_of_pidfd(pidfd));
        let held = self.kernel.descriptors();
        let handles = [Some(dir), pidfd].into_iter().flatten().chain(held);
        Ok(handles.map(|handle| (handle, ())).collect())
    }

    pub(super) fn fds(&self, snapshot: &Snapshot<K>, fds: &[i32]) -> Result<Vec<OpenFd>> {
        let looks = self.each_fd(snapshot, fds, |fd| match self.fd_link(snapshot, fd)? {
            Some(link) => self.look(snapshot, fd, link),
            None => Ok(None),
        })?;
        let inodes = looks.iter().filter_map(|look| socket_inode(look.link.as_deref()?));
        let all = ConnectionKind::All.into();
        let sockets = self.sockets_by_inode(snapshot, all, inodes.collect())?;
        Ok(looks.into_iter().map(|look| self.open_fd(snapshot, look, &sockets)).collect())
    }

    pub(super) fn regular_files(&self, snapshot: &Snapshot<K>) -> Result<Vec<OpenFile>> {
        let fds = self.numbers_of_fds(snapshot)?;
        let files = self.each_fd(snapshot, &fds, |fd| {
            let Some(link) = self.fd_link(snapshot, fd)? else { return Ok(None) };
            if !names_a_file(&link) {
                return Ok(Some(None));
            }
            let look = self.look(snapshot, fd, link)?;
            Ok(look.map(|look| {
                let regular = look.status.is_some_and(|status| status.kind() == FileKind::Regular);
                (regular && !is_memfd(&look)).then(|| self.open_file(snapshot, look))
            }))
        })?;
        Ok(files.into_iter().flatten().collect())
    }

    /// Looks at each descriptor; `None` is one that has been closed.
    ///
    /// All are closed when the process ends, and half of them is no answer: none is.
    fn each_fd<T>(
        &self,
        snapshot: &Snapshot<K>,
        fds: &[i32],
        mut look: impl FnMut(i32) -> Result<Option<T>>,
    ) -> Result<Vec<T>> {
        let mut found = Vec::with_capacity(fds.len());
        for fd in fds {
            found.extend(look(*fd)?);
        }
        if found.len() == fds.len() {
            return Ok(found);
        }
        self.unless_ended(snapshot, found)
    }

    /// What has been found of a process that a descriptor has gone from: nothing if all have.
    pub(super) fn unless_ended<T>(&self, snapshot: &Snapshot<K>, found: Vec<T>) -> Result<Vec<T>> {
        match self.still_has_memory(snapshot) {
            Ok(()) => Ok(found),
            Err(Error::ZombieProcess { .. }) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Where a descriptor leads; `None` if it has been closed. Empty where the kernel cannot say.
    pub(super) fn fd_link(&self, snapshot: &Snapshot<K>, fd: i32) -> Result<Option<Vec<u8>>> {
        match self.kernel.read_link(snapshot.file(&format!("fd/{fd}"))) {
            Err(error) if error.errno == Errno::ENOENT => Ok(None),
            // The path is longer than a page; or in a made-up tree it is no link.
            Err(error) if matches!(error.errno, Errno::ENAMETOOLONG | Errno::EINVAL) => {
                Ok(Some(Vec::new()))
            }
            read => self.about(snapshot, read).map(Some),
        }
    }

    /// Reads all about a descriptor that led there, and again if it was closed and its number taken by another
    /// meanwhile.
    fn look(&self, snapshot: &Snapshot<K>, fd: i32, mut link: Vec<u8>) -> Result<Option<Look>> {
        for _ in 1..LOOKS {
            let look = self.look_once(snapshot, fd, link)?;
            match self.fd_link(snapshot, fd)? {
                Some(again) if Some(&again) != look.link.as_ref() && !again.is_empty() => {
                    link = again;
                }
                Some(_) => return Ok(Some(look)),
                None => return Ok(None),
            }
        }
        self.look_once(snapshot, fd, link).map(Some)
    }

    fn look_once(&self, snapshot: &Snapshot<K>, fd: i32, link: Vec<u8>) -> Result<Look> {
        let status = self.kernel.file_status(snapshot.file(&format!("fd/{fd}")));
        let info =
            self.kernel.read_record(snapshot.file(&format!("fdinfo/{fd}")), pid_fdinfo::parse);
        Ok(Look {
            fd,
            link: Some(link).filter(|link| !link.is_empty()),
            status: self.unless_closed(snapshot, status)?,
            info: self.unless_closed(snapshot, info)?.unwrap_or_default(),
        })
    }

    fn unless_closed<T>(&self, snapshot: &Snapshot<K>, read: Port<T>) -> Result<Option<T>> {
        match read {
            Err(error) if error.errno == Errno::ENOENT => Ok(None),
            read => self.about(snapshot, read).map(Some),
        }
    }

    /// The path of a file, and whether the file has lost it.
    fn file_path(&self, snapshot: &Snapshot<K>, look: &mut Look) -> (Option<Vec<u8>>, bool) {
        let memfd = is_memfd(look);
        match look.link.take_if(|link| link.starts_with(b"/")) {
            Some(link) => {
                let (path, deleted) = self.unmarked(snapshot, link, look.status.as_ref());
                // It never had a name that it could lose.
                (Some(path), deleted && !memfd)
            }
            None => (None, false),
        }
    }

    fn open_fd(&self, snapshot: &Snapshot<K>, mut look: Look, sockets: &Sockets) -> OpenFd {
        let fdtype = kind(look.link.as_deref(), look.status.as_ref());
        let extra = extra(fdtype, look.link.as_deref(), &look.info, sockets);
        let (path, deleted) = match fdtype {
            FdType::File | FdType::Fifo => self.file_path(snapshot, &mut look),
            _ => (None, false),
        };
        let flags = look.info.flags.map(open_flags::as_asked);
        OpenFd {
            fd: look.fd,
            fdtype,
            path,
            deleted,
            position: look.info.pos,
            flags,
            mode: flags.map(open_flags::mode),
            file: look.status.map(file),
            mnt_id: look.info.mnt_id,
            scm_fds: look.info.scm_fds,
            extra,
            counts: Counts::NONE,
        }
    }

    fn open_file(&self, snapshot: &Snapshot<K>, mut look: Look) -> OpenFile {
        let (path, deleted) = self.file_path(snapshot, &mut look);
        let flags = look.info.flags.map(open_flags::as_asked);
        OpenFile {
            path,
            deleted,
            fd: look.fd,
            position: look.info.pos,
            flags,
            mode: flags.map(open_flags::mode),
        }
    }
}

/// `memfd_create(2)`: without a name, and still with a path for people to read.
fn is_memfd(look: &Look) -> bool {
    let nameless = look.status.is_none_or(|status| status.nlink == 0);
    nameless && look.link.as_deref().is_some_and(|link| link.starts_with(b"/memfd:"))
}

const fn file(status: FileStatus) -> FdFile {
    let FileStatus { dev, ino, rdev, mode, size, nlink } = status;
    FdFile { dev, ino, rdev, mode, size, nlink: Some(nlink) }
}
