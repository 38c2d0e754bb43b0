//! A process's sockets: its descriptors name inodes, the tables of its network namespace say what those are.

use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap};
use std::net::SocketAddr;

use nix::errno::Errno;
use psutil_parse::linux::net_inet::{self, NetInet};
use psutil_parse::linux::net_unix::{self, NetUnix};
use psutil_parse::text;

use super::snapshot::Snapshot;
use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::model::net::{
    ConnectionKind, ConnectionStatus, Endpoint, Family, Protocol, Socket, SocketType,
};
use crate::port::{At, LinuxKernel};
use crate::{Error, Result};

/// The tables of Internet sockets. Those of Unix sockets come last, see [`Linux::sockets_by_inode`].
pub(in crate::backend::linux) const INET_TABLES: [(&str, Family, Protocol); 4] = [
    ("net/tcp", Family::Ipv4, Protocol::Tcp),
    ("net/tcp6", Family::Ipv6, Protocol::Tcp),
    ("net/udp", Family::Ipv4, Protocol::Udp),
    ("net/udp6", Family::Ipv6, Protocol::Udp),
];
pub(in crate::backend::linux) const UNIX_TABLE: &str = "net/unix";

impl<K: LinuxKernel> Linux<K> {
    /// What the sockets with these inodes are, as far as they are of this kind and of the network namespace that
    /// the process is in now.
    ///
    /// Only the tables of the kind are read, and none once all inodes are found. A table that is not there has
    /// no rows: without IPv6 there is no `tcp6`.
    pub(super) fn sockets_by_inode(
        &self,
        snapshot: &Snapshot<K>,
        kind: ConnectionKind,
        inodes: &HashSet<u64>,
    ) -> Result<HashMap<u64, Socket>> {
        let mut found = HashMap::new();
        if inodes.is_empty() {
            return Ok(found);
        }
        // By sock_diag the kernel tells more, but of our own network namespace only.
        let is_ours = self.shares_network(snapshot)?;
        for (name, family, protocol) in INET_TABLES {
            let wanted = kind.includes(family, protocol) && found.len() < inodes.len();
            if wanted && !(is_ours && self.take_known(family, protocol, inodes, &mut found)) {
                self.read_table(snapshot, name, |bytes| {
                    inet_sockets(bytes, protocol, inodes, &mut found)
                })?;
            }
        }
        // Last, because a program may choose a name that looks like a row: see net_unix. What is found stays.
        let (family, protocol) = (Family::Unix, Protocol::Default);
        let wanted = kind.includes(family, protocol) && found.len() < inodes.len();
        if wanted && !(is_ours && self.take_known(family, protocol, inodes, &mut found)) {
            self.read_table(snapshot, UNIX_TABLE, |bytes| {
                unix_sockets(bytes, inodes, &mut found);
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Whether the process is in the network namespace of this program.
    fn shares_network(&self, snapshot: &Snapshot<K>) -> Result<bool> {
        if self.procfs()? != Procfs::Own {
            return Ok(false);
        }
        let ours = self.kernel.read_link(At::Path(&self.proc_path("self/ns/net")));
        let its = self.kernel.read_link(snapshot.file("ns/net"));
        Ok(ours.is_ok() && ours.ok() == its.ok())
    }

    /// Takes over what `sock_diag` knows; `false` if it is not there.
    fn take_known(
        &self,
        family: Family,
        protocol: Protocol,
        inodes: &HashSet<u64>,
        found: &mut HashMap<u64, Socket>,
    ) -> bool {
        let Some(sockets) = self.diag_table(family, protocol) else { return false };
        let wanted = sockets.into_iter().filter(|each| inodes.contains(&each.inode));
        found.extend(wanted.map(|each| (each.inode, each.socket)));
        true
    }

    fn read_table(
        &self,
        snapshot: &Snapshot<K>,
        name: &str,
        parse: impl FnOnce(&[u8]) -> std::result::Result<(), String>,
    ) -> Result<()> {
        match self.kernel.read_to_end(snapshot.file(name), parse) {
            Err(error) if error.errno == Errno::ENOENT => Ok(()),
            read => self
                .about(snapshot, read)?
                .map_err(|reason| Error::KernelData { path: snapshot.path.join(name), reason }),
        }
    }
}

/// The inode of `socket:[INODE]`. None has the inode 0: rows with it are sockets without a descriptor.
pub(super) fn socket_inode(link: &[u8]) -> Option<u64> {
    let digits = link.strip_prefix(b"socket:[")?.strip_suffix(b"]")?;
    text::unsigned(digits).filter(|&inode| inode != 0)
}

fn inet_sockets(
    bytes: &[u8],
    protocol: Protocol,
    inodes: &HashSet<u64>,
    found: &mut HashMap<u64, Socket>,
) -> std::result::Result<(), String> {
    // The heading is line 1.
    for (line, row) in (2_u64..).zip(net_inet::rows(bytes)) {
        let row = row.map_err(|error| format!("line {line}: {error}"))?;
        if inodes.contains(&row.inode) {
            // A table is read in pieces, and a socket may move on meanwhile: the last row is the newest.
            found.insert(row.inode, inet_socket(&row, protocol));
        }
    }
    Ok(())
}

pub(in crate::backend::linux) fn inet_socket(row: &NetInet, protocol: Protocol) -> Socket {
    let is_tcp = protocol == Protocol::Tcp;
    Socket {
        family: if row.local_address.is_ipv4() { Family::Ipv4 } else { Family::Ipv6 },
        socket_type: if is_tcp { SocketType::Stream } else { SocketType::Dgram },
        protocol,
        laddr: endpoint(row.local_address),
        raddr: endpoint(row.rem_address),
        status: if is_tcp { status(row.st) } else { None },
        uid: Some(row.uid),
    }
}

/// Nothing only if address and port are both zero: who listens on every address does have one.
fn endpoint(address: SocketAddr) -> Option<Endpoint> {
    let is_nothing = address.ip().is_unspecified() && address.port() == 0;
    (!is_nothing).then_some(Endpoint::Inet(address))
}

/// `net/tcp_states.h`
fn status(st: u8) -> Option<ConnectionStatus> {
    Some(match st {
        1 => ConnectionStatus::Established,
        2 => ConnectionStatus::SynSent,
        3 | 12 => ConnectionStatus::SynRecv, // 12: TCP_NEW_SYN_RECV
        4 => ConnectionStatus::FinWait1,
        5 => ConnectionStatus::FinWait2,
        6 => ConnectionStatus::TimeWait,
        7 => ConnectionStatus::Close,
        8 => ConnectionStatus::CloseWait,
        9 => ConnectionStatus::LastAck,
        10 => ConnectionStatus::Listen,
        11 => ConnectionStatus::Closing,
        _ => return None,
    })
}

fn unix_sockets(bytes: &[u8], inodes: &HashSet<u64>, found: &mut HashMap<u64, Socket>) {
    let mut here: HashMap<u64, Socket> = HashMap::new();
    for row in net_unix::rows(bytes).filter(|row| inodes.contains(&row.inode)) {
        let socket = unix_socket(&row);
        match here.entry(row.inode) {
            Entry::Vacant(entry) => drop(entry.insert(socket)),
            // One of the two may be part of a name that looks like a row: it must not pass for the other.
            Entry::Occupied(mut known) if *known.get() != socket => known.get_mut().laddr = None,
            Entry::Occupied(_) => {}
        }
    }
    for (inode, socket) in here {
        found.entry(inode).or_insert(socket);
    }
}

pub(in crate::backend::linux) fn unix_socket(row: &NetUnix<'_>) -> Socket {
    Socket {
        family: Family::Unix,
        socket_type: socket_type(row.socket_type),
        protocol: Protocol::Default,
        laddr: row.path.map(|path| Endpoint::Unix(path.to_vec())),
        raddr: None,
        status: None,
        uid: None,
    }
}

/// `SOCK_STREAM` and so on.
pub(in crate::backend::linux) const fn socket_type(number: u32) -> SocketType {
    match number {
        1 => SocketType::Stream,
        2 => SocketType::Dgram,
        5 => SocketType::Seqpacket,
        _ => SocketType::Other,
    }
}
