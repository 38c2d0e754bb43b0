//! A process's connections: its socket descriptors, one row each. And the other way round: who has a socket.

use std::collections::HashMap;

use psutil_parse::bsd::sockaddr::{AF_INET, AF_INET6_FREEBSD, AF_UNIX, Sockaddr};
use psutil_parse::freebsd::kf_sock::KfSock;
use psutil_parse::freebsd::kinfo_file::KfUn;

use super::fds::Descriptor;
use super::snapshot::Snapshot;
use crate::backend::bsd::visit;
use crate::backend::freebsd::FreeBsd;
use crate::backend::freebsd::net::{endpoint, socket_type};
use crate::model::net::{Connection, Endpoint, Family, Protocol, Socket};
use crate::model::sockets::{SocketFd, SocketFilter};
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

/// What only the table of TCP says of its sockets, by their `so_pcb`.
pub(super) type Tcp = HashMap<u64, Socket>;

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// One row for each descriptor that is a socket that is wanted, in ascending order of the descriptors.
    pub(super) fn connections_of(
        &self,
        snapshot: &Snapshot<K>,
        wanted: SocketFilter,
    ) -> Result<Vec<Connection>> {
        let descriptors = match self.descriptors(snapshot) {
            Err(denied @ Error::AccessDenied { .. }) => {
                return visit::bound(self, snapshot.target(), |_| {
                    self.connections_in_tables(snapshot, wanted).map_err(|_| denied)
                });
            }
            descriptors => descriptors?,
        };
        let families = [Family::Ipv4, Family::Ipv6];
        let is_tcp_wanted = families.iter().any(|&it| wanted.includes(it, Protocol::Tcp));
        let tcp = if is_tcp_wanted { self.tcp_for(snapshot, &descriptors)? } else { Tcp::new() };
        let rows = descriptors.iter().filter_map(|it| {
            let KfUn::Sock(sock) = it.un else { return None };
            let socket = socket(&sock, &tcp)?;
            let is_wanted =
                wanted.includes(socket.family, socket.protocol) && wanted.admits(&socket);
            let (fd, pid) = (Some(it.raw.kf_fd), Some(snapshot.pid()));
            is_wanted.then_some(Connection { fd, pid, socket })
        });
        Ok(rows.collect())
    }

    /// The same by the table of all files, for those who may not see the descriptors.
    fn connections_in_tables(
        &self,
        snapshot: &Snapshot<K>,
        wanted: SocketFilter,
    ) -> Result<Vec<Connection>> {
        let mut owned = self.owned_sockets()?;
        owned.retain(|it| it.pid == snapshot.pid());
        let rows = self.rows(wanted)?;
        let sockets: HashMap<u64, Socket> = rows.into_iter().map(|it| (it.so, it.socket)).collect();
        let found = owned.into_iter().filter_map(|it| {
            let socket = sockets.get(&it.so)?.clone();
            Some(Connection { fd: Some(it.fd), pid: Some(it.pid), socket })
        });
        Ok(found.collect())
    }

    /// The descriptors that are sockets, in ascending order.
    pub(super) fn fds_of_sockets(&self, snapshot: &Snapshot<K>) -> Result<Vec<SocketFd>> {
        match self.descriptors(snapshot) {
            Err(denied @ Error::AccessDenied { .. }) => {
                let target = snapshot.target();
                let known = visit::bound(self, target, |_| self.known_sockets(target))?;
                known.ok_or(denied)
            }
            descriptors => Ok(descriptors?.iter().filter_map(socket_fd).collect()),
        }
    }

    /// The table of TCP, if there is a socket of it among these. The kernel's addresses of its sockets are those of others
    /// when the process has ended.
    pub(super) fn tcp_for(
        &self,
        snapshot: &Snapshot<K>,
        descriptors: &[Descriptor],
    ) -> Result<Tcp> {
        let is_tcp = |it: &Descriptor| match &it.un {
            KfUn::Sock(sock) => matches!(kind(sock), Some((_, Protocol::Tcp))),
            _ => false,
        };
        if !descriptors.iter().any(is_tcp) {
            return Ok(Tcp::new());
        }
        let rows = visit::bound(self, snapshot.target(), |_| self.tcp())?
            .into_iter()
            .filter(|row| row.pcb != 0);
        Ok(rows.map(|row| (row.pcb, row.socket)).collect())
    }
}

fn socket_fd(it: &Descriptor) -> Option<SocketFd> {
    let KfUn::Sock(sock) = it.un else { return None };
    let number = Some(sock.kf_sock_pcb).filter(|&pcb| pcb != 0)?;
    Some(SocketFd { fd: it.raw.kf_fd, number })
}

/// The family and protocol; `None` of what nobody asks for.
fn kind(sock: &KfSock) -> Option<(Family, Protocol)> {
    let family = match u8::try_from(sock.kf_sock_domain0).ok()? {
        AF_UNIX => return Some((Family::Unix, Protocol::Default)),
        AF_INET => Family::Ipv4,
        AF_INET6_FREEBSD => Family::Ipv6,
        _ => return None,
    };
    let mut protocols = [Protocol::Tcp, Protocol::Udp].into_iter();
    let protocol = protocols.find(|it| it.number() == sock.kf_sock_protocol0)?;
    Some((family, protocol))
}

/// The socket behind a descriptor. One of TCP that is of another network than ours, or has just been closed, is not in
/// the table: its state is not known.
pub(super) fn socket(sock: &KfSock, tcp: &Tcp) -> Option<Socket> {
    let (family, protocol) = kind(sock)?;
    let in_table = tcp.get(&sock.kf_sock_pcb).filter(|_| protocol == Protocol::Tcp);
    Some(Socket {
        family,
        socket_type: socket_type(sock.kf_sock_type0),
        protocol,
        laddr: sock.local().and_then(address),
        raddr: sock.peer().and_then(address),
        status: in_table.and_then(|socket| socket.status),
        uid: in_table.and_then(|socket| socket.uid),
    })
}

fn address(address: Sockaddr<'_>) -> Option<Endpoint> {
    match address {
        Sockaddr::Inet(address) => endpoint(address),
        Sockaddr::Unix(path) if !path.is_empty() => Some(Endpoint::Unix(path.to_vec())),
        _ => None,
    }
}
