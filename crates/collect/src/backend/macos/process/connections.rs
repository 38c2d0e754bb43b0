//! A process's connections: its descriptors that are sockets, one row each. And the other way round: who has a socket.

use super::snapshot::Snapshot;
use super::sockets;
use crate::Result;
use crate::backend::macos::MacOs;
use crate::model::net::Connection;
use crate::model::sockets::{SocketFd, SocketFilter};
use crate::port::MacOsKernel;

impl<K: MacOsKernel> MacOs<K> {
    /// One row for each descriptor that is a socket that is wanted, in ascending order of the descriptors.
    pub(super) fn connections_of(
        &self,
        snapshot: &Snapshot<K>,
        wanted: SocketFilter,
    ) -> Result<Vec<Connection>> {
        let rows = self.sockets_of(snapshot)?.into_iter().filter_map(|(fd, info)| {
            let socket = sockets::of_descriptor(&info)?;
            let is_wanted =
                wanted.includes(socket.family, socket.protocol) && wanted.admits(&socket);
            let row = Connection { fd: Some(fd), pid: Some(snapshot.pid()), socket };
            is_wanted.then_some(row)
        });
        Ok(rows.collect())
    }

    /// The descriptors that are sockets, in ascending order, by what the lists of all sockets know each by.
    pub(super) fn fds_of_sockets(&self, snapshot: &Snapshot<K>) -> Result<Vec<SocketFd>> {
        let sockets = self.sockets_of(snapshot)?.into_iter();
        Ok(sockets.map(|(fd, info)| SocketFd { fd, number: info.psi.soi_so }).collect())
    }
}
