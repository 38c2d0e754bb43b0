//! The kernel's tables of sockets, and the network interfaces.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::ControlFlow;

use super::Port;
use crate::model::net::{Family, Protocol};

/// An address of an interface, a `struct sockaddr` of one of three families.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SockAddr {
    /// IPv4.
    Ipv4(Ipv4Addr),
    /// IPv6 and the number of the interface that it is local to, 0 for none.
    Ipv6(Ipv6Addr, u32),
    /// The hardware's, and which hardware that is, `ARPHRD_…` of `linux/if_arp.h`; 0 where it does not matter.
    Link(u16, Vec<u8>),
}

/// One entry of `getifaddrs(3)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterfaceEntry {
    /// The interface, or the label of an IPv4 address, `eth0:1`.
    pub name: Vec<u8>,
    /// `IFF_UP` and so on, `netdevice(7)`.
    pub flags: u32,
    /// `None` for an interface that has none, and for a family that is neither of the three.
    pub address: Option<SockAddr>,
    /// Its netmask.
    pub netmask: Option<SockAddr>,
    /// The broadcast address or the other end's. Which of the two it is, and whether it is either, the flags tell.
    pub broadcast_or_peer: Option<SockAddr>,
}

/// What the driver says of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkSettings {
    /// Mbit/s, `u32::MAX` for unknown.
    pub speed: u32,
    /// 0 half, 1 full, 255 unknown.
    pub duplex: u8,
}

/// What the kernel says of an interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterfaceState {
    /// The lower 16 bits of `IFF_…`, which is all that the call has room for.
    pub flags: u16,
    /// Bytes.
    pub mtu: u32,
    /// Not every driver says, and not to everyone.
    pub link: Port<LinkSettings>,
}

/// A table of sockets, for `sock_diag(7)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiagTable {
    /// Of this family; `None`: of IPv4 and IPv6, which only the table of TCP can be asked for at once. The answer is
    /// messages of the type `TCPDIAG_GETSOCK` then, else `SOCK_DIAG_BY_FAMILY`.
    pub family: Option<Family>,
    /// Of this protocol.
    pub protocol: Protocol,
    /// Of TCP and UDP: only sockets in these states, a bit for each number of `net/tcp_states.h`.
    pub states: u32,
}

/// The network.
pub trait Network {
    /// What tables of sockets are asked for by.
    type DiagSocket;

    /// Opens one. Tables are asked for one after the other, each to its end: after a failure it is of no more use.
    ///
    /// The sockets are those of the network namespace that this program is in now, and of all users.
    fn diag_socket(&self) -> Port<Self::DiagSocket>;

    /// Asks for a table of sockets, and hands over each datagram of the answer until told to stop.
    fn sock_diag(
        &self,
        socket: &mut Self::DiagSocket,
        table: DiagTable,
        each: impl FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Port<()>;

    /// The addresses of the interfaces, `getifaddrs(3)`.
    fn getifaddrs(&self) -> Port<Vec<InterfaceEntry>>;

    /// What the kernel says of one interface, `netdevice(7)` and `linux/ethtool.h`.
    fn interface(&self, name: &[u8]) -> Port<InterfaceState>;
}
