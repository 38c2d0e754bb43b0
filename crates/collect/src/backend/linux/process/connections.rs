//! A process's connections: its socket descriptors, one row each. And the other way round: who has a socket.

use std::collections::{HashMap, HashSet};

use nix::errno::Errno;

use super::snapshot::Snapshot;
use super::sockets::socket_inode;
use crate::backend::linux::Linux;
use crate::model::net::{Connection, ConnectionKind};
use crate::model::process::Pid;
use crate::port::LinuxKernel;
use crate::{Error, Result};

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
        let sockets_here = self.socket_fds(snapshot)?;
        let inodes: HashSet<u64> = sockets_here.iter().map(|(_, inode)| *inode).collect();
        let sockets = self.sockets_by_inode(snapshot, kind, &inodes)?;
        let rows = sockets_here.into_iter().filter_map(|(fd, inode)| {
            let socket = sockets.get(&inode)?.clone();
            Some(Connection { fd: Some(fd), pid: Some(snapshot.pid), socket })
        });
        Ok(rows.collect())
    }

    /// The descriptors that are sockets, in ascending order, and the inodes of those.
    fn socket_fds(&self, snapshot: &Snapshot<K>) -> Result<Vec<(i32, u64)>> {
        let fds = self.numbers_of_fds(snapshot)?;
        let fds = self.each_fd(snapshot, &fds, |fd| {
            let link = self.fd_link(snapshot, fd)?;
            Ok(link.map(|link| socket_inode(&link).map(|inode| (fd, inode))))
        })?;
        Ok(fds.into_iter().flatten().collect())
    }

    /// Who has these sockets, as far as this user may know: every descriptor of every process, in ascending order.
    ///
    /// Each process is looked at through its directory held open, so that no descriptor is ascribed to another
    /// that gets its number. Those that vanish or may not be looked at have none.
    pub(in crate::backend::linux) fn owners_of(
        &self,
        inodes: &HashSet<u64>,
    ) -> Result<HashMap<u64, Vec<(Pid, i32)>>> {
        let mut owners: HashMap<u64, Vec<(Pid, i32)>> = HashMap::new();
        if inodes.is_empty() {
            return Ok(owners);
        }
        for pid in self.numbers()? {
            let sockets = match self.enter(pid).and_then(|snapshot| self.socket_fds(&snapshot)) {
                Err(Error::NoSuchProcess { .. } | Error::AccessDenied { .. }) => continue,
                // A made-up process need not have descriptors.
                Err(Error::System(error)) if error.errno == Errno::ENOENT => continue,
                sockets => sockets?,
            };
            for (fd, inode) in sockets.into_iter().filter(|(_, inode)| inodes.contains(inode)) {
                owners.entry(inode).or_default().push((pid, fd));
            }
        }
        Ok(owners)
    }
}
