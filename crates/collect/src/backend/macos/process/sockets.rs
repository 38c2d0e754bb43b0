//! Sockets: what `socket_info` of a descriptor, and the records of the lists of all sockets, have in common.

use std::net::SocketAddr;

use psutil_parse::bsd::sockaddr::{AF_INET, AF_INET6_MACOS, AF_UNIX};
use psutil_parse::macos::socket_fdinfo::SocketFdinfo;
use psutil_parse::macos::un_sockinfo::UnSockinfo;

use crate::backend::bsd::net;
use crate::model::net::{Endpoint, Family, Protocol, Socket, SocketType};

/// `IPPROTO_TCP` and `IPPROTO_UDP` of `netinet/in.h`.
const TCP: i32 = 6;
const UDP: i32 = 17;

/// The family and protocol of a socket, if it is of those that are told of.
pub(in crate::backend::macos) fn kind(family: i32, protocol: i32) -> Option<(Family, Protocol)> {
    let family = match u8::try_from(family).ok()? {
        AF_UNIX => return Some((Family::Unix, Protocol::Default)),
        AF_INET => Family::Ipv4,
        AF_INET6_MACOS => Family::Ipv6,
        _ => return None,
    };
    match protocol {
        TCP => Some((family, Protocol::Tcp)),
        UDP => Some((family, Protocol::Udp)),
        _ => None,
    }
}

/// A socket of TCP or UDP; the state is that of TCP.
pub(in crate::backend::macos) fn inet(
    (family, protocol): (Family, Protocol),
    ends: (SocketAddr, SocketAddr),
    state: Option<i32>,
    uid: Option<u32>,
) -> Socket {
    let (local, foreign) = ends;
    let is_tcp = protocol == Protocol::Tcp;
    Socket {
        family,
        socket_type: if is_tcp { SocketType::Stream } else { SocketType::Dgram },
        protocol,
        laddr: endpoint(local),
        raddr: endpoint(foreign),
        status: state.filter(|_| is_tcp).and_then(net::status_of),
        uid,
    }
}

/// A Unix socket.
pub(in crate::backend::macos) fn unix(
    socket_type: i32,
    local: Option<&[u8]>,
    foreign: Option<&[u8]>,
    uid: Option<u32>,
) -> Socket {
    let end = |path: Option<&[u8]>| path.map(|path| Endpoint::Unix(path.to_vec()));
    Socket {
        family: Family::Unix,
        socket_type: type_of(socket_type),
        protocol: Protocol::Default,
        laddr: end(local),
        raddr: end(foreign),
        status: None,
        uid,
    }
}

/// The socket of a descriptor; `None` if it is none of TCP, UDP or Unix.
pub(in crate::backend::macos) fn of_descriptor(info: &SocketFdinfo) -> Option<Socket> {
    let socket = &info.psi;
    let kind = kind(socket.soi_family, socket.soi_protocol)?;
    // As all of `soi_stat`, it is only there if the kernel filled it.
    let status = &socket.soi_stat;
    let uid = (status.vst_mode != 0).then_some(status.vst_uid);
    if kind.0 == Family::Unix {
        let ends = socket.pri_un();
        let local = ends.as_ref().and_then(UnSockinfo::local);
        let foreign = ends.as_ref().and_then(UnSockinfo::foreign);
        return Some(unix(socket.soi_type, local, foreign, uid));
    }
    // One that the protocol has given up already has no ends any more.
    let ends = socket.pri_in()?;
    let ends = (ends.local(socket.soi_family), ends.foreign(socket.soi_family));
    Some(inet(kind, ends, socket.pri_tcp().map(|tcp| tcp.tcpsi_state), uid))
}

/// Nothing only if address and port are both zero: who listens on every address does have one.
fn endpoint(address: SocketAddr) -> Option<Endpoint> {
    let is_nothing = address.ip().is_unspecified() && address.port() == 0;
    (!is_nothing).then_some(Endpoint::Inet(address))
}

/// `SOCK_STREAM` and so on.
const fn type_of(number: i32) -> SocketType {
    match number {
        1 => SocketType::Stream,
        2 => SocketType::Dgram,
        5 => SocketType::Seqpacket,
        _ => SocketType::Other,
    }
}
