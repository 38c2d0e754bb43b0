//! Tables of sockets by `sock_diag(7)`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::ControlFlow;

use psutil_parse::linux::inet_diag::{self, InetDiag};
use psutil_parse::linux::net_inet::NetInet;
use psutil_parse::linux::netlink::{Content, SOCK_DIAG_BY_FAMILY, messages};
use psutil_parse::linux::unix_diag::{self, UnixDiag};

use super::connections::Found;
use crate::backend::linux::Linux;
use crate::backend::linux::process::sockets::{inet_socket, socket_type};
use crate::model::net::{Endpoint, Family, Protocol, Socket};
use crate::port::LinuxKernel;

/// How often a table is asked for that changes while it is listed. The last answer has to do.
const ATTEMPTS: usize = 4;

/// A cookie of a socket that has none.
const NO_COOKIE: [u32; 2] = [u32::MAX; 2];

/// Whatever went wrong, the text files are asked next.
struct Failed;

impl<K: LinuxKernel> Linux<K> {
    /// The sockets of one table; `None` where this kernel, or a sandbox, does not answer: the text files have to do.
    pub(super) fn diag_table(&self, family: Family, protocol: Protocol) -> Option<Vec<Found>> {
        match family {
            Family::Ipv4 | Family::Ipv6 => {
                let sockets = self.diag_items(family, protocol, |item| {
                    let socket = inet_diag::parse(item).ok()?;
                    Some((socket.cookie, inet_found(&socket, protocol)))
                });
                sockets.ok()
            }
            Family::Unix => {
                let sockets = self.diag_items(family, protocol, |item| {
                    let socket = unix_diag::parse(item).ok()?;
                    Some((socket.cookie, (socket.peer, unix_found(&socket))))
                });
                sockets.ok().map(with_peers)
            }
        }
    }

    /// The items of a table, again if it changed while it was listed. One that is there twice counts once.
    fn diag_items<T>(
        &self,
        family: Family,
        protocol: Protocol,
        parse: impl Fn(&[u8]) -> Option<([u32; 2], T)>,
    ) -> Result<Vec<T>, Failed> {
        let mut attempt = 1;
        loop {
            let mut items = Items { found: Vec::new(), places: HashMap::new() };
            let mut end = Err(Failed);
            let mut interrupted = false;
            let dumped = self.kernel.sock_diag(family, protocol, |datagram| {
                for message in messages(datagram, SOCK_DIAG_BY_FAMILY) {
                    let Ok(message) = message else { return ControlFlow::Break(()) };
                    interrupted |= message.interrupted;
                    match message.content {
                        Content::Item(item) => match parse(item) {
                            Some((cookie, item)) => items.add(cookie, item),
                            None => return ControlFlow::Break(()),
                        },
                        Content::Done(0) => {
                            end = Ok(());
                            return ControlFlow::Break(());
                        }
                        Content::Done(_) | Content::Refused(_) => return ControlFlow::Break(()),
                    }
                }
                ControlFlow::Continue(())
            });
            dumped.map_err(|_| Failed)?;
            end?;
            if !interrupted || attempt >= ATTEMPTS {
                return Ok(items.found);
            }
            attempt += 1;
        }
    }
}

/// What has been listed, and at which place each cookie is.
struct Items<T> {
    found: Vec<T>,
    places: HashMap<[u32; 2], usize>,
}

impl<T> Items<T> {
    fn add(&mut self, cookie: [u32; 2], item: T) {
        if cookie == NO_COOKIE {
            self.found.push(item);
            return;
        }
        match self.places.entry(cookie) {
            Entry::Vacant(entry) => {
                entry.insert(self.found.len());
                self.found.push(item);
            }
            // A list is made in pieces, and a socket may move on meanwhile: what comes last is the newest.
            Entry::Occupied(entry) => {
                if let Some(place) = self.found.get_mut(*entry.get()) {
                    *place = item;
                }
            }
        }
    }
}

fn inet_found(socket: &InetDiag, protocol: Protocol) -> Found {
    let inode = u64::from(socket.inode);
    let InetDiag { src: local_address, dst: rem_address, state: st, uid, .. } = *socket;
    let row = NetInet { local_address, rem_address, st, uid, inode };
    Found { inode, socket: inet_socket(&row, protocol) }
}

fn unix_found(socket: &UnixDiag<'_>) -> Found {
    let socket_type = socket_type(u32::from(socket.socket_type));
    Found {
        inode: u64::from(socket.ino),
        socket: Socket {
            family: Family::Unix,
            socket_type,
            protocol: Protocol::Default,
            laddr: socket.name.map(|name| Endpoint::Unix(printed(name))),
            raddr: None,
            status: None,
            uid: socket.uid,
        },
    }
}

/// As `/proc/net/unix` prints a name: the NULs of an abstract one are `@`.
fn printed(name: &[u8]) -> Vec<u8> {
    name.iter().map(|&byte| if byte == 0 { b'@' } else { byte }).collect()
}

/// Gives each socket the name of its other end.
fn with_peers(sockets: Vec<(Option<u32>, Found)>) -> Vec<Found> {
    let names: HashMap<u64, Endpoint> = sockets
        .iter()
        .filter(|(_, found)| found.inode != 0)
        .filter_map(|(_, found)| Some((found.inode, found.socket.laddr.clone()?)))
        .collect();
    let sockets = sockets.into_iter().map(|(peer, mut found)| {
        found.socket.raddr = peer.and_then(|peer| names.get(&u64::from(peer)).cloned());
        found
    });
    sockets.collect()
}
