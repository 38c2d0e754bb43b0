//! The sockets of all processes: the `pcblist`s.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use psutil_parse::freebsd::xinpcb::{self, INP_IPV6, Xinpcb};
use psutil_parse::freebsd::xsocket::Xsocket;
use psutil_parse::freebsd::xtcpcb;
use psutil_parse::freebsd::xunpcb::{self, Xunpcb};

use crate::backend::bsd::net::status_of;
use crate::backend::freebsd::FreeBsd;
use crate::model::net::{Endpoint, Family, Protocol, Socket, SocketType};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

const TCP: &str = "net.inet.tcp.pcblist";
const UDP: &str = "net.inet.udp.pcblist";
const UNIX: [&str; 3] =
    ["net.local.stream.pcblist", "net.local.dgram.pcblist", "net.local.seqpacket.pcblist"];

const AF_INET6: i32 = 28;

/// A socket of a table, and where the kernel has it: 0 for one without, such as most in `TIME_WAIT`.
pub(in crate::backend::freebsd) struct Row {
    /// `xso_so`, by which the table of all files knows it.
    pub so: u64,
    /// `so_pcb`, by which the descriptors of a process know it.
    pub pcb: u64,
    pub socket: Socket,
}

impl<K: FreeBsdKernel> FreeBsd<K> {
    pub(super) fn sockets_here(&self, wanted: SocketFilter) -> Result<Vec<NumberedSocket>> {
        let rows = self.rows(wanted)?.into_iter();
        let numbered = rows.map(|row| NumberedSocket {
            number: Some(row.pcb).filter(|&pcb| pcb != 0),
            socket: row.socket,
        });
        Ok(numbered.collect())
    }

    /// All sockets that are wanted. A protocol that this kernel does not have has none.
    pub(in crate::backend::freebsd) fn rows(&self, wanted: SocketFilter) -> Result<Vec<Row>> {
        let both = [Family::Ipv4, Family::Ipv6];
        let is_wanted = |protocol| both.iter().any(|&family| wanted.includes(family, protocol));
        let mut rows = Vec::new();
        if is_wanted(Protocol::Tcp) {
            rows.extend(self.tcp()?);
        }
        if is_wanted(Protocol::Udp) {
            let read =
                |bytes: &[u8]| xinpcb::rows(bytes).map(|row| row.map(|it| udp(&it))).collect();
            rows.extend(self.table(UDP, read)?);
        }
        if wanted.includes(Family::Unix, Protocol::Default) {
            for name in UNIX {
                let read =
                    |bytes: &[u8]| xunpcb::rows(bytes).map(|row| row.map(|it| unix(&it))).collect();
                rows.extend(self.table(name, read)?);
            }
        }
        rows.retain(|Row { socket, .. }| {
            wanted.includes(socket.family, socket.protocol) && wanted.admits(socket)
        });
        Ok(rows)
    }

    /// All sockets of TCP.
    pub(in crate::backend::freebsd) fn tcp(&self) -> Result<Vec<Row>> {
        self.table(TCP, |bytes| {
            let rows = xtcpcb::rows(bytes);
            rows.map(|row| {
                let row = row?;
                let mut socket = inet(&row.xt_inp, Protocol::Tcp);
                socket.status = status_of(row.t_state);
                Ok(numbered(&row.xt_inp.xi_socket, socket))
            })
            .collect()
        })
    }

    fn table(
        &self,
        name: &str,
        read: impl FnOnce(&[u8]) -> psutil_parse::Result<Vec<Row>>,
    ) -> Result<Vec<Row>> {
        let bytes = self.table_if_there(name)?.unwrap_or_default();
        read(&bytes).map_err(|error| Error::kernel_data(name.into(), error))
    }
}

const fn numbered(raw: &Xsocket, socket: Socket) -> Row {
    Row { so: raw.xso_so, pcb: raw.so_pcb, socket }
}

fn udp(row: &Xinpcb) -> Row {
    numbered(&row.xi_socket, inet(row, Protocol::Udp))
}

fn inet(row: &Xinpcb, protocol: Protocol) -> Socket {
    let raw = &row.xi_socket;
    // One without a socket has no family but that of its addresses.
    let is_ipv6 = raw.xso_family == AF_INET6 || row.inp_vflag & INP_IPV6 != 0;
    let end = |end: SocketAddr| endpoint(if is_ipv6 { mapped(end) } else { end });
    Socket {
        family: if is_ipv6 { Family::Ipv6 } else { Family::Ipv4 },
        socket_type: if protocol == Protocol::Tcp { SocketType::Stream } else { SocketType::Dgram },
        protocol,
        laddr: end(row.local()),
        raddr: end(row.foreign()),
        status: None,
        uid: uid(raw),
    }
}

fn unix(row: &Xunpcb) -> Row {
    let raw = &row.xu_socket;
    let path = |path: Option<&[u8]>| path.map(|path| Endpoint::Unix(path.to_vec()));
    let socket = Socket {
        family: Family::Unix,
        socket_type: socket_type(raw.so_type.into()),
        protocol: Protocol::Default,
        laddr: path(row.local()),
        raddr: path(row.foreign()),
        status: None,
        uid: uid(raw),
    };
    Row { so: raw.xso_so, pcb: row.xu_unpp, socket }
}

/// Who opened it. One without a socket is nobody's any more.
fn uid(raw: &Xsocket) -> Option<u32> {
    (raw.xso_so != 0).then_some(raw.so_uid)
}

/// The address of a socket of IPv6 that is connected by IPv4, as that socket sees it.
fn mapped(end: SocketAddr) -> SocketAddr {
    match end.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => {
            SocketAddr::new(Ipv6Addr::UNSPECIFIED.into(), end.port())
        }
        IpAddr::V4(address) => SocketAddr::new(address.to_ipv6_mapped().into(), end.port()),
        IpAddr::V6(_) => end,
    }
}

/// Nothing only if address and port are both zero: who listens on every address does have one.
pub(in crate::backend::freebsd) fn endpoint(address: SocketAddr) -> Option<Endpoint> {
    let is_nothing = address.ip().is_unspecified() && address.port() == 0;
    (!is_nothing).then_some(Endpoint::Inet(address))
}

/// `SOCK_STREAM` and so on.
pub(in crate::backend::freebsd) const fn socket_type(number: i32) -> SocketType {
    match number {
        1 => SocketType::Stream,
        2 => SocketType::Dgram,
        5 => SocketType::Seqpacket,
        _ => SocketType::Other,
    }
}
