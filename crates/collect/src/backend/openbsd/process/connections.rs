//! A process's connections: its socket descriptors, one row each.

use psutil_parse::openbsd::kinfo_file::dtype;

use super::snapshot::Snapshot;
use crate::Result;
use crate::backend::openbsd::OpenBsd;
use crate::backend::openbsd::net::sockets;
use crate::model::net::Connection;
use crate::model::sockets::{SocketFd, SocketFilter};
use crate::port::OpenBsdKernel;

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// One row for each descriptor that is a socket that is wanted, in ascending order of the descriptors.
    pub(super) fn connections_of(
        &self,
        snapshot: &Snapshot<K>,
        wanted: SocketFilter,
    ) -> Result<Vec<Connection>> {
        let rows = self.files(snapshot)?.iter().filter_map(|file| {
            let socket =
                sockets::socket(file).filter(|socket| sockets::is_wanted(socket, wanted))?;
            Some(Connection { fd: Some(file.fd_fd), pid: Some(snapshot.target().pid), socket })
        });
        Ok(rows.collect())
    }

    /// The descriptors that are sockets, in ascending order.
    pub(super) fn fds_of_sockets(&self, snapshot: &Snapshot<K>) -> Result<Vec<SocketFd>> {
        let files = self.files(snapshot)?.iter().filter(|file| file.f_type == dtype::DTYPE_SOCKET);
        let fds = files.map(|file| {
            let number = sockets::number(snapshot.target().pid.cast_unsigned(), file.fd_fd);
            SocketFd { fd: file.fd_fd, number }
        });
        Ok(fds.collect())
    }
}
