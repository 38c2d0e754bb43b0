//! A process's connections: its socket descriptors, one row each.

use std::collections::HashSet;

use super::snapshot::Snapshot;
use super::sockets::socket_inode;
use crate::Result;
use crate::backend::linux::Linux;
use crate::model::net::{Connection, ConnectionKind};
use crate::port::LinuxKernel;

impl<K: LinuxKernel> Linux<K> {
    /// One row for each descriptor that is a socket of this kind, in ascending order of the descriptors.
    ///
    /// The tables are those of the network namespace that the process is in now. They lack, and so does the
    /// answer, sockets of another namespace (the process moved, or was passed the descriptor), and Internet
    /// sockets that are neither bound nor connected; a TCP socket that is bound has to listen as well.
    pub(super) fn connections_of(
        &self,
        snapshot: &Snapshot<K>,
        kind: ConnectionKind,
    ) -> Result<Vec<Connection>> {
        let fds = self.numbers_of_fds(snapshot)?;
        let fds = self.each_fd(snapshot, &fds, |fd| {
            let link = self.fd_link(snapshot, fd)?;
            Ok(link.map(|link| socket_inode(&link).map(|inode| (fd, inode))))
        })?;
        let sockets_here: Vec<(i32, u64)> = fds.into_iter().flatten().collect();
        let inodes: HashSet<u64> = sockets_here.iter().map(|(_, inode)| *inode).collect();
        let sockets = self.sockets_by_inode(snapshot, kind, &inodes)?;
        let rows = sockets_here.into_iter().filter_map(|(fd, inode)| {
            let socket = sockets.get(&inode)?.clone();
            Some(Connection { fd: Some(fd), pid: Some(snapshot.pid), socket })
        });
        Ok(rows.collect())
    }
}
