//! Sockets and connections, network interfaces and what went through them.

use std::net::{IpAddr, SocketAddr};

use super::field::Field;
use super::process::Pid;
use crate::availability::{EVERYWHERE, declare_features};

declare_features! {
    NET_IO_COUNTERS = "netIoCounters" on EVERYWHERE;
    PERNIC_NET_IO_COUNTERS = "pernicNetIoCounters" on EVERYWHERE;
    NET_CONNECTIONS = "netConnections" on EVERYWHERE;
    NET_IF_ADDRS = "netIfAddrs" on EVERYWHERE;
    NET_IF_STATS = "netIfStats" on EVERYWHERE;
}

/// Which connections are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionKind {
    /// All of them.
    All,
    /// TCP and UDP.
    Inet,
    /// TCP and UDP over IPv4.
    Inet4,
    /// TCP and UDP over IPv6.
    Inet6,
    /// TCP.
    Tcp,
    /// TCP over IPv4.
    Tcp4,
    /// TCP over IPv6.
    Tcp6,
    /// UDP.
    Udp,
    /// UDP over IPv4.
    Udp4,
    /// UDP over IPv6.
    Udp6,
    /// Unix sockets of all types.
    Unix,
}

impl ConnectionKind {
    /// All kinds, in the order of the documentation.
    pub const ALL: [Self; 11] = [
        Self::All,
        Self::Inet,
        Self::Inet4,
        Self::Inet6,
        Self::Tcp,
        Self::Tcp4,
        Self::Tcp6,
        Self::Udp,
        Self::Udp4,
        Self::Udp6,
        Self::Unix,
    ];

    /// Whether sockets of this family and protocol are asked for.
    pub const fn includes(self, family: Family, protocol: Protocol) -> bool {
        use {Family as F, Protocol as P};
        match self {
            Self::All => true,
            Self::Inet => matches!(family, F::Ipv4 | F::Ipv6),
            Self::Inet4 => matches!(family, F::Ipv4),
            Self::Inet6 => matches!(family, F::Ipv6),
            Self::Tcp => matches!(protocol, P::Tcp),
            Self::Tcp4 => matches!((family, protocol), (F::Ipv4, P::Tcp)),
            Self::Tcp6 => matches!((family, protocol), (F::Ipv6, P::Tcp)),
            Self::Udp => matches!(protocol, P::Udp),
            Self::Udp4 => matches!((family, protocol), (F::Ipv4, P::Udp)),
            Self::Udp6 => matches!((family, protocol), (F::Ipv6, P::Udp)),
            Self::Unix => matches!(family, F::Unix),
        }
    }
}

/// The family of a socket's addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// IPv4.
    Ipv4,
    /// IPv6, also where it carries IPv4.
    Ipv6,
    /// Unix sockets.
    Unix,
}

/// The type of a socket, the second argument of `socket(2)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SocketType {
    /// A stream of bytes, `SOCK_STREAM`.
    Stream,
    /// Datagrams, `SOCK_DGRAM`.
    Dgram,
    /// A stream of packets, `SOCK_SEQPACKET`.
    Seqpacket,
    /// One that this library does not know.
    Other,
}

/// The protocol of a socket, the third argument of `socket(2)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// The family's only one: Unix sockets.
    Default,
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
}

impl Protocol {
    /// The number that `socket(2)` takes, `IPPROTO_TCP` and so on.
    pub const fn number(self) -> i32 {
        match self {
            Self::Default => 0,
            Self::Tcp => 6,
            Self::Udp => 17,
        }
    }
}

/// The state of a TCP connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum ConnectionStatus {
    Established,
    SynSent,
    SynRecv,
    FinWait1,
    FinWait2,
    TimeWait,
    Close,
    CloseWait,
    LastAck,
    Listen,
    Closing,
}

impl ConnectionStatus {
    /// All states, in the order of the kernel's numbers.
    pub const ALL: [Self; 11] = [
        Self::Established,
        Self::SynSent,
        Self::SynRecv,
        Self::FinWait1,
        Self::FinWait2,
        Self::TimeWait,
        Self::Close,
        Self::CloseWait,
        Self::LastAck,
        Self::Listen,
        Self::Closing,
    ];
}

/// One end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// An IP address and a port. A scope of IPv6 is not known.
    Inet(SocketAddr),
    /// The path of a Unix socket, which need not be UTF-8. An abstract name begins with `@`, and its NULs are
    /// `@` too.
    Unix(Vec<u8>),
}

/// A socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Socket {
    /// Its family.
    pub family: Family,
    /// Its type.
    pub socket_type: SocketType,
    /// Its protocol.
    pub protocol: Protocol,
    /// Its own end; `None` if it is not bound to anything.
    pub laddr: Option<Endpoint>,
    /// The other end; `None` if it is not connected. Of a Unix socket what the other end is bound to; `None` also
    /// where the kernel does not say (`/proc/net/unix`).
    pub raddr: Option<Endpoint>,
    /// The state of TCP; `None` of all else, and of a state that this library does not know.
    pub status: Option<ConnectionStatus>,
    /// The user who opened it; `None` where the kernel does not say (`/proc/net/unix`).
    pub uid: Option<u32>,
}

/// A socket and the descriptor that a process has of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The descriptor; `None` if no process is known to have one.
    pub fd: Option<i32>,
    /// The process; `None` if none is known to have it.
    pub pid: Option<Pid>,
    /// The socket.
    pub socket: Socket,
}

/// What went through an interface since it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NetIoCounters {
    /// Bytes sent.
    pub bytes_sent: u64,
    /// Bytes received.
    pub bytes_recv: u64,
    /// Packets sent.
    pub packets_sent: u64,
    /// Packets received.
    pub packets_recv: u64,
    /// Errors while receiving.
    pub errin: u64,
    /// Errors while sending.
    pub errout: u64,
    /// Packets received and dropped.
    pub dropin: u64,
    /// Packets dropped instead of sent.
    pub dropout: Field<u64>,
}

/// The family of an interface's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressFamily {
    /// IPv4.
    Ipv4,
    /// IPv6.
    Ipv6,
    /// The hardware.
    Link,
}

/// An address of an interface, or one that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InterfaceAddress {
    /// An IP address, and the name of the interface that it is local to.
    Ip(IpAddr, Option<Vec<u8>>),
    /// A hardware address of any length but 0.
    Link(Vec<u8>),
    /// The hardware address of a tunnel: the IP address of its end.
    Tunnel(IpAddr),
}

/// One address of an interface with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetIfAddr {
    /// The interface, which need not be UTF-8.
    pub interface: Vec<u8>,
    /// The address itself; `None` for an interface that has no address at all.
    pub address: Option<InterfaceAddress>,
    /// Its netmask; `None` for a hardware address.
    pub netmask: Option<InterfaceAddress>,
    /// Whom to write to if all in the network are meant.
    pub broadcast: Option<InterfaceAddress>,
    /// The one other end.
    pub ptp: Option<InterfaceAddress>,
}

impl NetIfAddr {
    /// The family; `None` where there is no address.
    pub fn family(&self) -> Option<AddressFamily> {
        Some(match self.address.as_ref()? {
            InterfaceAddress::Ip(IpAddr::V4(_), _) => AddressFamily::Ipv4,
            InterfaceAddress::Ip(IpAddr::V6(_), _) => AddressFamily::Ipv6,
            InterfaceAddress::Link(_) | InterfaceAddress::Tunnel(_) => AddressFamily::Link,
        })
    }
}

/// Whether both ends may speak at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplex {
    /// They may.
    Full,
    /// They may not.
    Half,
    /// The driver does not say.
    Unknown,
}

/// The state of an interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetIfStats {
    /// The interface, which need not be UTF-8.
    pub interface: Vec<u8>,
    /// Switched on, and the line is there.
    pub is_up: bool,
    /// Whether both ends may speak at once.
    pub duplex: Duplex,
    /// Mbit/s; `None` if the driver does not say.
    pub speed: Option<u32>,
    /// The largest packet, in bytes.
    pub mtu: u32,
    /// What else is known: `up`, `broadcast`, `running` and so on.
    pub flags: Vec<&'static str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_a_set_of_tables() {
        use ConnectionKind as Kind;
        let tables = [
            (Family::Ipv4, Protocol::Tcp),
            (Family::Ipv6, Protocol::Tcp),
            (Family::Ipv4, Protocol::Udp),
            (Family::Ipv6, Protocol::Udp),
            (Family::Unix, Protocol::Default),
        ];
        for (kind, expected) in [
            (Kind::All, [true, true, true, true, true]),
            (Kind::Inet, [true, true, true, true, false]),
            (Kind::Inet4, [true, false, true, false, false]),
            (Kind::Inet6, [false, true, false, true, false]),
            (Kind::Tcp, [true, true, false, false, false]),
            (Kind::Tcp4, [true, false, false, false, false]),
            (Kind::Tcp6, [false, true, false, false, false]),
            (Kind::Udp, [false, false, true, true, false]),
            (Kind::Udp4, [false, false, true, false, false]),
            (Kind::Udp6, [false, false, false, true, false]),
            (Kind::Unix, [false, false, false, false, true]),
        ] {
            let included = tables.map(|(family, protocol)| kind.includes(family, protocol));
            assert_eq!(included, expected, "{kind:?}");
        }
    }
}
