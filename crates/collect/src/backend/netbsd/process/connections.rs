//! A process's connections: its descriptors that are sockets, joined with the tables of sockets.
//!
//! Both know a socket by its address in the kernel, or by a number made of that.

use psutil_parse::netbsd::kinfo_file::DTYPE_SOCKET;

use super::snapshot::Snapshot;
use crate::backend::bsd::visit;
use crate::backend::netbsd::NetBsd;
use crate::model::net::Connection;
use crate::model::sockets::{SocketFd, SocketFilter};
use crate::port::NetBsdKernel;
use crate::{Error, Result};

impl<K: NetBsdKernel> NetBsd<K> {
    /// One row for each descriptor that is a socket that is wanted, in ascending order of the descriptors.
    pub(super) fn connections_of(
        &self,
        snapshot: &Snapshot<K>,
        wanted: SocketFilter,
    ) -> Result<Vec<Connection>> {
        let fds = self.fds_of_sockets(snapshot)?;
        if fds.is_empty() {
            return Ok(Vec::new());
        }
        // The kernel's addresses of its sockets are those of others when it has ended.
        let sockets = visit::bound(self, snapshot.target, |_| self.sockets_by_number(wanted));
        let sockets = match sockets {
            Err(Error::ZombieProcess { .. }) => return Ok(Vec::new()),
            sockets => sockets?,
        };
        let rows = fds.into_iter().filter_map(|SocketFd { fd, number }| {
            let socket = sockets.get(&number)?.clone();
            Some(Connection { fd: Some(fd), pid: Some(snapshot.target.pid), socket })
        });
        Ok(rows.collect())
    }

    /// The descriptors that are sockets, in ascending order.
    pub(super) fn fds_of_sockets(&self, snapshot: &Snapshot<K>) -> Result<Vec<SocketFd>> {
        let files = self.files(snapshot)?.iter();
        let sockets: Vec<_> = files.filter(|file| file.ki_ftype == DTYPE_SOCKET).collect();
        let known = sockets.iter().filter(|file| file.ki_fdata != 0);
        let fds: Vec<_> =
            known.map(|file| SocketFd { fd: file.ki_fd, number: file.ki_fdata }).collect();
        if fds.is_empty() && !sockets.is_empty() {
            let what = "the kernel does not say which sockets its descriptors are".into();
            return Err(Error::AccessDenied { pid: Some(snapshot.target.pid), what });
        }
        Ok(fds)
    }
}
