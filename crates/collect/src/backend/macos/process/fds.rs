//! Descriptors: `PROC_PIDLISTFDS`, and what `proc_pidfdinfo` says of each.

use nix::errno::Errno;
use psutil_parse::macos::proc_fdinfo::{self, PROX_FDTYPE_SOCKET, PROX_FDTYPE_VNODE, ProcFdinfo};
use psutil_parse::macos::socket_fdinfo::SocketFdinfo;
use psutil_parse::macos::vnode_fdinfowithpath::VnodeFdinfowithpath;
use psutil_parse::macos::vnode_info::VREG;

use super::fd_kinds::{self, FLAVORS};
use super::snapshot::Snapshot;
use crate::backend::macos::MacOs;
use crate::backend::macos::numbers::PROC_PIDLISTFDS;
use crate::model::process::{OpenFd, OpenFile, Pid};
use crate::order;
use crate::port::{MacOsKernel, Port};
use crate::sorted::Sorted;
use crate::{Error, Result};

/// How many descriptors are expected.
const USUAL: usize = 56;

/// A descriptor and the struct that says what it is; empty of those that nothing is told of.
pub(super) type Described = (ProcFdinfo, Vec<u8>);

impl<K: MacOsKernel> MacOs<K> {
    pub(super) fn count_of_fds(&self, snapshot: &Snapshot<K>) -> Result<u64> {
        Ok(u64::try_from(self.numbers_of_fds(snapshot)?.len()).unwrap_or(u64::MAX))
    }

    /// The numbers of the descriptors, in ascending order.
    pub(super) fn numbers_of_fds(&self, snapshot: &Snapshot<K>) -> Result<Vec<i32>> {
        let described = self.described(snapshot, |_| false)?;
        Ok(described.into_iter().map(|(fd, _)| fd.proc_fd).collect())
    }

    pub(super) fn fds(&self, snapshot: &Snapshot<K>, fds: &[i32]) -> Result<Vec<OpenFd>> {
        let asked: Sorted<i32, ()> = fds.iter().map(|fd| (*fd, ())).collect();
        let mut described = self.described(snapshot, |fd| asked.contains_key(&fd.proc_fd))?;
        described.retain(|(fd, _)| asked.contains_key(&fd.proc_fd));
        described.iter().map(|(fd, bytes)| parsed(fd_kinds::open_fd(*fd, bytes))).collect()
    }

    pub(super) fn regular_files(&self, snapshot: &Snapshot<K>) -> Result<Vec<OpenFile>> {
        let is_vnode = |fd: &ProcFdinfo| fd.proc_fdtype == PROX_FDTYPE_VNODE;
        let mut files = Vec::new();
        for (fd, bytes) in self.described(snapshot, is_vnode)? {
            if is_vnode(&fd) && !bytes.is_empty() {
                let file = parsed(VnodeFdinfowithpath::parse(&bytes))?;
                let is_regular = file.pvip.vip_vi.vi_type == VREG;
                files.extend(is_regular.then(|| fd_kinds::open_file(fd.proc_fd, &file)));
            }
        }
        Ok(files)
    }

    /// The descriptors that are sockets, in ascending order.
    pub(super) fn sockets_of(&self, snapshot: &Snapshot<K>) -> Result<Vec<(i32, SocketFdinfo)>> {
        let is_socket = |fd: &ProcFdinfo| fd.proc_fdtype == PROX_FDTYPE_SOCKET;
        let mut described = self.described(snapshot, is_socket)?;
        described.retain(|(fd, bytes)| is_socket(fd) && !bytes.is_empty());
        let sockets = described.into_iter();
        sockets.map(|(fd, bytes)| Ok((fd.proc_fd, parsed(SocketFdinfo::parse(&bytes))?))).collect()
    }

    /// All descriptors in ascending order, those that are asked for described. Closed ones are left out; a zombie has
    /// none, and neither has the kernel.
    fn described(
        &self,
        snapshot: &Snapshot<K>,
        is_asked: impl Fn(&ProcFdinfo) -> bool,
    ) -> Result<Vec<Described>> {
        if snapshot.record().is_kernel {
            return Ok(Vec::new());
        }
        let read = self.by_number(snapshot, |kernel, pid| {
            let list = Self::pidinfo_list(kernel, pid, PROC_PIDLISTFDS, ProcFdinfo::SIZE, USUAL)?;
            let listed: psutil_parse::Result<Vec<_>> = proc_fdinfo::rows(&list).collect();
            let Ok(mut listed) = listed else { return Ok((listed, Vec::new())) };
            order::sort_by_key(&mut listed, |fd| fd.proc_fd);
            let mut described = Vec::with_capacity(listed.len());
            for fd in &listed {
                let bytes =
                    if is_asked(fd) { describe(kernel, pid, *fd)? } else { Some(Vec::new()) };
                described.extend(bytes.map(|bytes| (*fd, bytes)));
            }
            Ok((Ok(listed), described))
        });
        let (listed, described) = match read {
            Err(Error::ZombieProcess { .. }) => return Ok(Vec::new()),
            read => read?,
        };
        let listed = parsed(listed)?;
        if described.len() < listed.len() {
            // All are closed when the process ends, and half of them is no answer: none is.
            match self.must_live(snapshot) {
                Err(Error::ZombieProcess { .. }) => return Ok(Vec::new()),
                lives => lives?,
            }
        }
        Ok(described)
    }
}

/// What a descriptor is; `None` if it has been closed, or is of another kind now.
///
/// One file that a policy hides, or whose server does not answer, says nothing of the others.
fn describe<K: MacOsKernel>(kernel: &K, pid: Pid, fd: ProcFdinfo) -> Port<Option<Vec<u8>>> {
    let flavor = FLAVORS.iter().find(|(kind, ..)| *kind == fd.proc_fdtype);
    let Some(&(_, flavor, size)) = flavor else { return Ok(Some(Vec::new())) };
    let mut bytes = vec![0; size];
    match kernel.proc_pidfdinfo(pid, fd.proc_fd, flavor, &mut bytes) {
        Ok(length) => {
            bytes.truncate(length);
            Ok(Some(bytes))
        }
        Err(error) => match error.errno {
            Errno::ESRCH | Errno::ENOMEM => Err(error),
            Errno::ENOENT | Errno::EBADF | Errno::ENOTSOCK => Ok(None),
            _ => Ok(Some(Vec::new())),
        },
    }
}

fn parsed<T>(answer: psutil_parse::Result<T>) -> Result<T> {
    answer.map_err(|error| Error::kernel_data("proc_pidfdinfo".into(), error))
}
