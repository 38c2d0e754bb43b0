//! A process's connections: its socket descriptors, one row each.

use std::collections::HashSet;

use super::snapshot::Snapshot;
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
    #[cfg_attr(not(test), expect(dead_code, reason = "no collector asks for it yet"))]
    pub(super) fn connections_of(
        &self,
        snapshot: &Snapshot<K>,
        kind: ConnectionKind,
    ) -> Result<Vec<Connection>> {
        let fds = self.socket_fds(snapshot)?;
        let inodes: HashSet<u64> = fds.iter().map(|socket| socket.inode).collect();
        let sockets = self.sockets_by_inode(snapshot, kind, &inodes)?;
        // Descriptors vanish one by one when a process ends: half of them is no answer.
        let lives = self.kernel.file_status(snapshot.file("."));
        self.about(snapshot, lives)?;
        let rows = fds.into_iter().filter_map(|socket| {
            let known = sockets.get(&socket.inode)?;
            Some(Connection::of(snapshot.pid, socket.fd, known.clone()))
        });
        Ok(rows.collect())
    }
}
