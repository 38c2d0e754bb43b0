//! The sockets of all processes: `net.inet.tcp.pcblist` and its kin of `sysctl(7)`.

use psutil_parse::bsd::sockaddr::{AF_INET, AF_INET6_OPENBSD_NETBSD, AF_UNIX, Sockaddr};
use psutil_parse::netbsd::kinfo_pcb::KinfoPcb;

use crate::Result;
use crate::backend::bsd::{net, sysctl};
use crate::backend::netbsd::{NetBsd, if_there, mib, structs};
use crate::model::net::{Endpoint, Family, Protocol, Socket, SocketType};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::port::{NetBsdKernel, Port};
use crate::sorted::Sorted;

/// A table of sockets.
struct Table {
    name: &'static str,
    family: Family,
    socket_type: SocketType,
    protocol: Protocol,
}

const fn inet(name: &'static str, family: Family, protocol: Protocol) -> Table {
    let socket_type = match protocol {
        Protocol::Udp => SocketType::Dgram,
        Protocol::Tcp | Protocol::Default => SocketType::Stream,
    };
    Table { name, family, socket_type, protocol }
}

const fn unix(name: &'static str, socket_type: SocketType) -> Table {
    Table { name, family: Family::Unix, socket_type, protocol: Protocol::Default }
}

const TABLES: [Table; 7] = [
    inet("net.inet.tcp.pcblist", Family::Ipv4, Protocol::Tcp),
    inet("net.inet6.tcp6.pcblist", Family::Ipv6, Protocol::Tcp),
    inet("net.inet.udp.pcblist", Family::Ipv4, Protocol::Udp),
    inet("net.inet6.udp6.pcblist", Family::Ipv6, Protocol::Udp),
    unix("net.local.stream.pcblist", SocketType::Stream),
    unix("net.local.seqpacket.pcblist", SocketType::Seqpacket),
    unix("net.local.dgram.pcblist", SocketType::Dgram),
];

impl<K: NetBsdKernel> NetBsd<K> {
    pub(super) fn sockets_here(&self, wanted: SocketFilter) -> Result<Vec<NumberedSocket>> {
        let mut sockets = Vec::new();
        for table in TABLES.iter().filter(|it| wanted.includes(it.family, it.protocol)) {
            // Without IPv6 there is no table of it.
            let Some(bytes) = if_there(self.pcblist(table))? else { continue };
            let rows: Vec<KinfoPcb> = structs(table.name, &bytes)?;
            let rows = rows.iter().filter(|row| row.ki_family == family_number(table.family));
            sockets.extend(rows.map(|row| numbered(table, row)));
        }
        sockets.retain(|each| wanted.admits(&each.socket));
        Ok(sockets)
    }

    /// The same by what descriptors know them by.
    pub(in crate::backend::netbsd) fn sockets_by_number(
        &self,
        wanted: SocketFilter,
    ) -> Result<Sorted<u64, Socket>> {
        let sockets = self.sockets_here(wanted)?.into_iter();
        Ok(sockets.filter_map(|each| Some((each.number?, each.socket))).collect())
    }

    fn pcblist(&self, table: &Table) -> Port<Vec<u8>> {
        let mut mib = self.kernel.mib(table.name)?;
        mib.extend(mib::SOCKETS);
        sysctl::table(&self.kernel, &mib)
    }
}

const fn family_number(family: Family) -> u32 {
    match family {
        Family::Ipv4 => AF_INET as u32,
        Family::Ipv6 => AF_INET6_OPENBSD_NETBSD as u32,
        Family::Unix => AF_UNIX as u32,
    }
}

/// One without an address of the kernel's is nobody's, or not for us to know whose.
fn numbered(table: &Table, row: &KinfoPcb) -> NumberedSocket {
    let is_tcp = table.protocol == Protocol::Tcp;
    let socket = Socket {
        family: table.family,
        socket_type: table.socket_type,
        protocol: table.protocol,
        laddr: row.src().and_then(endpoint),
        raddr: row.dst().and_then(endpoint),
        status: if is_tcp { net::status_of(row.ki_tstate) } else { None },
        uid: None,
    };
    NumberedSocket { number: Some(row.ki_sockaddr).filter(|number| *number != 0), socket }
}

/// `None` for one that is not bound to anything.
fn endpoint(address: Sockaddr<'_>) -> Option<Endpoint> {
    match address {
        Sockaddr::Inet(address) => {
            let is_bound = address.port() != 0 || !address.ip().is_unspecified();
            is_bound.then_some(Endpoint::Inet(address))
        }
        Sockaddr::Unix(path) => (!path.is_empty()).then(|| Endpoint::Unix(path.to_vec())),
        Sockaddr::Link { .. } | Sockaddr::Other(_) => None,
    }
}
