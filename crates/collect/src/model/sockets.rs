//! Which sockets are asked for, and how those of a table are known to descriptors.

use super::net::{ConnectionKind, ConnectionStatus, Family, Protocol, Socket};

/// A set of states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statuses(u16);

impl Statuses {
    /// With this one as well.
    #[must_use]
    pub const fn with(self, status: ConnectionStatus) -> Self {
        Self(self.0 | 1 << status as u8)
    }

    /// Whether this one is among them.
    pub const fn has(self, status: ConnectionStatus) -> bool {
        self.0 & 1 << status as u8 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<ConnectionStatus> for Statuses {
    fn from_iter<T: IntoIterator<Item = ConnectionStatus>>(statuses: T) -> Self {
        statuses.into_iter().fold(Self::default(), Self::with)
    }
}

/// Which sockets are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocketFilter {
    /// Of which kind.
    pub kind: ConnectionKind,
    /// In which states; `None` for all, and for those that have none.
    pub statuses: Option<Statuses>,
}

impl From<ConnectionKind> for SocketFilter {
    fn from(kind: ConnectionKind) -> Self {
        Self { kind, statuses: None }
    }
}

impl SocketFilter {
    /// Whether any socket of this family and protocol can be asked for: only TCP has states.
    pub fn includes(&self, family: Family, protocol: Protocol) -> bool {
        self.kind.includes(family, protocol)
            && self.statuses.is_none_or(|wanted| protocol == Protocol::Tcp && !wanted.is_empty())
    }

    /// Whether this socket, of a family and protocol that are asked for, is in a state that is.
    pub fn admits(&self, socket: &Socket) -> bool {
        self.statuses.is_none_or(|wanted| socket.status.is_some_and(|status| wanted.has(status)))
    }
}

/// A socket of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedSocket {
    /// What descriptors know it by; `None` if no descriptor can stand for it.
    pub number: Option<u64>,
    /// The socket.
    pub socket: Socket,
}

/// A descriptor that is a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocketFd {
    /// The descriptor.
    pub fd: i32,
    /// What the tables know the socket by.
    pub number: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tcp_has_states() {
        let listening = [ConnectionStatus::Listen].into_iter().collect::<Statuses>();
        let kind = ConnectionKind::All;
        for (statuses, tcp, others) in [
            (None, true, true),
            (Some(listening), true, false),
            (Some(Statuses::default()), false, false),
        ] {
            let filter = SocketFilter { kind, statuses };
            assert_eq!(filter.includes(Family::Ipv6, Protocol::Tcp), tcp);
            assert_eq!(filter.includes(Family::Ipv4, Protocol::Udp), others);
            assert_eq!(filter.includes(Family::Unix, Protocol::Default), others);
        }
        let tcp4 = SocketFilter { kind: ConnectionKind::Tcp4, statuses: Some(listening) };
        assert!(!tcp4.includes(Family::Ipv6, Protocol::Tcp));
    }

    #[test]
    fn a_set_has_what_was_put_into_it() {
        let ends = [ConnectionStatus::Established, ConnectionStatus::Closing];
        let set: Statuses = ends.into_iter().collect();
        let inside = ConnectionStatus::ALL.into_iter().filter(|status| set.has(*status));
        assert_eq!(inside.collect::<Vec<_>>(), ends);
    }
}
