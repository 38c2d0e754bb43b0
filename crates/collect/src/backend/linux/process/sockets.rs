//! A process's sockets: its descriptors name inodes, the tables of its network namespace say what those are.

use std::net::SocketAddr;

use nix::errno::Errno;
use psutil_parse::linux::net_inet::{self, NetInet};
use psutil_parse::linux::net_unix::{self, NetUnix};
use psutil_parse::text;

use super::snapshot::Snapshot;
use crate::backend::linux::Linux;
use crate::backend::linux::net::Diag;
use crate::backend::linux::procfs::Procfs;
use crate::model::net::{ConnectionStatus, Endpoint, Family, Protocol, Socket, SocketType};
use crate::model::sockets::{NumberedSocket, SocketFilter, Statuses};
use crate::port::{At, LinuxKernel};
use crate::sorted::Sorted;
use crate::{Error, Result, order};

/// A table of sockets.
pub(in crate::backend::linux) struct Table {
    /// Its file in the directory of a process.
    file: &'static str,
    pub(in crate::backend::linux) family: Family,
    pub(in crate::backend::linux) protocol: Protocol,
}

impl Table {
    /// All tables. That of Unix sockets is the last, see [`Linux::sockets_by_inode`].
    pub(in crate::backend::linux) const ALL: [Self; 5] = [
        Self { file: "net/tcp", family: Family::Ipv4, protocol: Protocol::Tcp },
        Self { file: "net/tcp6", family: Family::Ipv6, protocol: Protocol::Tcp },
        Self { file: "net/udp", family: Family::Ipv4, protocol: Protocol::Udp },
        Self { file: "net/udp6", family: Family::Ipv6, protocol: Protocol::Udp },
        Self { file: "net/unix", family: Family::Unix, protocol: Protocol::Default },
    ];

    /// Its file among those of the network.
    pub(in crate::backend::linux) fn name(&self) -> &'static str {
        self.file.strip_prefix("net/").unwrap_or(self.file)
    }

    /// Whether it may have sockets that are wanted.
    pub(in crate::backend::linux) fn is_of(&self, wanted: SocketFilter) -> bool {
        wanted.includes(self.family, self.protocol)
    }
}

/// A socket of a table by its inode; 0 is that of one without any.
pub(in crate::backend::linux) fn numbered(inode: u64, socket: Socket) -> NumberedSocket {
    NumberedSocket { number: Some(inode).filter(|&inode| inode != 0), socket }
}

/// Sockets that are looked for, by their inodes; `None` as long as one has not been found.
pub(super) type Sockets = Sorted<u64, Option<Socket>>;

impl<K: LinuxKernel> Linux<K> {
    /// What the sockets with these inodes are, as far as they are wanted and of the network namespace that the process
    /// is in now.
    ///
    /// Only the tables of these are read, and none once all inodes are found. A table that is not there has
    /// no rows: without IPv6 there is no `tcp6`.
    pub(super) fn sockets_by_inode(
        &self,
        snapshot: &Snapshot<K>,
        wanted: SocketFilter,
        mut inodes: Vec<u64>,
    ) -> Result<Sockets> {
        order::sort(&mut inodes);
        let mut sockets: Sockets = inodes.into_iter().map(|inode| (inode, None)).collect();
        if sockets.is_empty() {
            return Ok(sockets);
        }
        let mut left: Vec<_> = Table::ALL.iter().filter(|table| table.is_of(wanted)).collect();
        // By sock_diag the kernel tells more, but of our own network namespace only.
        if self.shares_network(snapshot)? {
            left = self.take_known(left, wanted, &mut sockets);
        }
        for table in left {
            if sockets.values().all(Option::is_some) {
                break;
            }
            self.read_table(snapshot, table.file, |bytes| match table.family {
                Family::Ipv4 | Family::Ipv6 => inet_sockets(bytes, table.protocol, &mut sockets),
                // Last, because a program may choose a name that looks like a row: see net_unix. What is found stays.
                Family::Unix => {
                    unix_sockets(bytes, &mut sockets);
                    Ok(())
                }
            })?;
        }
        for socket in sockets.values_mut() {
            socket.take_if(|socket| !wanted.admits(socket));
        }
        Ok(sockets)
    }

    /// Takes over what `sock_diag` knows; which tables it does not have.
    ///
    /// The last table first: that of Unix sockets takes a tenth of those of TCP, which the kernel keeps in as many
    /// places as there may ever be connections, and many a program has no others.
    fn take_known<'t>(
        &self,
        tables: Vec<&'t Table>,
        wanted: SocketFilter,
        sockets: &mut Sockets,
    ) -> Vec<&'t Table> {
        let mut diag = Diag::new(&self.kernel, wanted);
        let mut left = Vec::new();
        for table in tables.into_iter().rev() {
            if sockets.values().all(Option::is_some) {
                break;
            }
            match diag.table(table.family, table.protocol) {
                Some(known) => {
                    for NumberedSocket { number, socket } in known {
                        put(sockets, number, socket);
                    }
                }
                None => left.insert(0, table),
            }
        }
        left
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
                .map_err(|reason| Error::senseless(snapshot.path.join(name), reason)),
        }
    }
}

/// The inode of `socket:[INODE]`. None has the inode 0: rows with it are sockets without a descriptor.
pub(super) fn socket_inode(link: &[u8]) -> Option<u64> {
    let digits = link.strip_prefix(b"socket:[")?.strip_suffix(b"]")?;
    text::unsigned(digits).filter(|&inode| inode != 0)
}

/// Keeps a socket if it is looked for.
fn put(sockets: &mut Sockets, inode: Option<u64>, socket: Socket) {
    if let Some(place) = inode.and_then(|inode| sockets.get_mut(&inode)) {
        *place = Some(socket);
    }
}

fn inet_sockets(
    bytes: &[u8],
    protocol: Protocol,
    sockets: &mut Sockets,
) -> std::result::Result<(), String> {
    // The heading is line 1.
    for (line, row) in (2_u64..).zip(net_inet::rows(bytes)) {
        let row = row.map_err(|error| format!("line {line}: {error}"))?;
        // A table is read in pieces, and a socket may move on meanwhile: the last row is the newest.
        if sockets.contains_key(&row.inode) {
            put(sockets, Some(row.inode), inet_socket(&row, protocol));
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

/// The states by number, from 1: `net/tcp_states.h`. What follows is no state of a connection.
const STATES: [ConnectionStatus; 12] = [
    ConnectionStatus::Established,
    ConnectionStatus::SynSent,
    ConnectionStatus::SynRecv,
    ConnectionStatus::FinWait1,
    ConnectionStatus::FinWait2,
    ConnectionStatus::TimeWait,
    ConnectionStatus::Close,
    ConnectionStatus::CloseWait,
    ConnectionStatus::LastAck,
    ConnectionStatus::Listen,
    ConnectionStatus::Closing,
    ConnectionStatus::SynRecv, // TCP_NEW_SYN_RECV
];

fn status(st: u8) -> Option<ConnectionStatus> {
    STATES.get(usize::from(st.checked_sub(1)?)).copied()
}

/// A bit for each number of the states that are wanted; of all if any is. Never 13: a socket that is bound and neither
/// listens nor is connected, which Linux 6.8 lists when asked for it.
pub(in crate::backend::linux) fn state_bits(wanted: Option<Statuses>) -> u32 {
    let states = (1_u32..).zip(STATES);
    let wanted = states.filter(|(_, status)| wanted.is_none_or(|wanted| wanted.has(*status)));
    wanted.fold(0, |bits, (number, _)| bits | 1 << number)
}

fn unix_sockets(bytes: &[u8], sockets: &mut Sockets) {
    let is_looked_for = |row: &NetUnix<'_>| matches!(sockets.get(&row.inode), Some(None));
    let rows = net_unix::rows(bytes).filter(is_looked_for);
    let mut here: Vec<_> = rows.map(|row| (row.inode, unix_socket(&row))).collect();
    order::sort_by_key(&mut here, |(inode, _)| *inode);
    for same in here.chunk_by(|(one, _), (other, _)| one == other) {
        let [(inode, first), others @ ..] = same else { continue };
        let mut socket = first.clone();
        // One of two may be part of a name that looks like a row: it must not pass for the other.
        if others.iter().any(|(_, other)| other != first) {
            socket.laddr = None;
        }
        put(sockets, Some(*inode), socket);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_numbers_of_states() {
        assert_eq!(status(0), None);
        assert_eq!(status(1), Some(ConnectionStatus::Established));
        assert_eq!(status(10), Some(ConnectionStatus::Listen));
        assert_eq!((status(3), status(12)), (status(12), Some(ConnectionStatus::SynRecv)));
        assert_eq!((status(13), status(255)), (None, None));
    }

    #[test]
    fn only_the_states_that_are_wanted_are_asked_for() {
        let bits = |statuses: &[ConnectionStatus]| {
            state_bits(Some(statuses.iter().copied().collect::<Statuses>()))
        };
        assert_eq!(state_bits(None), 0x1FFE);
        assert_eq!(bits(&ConnectionStatus::ALL), 0x1FFE);
        assert_eq!(bits(&[ConnectionStatus::Listen]), 1 << 10);
        assert_eq!(bits(&[ConnectionStatus::SynRecv]), 1 << 3 | 1 << 12);
        assert_eq!(bits(&[]), 0);
    }
}
