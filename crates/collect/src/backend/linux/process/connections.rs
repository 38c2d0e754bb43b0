//! A process's connections: its socket descriptors, one row each. And the other way round: who has a socket.

use nix::errno::Errno;

use super::snapshot::Snapshot;
use super::sockets::socket_inode;
use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::model::net::Connection;
use crate::model::sockets::{SocketFd, SocketFilter};
use crate::port::LinuxKernel;
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    /// One row for each descriptor that is a socket that is wanted, in ascending order of the descriptors.
    ///
    /// The tables are those of the network namespace that the process is in now. They lack, and so does the
    /// answer, sockets of another namespace (the process moved, or was passed the descriptor), and Internet
    /// sockets that are neither bound nor connected; a TCP socket that is bound has to listen as well.
    pub(super) fn connections_of(
        &self,
        snapshot: &Snapshot<K>,
        wanted: SocketFilter,
    ) -> Result<Vec<Connection>> {
        let fds = match self.listed_sockets(snapshot) {
            Err(error) => self.must_have_none(snapshot, error).map(|()| Vec::new())?,
            Ok(fds) => fds,
        };
        let inodes = fds.iter().map(|each| each.number).collect();
        let sockets = self.sockets_by_inode(snapshot, wanted, inodes)?;
        let rows = fds.into_iter().filter_map(|SocketFd { fd, number }| {
            let socket = sockets.get(&number)?.clone()?;
            Some(Connection { fd: Some(fd), pid: Some(snapshot.pid), socket })
        });
        Ok(rows.collect())
    }

    /// The descriptors that are sockets, in ascending order, for somebody who asks every process: why there are none
    /// is not found out.
    pub(super) fn fds_of_sockets(&self, snapshot: &Snapshot<K>) -> Result<Vec<SocketFd>> {
        match self.listed_sockets(snapshot) {
            // A made-up process need not have descriptors.
            Err(Error::System(error)) if error.errno == Errno::ENOENT => Ok(Vec::new()),
            fds => fds,
        }
    }

    fn listed_sockets(&self, snapshot: &Snapshot<K>) -> Result<Vec<SocketFd>> {
        if self.procfs()? == Procfs::Files {
            return self.made_up_sockets(snapshot);
        }
        let mut fds = Vec::new();
        let read = self.kernel.fd_links(snapshot.file("fd"), |fd, link| {
            fds.extend(socket_inode(link).map(|number| SocketFd { fd, number }));
        });
        let is_one_gone = self.about(snapshot, read)?;
        if is_one_gone || !self.has_still(snapshot, &fds)? {
            return self.unless_ended(snapshot, fds);
        }
        Ok(fds)
    }

    /// Whether the last one is still there. All go at once when the process ends, and half of them is no answer.
    fn has_still(&self, snapshot: &Snapshot<K>, fds: &[SocketFd]) -> Result<bool> {
        let last = fds.last().map(|last| self.fd_link(snapshot, last.fd)).transpose()?;
        Ok(last.is_none_or(|link| link.is_some()))
    }

    fn made_up_sockets(&self, snapshot: &Snapshot<K>) -> Result<Vec<SocketFd>> {
        let mut fds = Vec::new();
        for fd in self.numbers_of_fds(snapshot)? {
            let link = self.fd_link(snapshot, fd)?.unwrap_or_default();
            fds.extend(socket_inode(&link).map(|number| SocketFd { fd, number }));
        }
        Ok(fds)
    }
}
