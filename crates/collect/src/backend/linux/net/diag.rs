//! Tables of sockets by `sock_diag(7)`.

use std::ops::ControlFlow;

use psutil_parse::linux::inet_diag::{self, InetDiag};
use psutil_parse::linux::net_inet::NetInet;
use psutil_parse::linux::netlink::{Content, SOCK_DIAG_BY_FAMILY, TCPDIAG_GETSOCK, messages};
use psutil_parse::linux::unix_diag::{self, UnixDiag};

use crate::backend::linux::held::Holding;
use crate::backend::linux::process::sockets::{inet_socket, numbered, socket_type, state_bits};
use crate::model::net::{Endpoint, Family, Protocol, Socket};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::order;
use crate::port::{DiagTable, LinuxKernel, Port};
use crate::sorted::Sorted;

/// How often a table is asked for that changes while it is listed. The last answer has to do.
const ATTEMPTS: usize = 4;

/// A cookie of a socket that has none.
const NO_COOKIE: [u32; 2] = [u32::MAX; 2];

/// Who is asked for one table after the other, the tables of a filter.
pub(in crate::backend::linux) struct Diag<'k, K: LinuxKernel> {
    kernel: &'k Holding<K>,
    /// Opened when the first table is asked for.
    socket: Option<K::DiagSocket>,
    states: u32,
    /// Whether TCP is wanted of both families, and can be asked for at once: the kernel looks through one table for
    /// either, which has room for all the connections that there may ever be.
    at_once: bool,
    /// What has come of that and was not asked for yet.
    kept: Option<(Family, Vec<NumberedSocket>)>,
}

impl<'k, K: LinuxKernel> Diag<'k, K> {
    pub(in crate::backend::linux) fn new(kernel: &'k Holding<K>, wanted: SocketFilter) -> Self {
        let [ipv4, ipv6] = [Family::Ipv4, Family::Ipv6];
        let at_once = [ipv4, ipv6].iter().all(|family| wanted.includes(*family, Protocol::Tcp));
        Self { kernel, socket: None, states: state_bits(wanted.statuses), at_once, kept: None }
    }

    /// The sockets of one table; `None` where this kernel, or a sandbox, does not answer: the text files have to do.
    pub(in crate::backend::linux) fn table(
        &mut self,
        family: Family,
        protocol: Protocol,
    ) -> Option<Vec<NumberedSocket>> {
        if protocol == Protocol::Tcp {
            if let Some((_, kept)) = self.kept.take_if(|(kept, _)| *kept == family) {
                return Some(kept);
            }
            if std::mem::take(&mut self.at_once)
                && let Some(both) = self.ask(None, protocol)
            {
                let is_wanted = |each: &NumberedSocket| each.socket.family == family;
                let (wanted, kept) = both.into_iter().partition(is_wanted);
                let other = if family == Family::Ipv4 { Family::Ipv6 } else { Family::Ipv4 };
                self.kept = Some((other, kept));
                return Some(wanted);
            }
        }
        self.ask(Some(family), protocol)
    }

    fn ask(&mut self, family: Option<Family>, protocol: Protocol) -> Option<Vec<NumberedSocket>> {
        // Whatever a table that failed has left unread is not to be taken for the next one.
        let mut socket = match self.socket.take() {
            Some(socket) => socket,
            None => self.kernel.diag_socket().ok()?,
        };
        let table = DiagTable { family, protocol, states: self.states };
        let ask = |each: &mut Each<'_>| self.kernel.sock_diag(&mut socket, table, each);
        let found = match family {
            Some(Family::Unix) => with_peers(items(SOCK_DIAG_BY_FAMILY, ask, |item| {
                let socket = unix_diag::parse(item).ok()?;
                Some((socket.cookie, (socket.peer, unix_found(&socket))))
            })?),
            inet => {
                let kind = if inet.is_some() { SOCK_DIAG_BY_FAMILY } else { TCPDIAG_GETSOCK };
                items(kind, ask, |item| {
                    let socket = inet_diag::parse(item).ok()?;
                    Some((socket.cookie, inet_found(&socket, protocol)))
                })?
            }
        };
        self.socket = Some(socket);
        Some(found)
    }
}

/// Asks a kernel for a list, and hands over each datagram of the answer until told to stop.
type Each<'a> = dyn FnMut(&[u8]) -> ControlFlow<()> + 'a;

/// The items of a list, asked for again if it changed while it was made. One that is there twice counts once.
fn items<T>(
    kind: u16,
    mut ask: impl FnMut(&mut Each<'_>) -> Port<()>,
    parse: impl Fn(&[u8]) -> Option<([u32; 2], T)>,
) -> Option<Vec<T>> {
    let mut attempt = 1;
    loop {
        let mut list = List { found: Vec::new(), cookies: Vec::new(), interrupted: false };
        let mut end = None;
        ask(&mut |datagram| {
            end = list.read(kind, datagram, &parse);
            if end.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .ok()?;
        if end? != End::Whole {
            return None;
        }
        if !list.interrupted || attempt >= ATTEMPTS {
            return Some(list.each_once());
        }
        attempt += 1;
    }
}

/// How a list ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// As it should.
    Whole,
    /// With an errno, or with what cannot be understood: the text files are asked next.
    Failed,
}

/// What has been listed, and the cookie of each.
struct List<T> {
    found: Vec<T>,
    cookies: Vec<[u32; 2]>,
    interrupted: bool,
}

impl<T> List<T> {
    /// Reads a datagram; whether it was the last one.
    fn read(
        &mut self,
        kind: u16,
        datagram: &[u8],
        parse: impl Fn(&[u8]) -> Option<([u32; 2], T)>,
    ) -> Option<End> {
        for message in messages(datagram, kind) {
            let Ok(message) = message else { return Some(End::Failed) };
            self.interrupted |= message.interrupted;
            match message.content {
                Content::Item(item) => match parse(item) {
                    Some((cookie, item)) => {
                        self.cookies.push(cookie);
                        self.found.push(item);
                    }
                    None => return Some(End::Failed),
                },
                Content::Done(0) => return Some(End::Whole),
                Content::Done(_) | Content::Refused(_) => return Some(End::Failed),
            }
        }
        None
    }

    /// Each socket once, at the place where it was first: a list is made in pieces, and a socket may move on meanwhile.
    /// What comes last is the newest.
    fn each_once(mut self) -> Vec<T> {
        let cookies = self.cookies.iter().zip(0_usize..);
        let numbered = cookies.filter(|(cookie, _)| **cookie != NO_COOKIE);
        let mut places: Vec<_> = numbered
            .map(|([low, high], place)| (u64::from(*high) << 32 | u64::from(*low), place))
            .collect();
        order::sort_numbered(&mut places);
        let mut again = Vec::new();
        for same in places.chunk_by(|(one, _), (other, _)| one == other) {
            if let ([(_, first), .., (_, last)], true) = (same, same.len() > 1) {
                self.found.swap(*first, *last);
                again.extend(same.iter().skip(1).map(|(_, place)| *place));
            }
        }
        if !again.is_empty() {
            order::sort(&mut again);
            let mut place = 0_usize..;
            self.found
                .retain(|_| place.next().is_none_or(|place| again.binary_search(&place).is_err()));
        }
        self.found
    }
}

fn inet_found(socket: &InetDiag, protocol: Protocol) -> NumberedSocket {
    let inode = u64::from(socket.inode);
    let InetDiag { src: local_address, dst: rem_address, state: st, uid, .. } = *socket;
    let row = NetInet { local_address, rem_address, st, uid, inode };
    numbered(inode, inet_socket(&row, protocol))
}

fn unix_found(socket: &UnixDiag<'_>) -> NumberedSocket {
    let socket_type = socket_type(u32::from(socket.socket_type));
    let unix = Socket {
        family: Family::Unix,
        socket_type,
        protocol: Protocol::Default,
        laddr: socket.name.map(|name| Endpoint::Unix(printed(name))),
        raddr: None,
        status: None,
        uid: socket.uid,
    };
    numbered(u64::from(socket.ino), unix)
}

/// As `/proc/net/unix` prints a name: the NULs of an abstract one are `@`.
fn printed(name: &[u8]) -> Vec<u8> {
    name.iter().map(|&byte| if byte == 0 { b'@' } else { byte }).collect()
}

/// Gives each socket the name of its other end.
fn with_peers(sockets: Vec<(Option<u32>, NumberedSocket)>) -> Vec<NumberedSocket> {
    let names = sockets.iter();
    let names = names.filter_map(|(_, found)| Some((found.number?, found.socket.laddr.clone()?)));
    let mut names: Vec<_> = names.collect();
    order::sort_by_key(&mut names, |(number, _)| *number);
    let names: Sorted<_, _> = names.into_iter().collect();
    let sockets = sockets.into_iter().map(|(peer, mut found)| {
        found.socket.raddr = peer.and_then(|peer| names.get(&u64::from(peer)).cloned());
        found
    });
    sockets.collect()
}

#[cfg(test)]
mod tests {
    use nix::errno::Errno;

    use super::*;
    use crate::port::PortError;

    const DUMP_INTR: u16 = 0x10;
    const ITEM: u16 = SOCK_DIAG_BY_FAMILY;
    const ERROR: u16 = 2;
    const DONE: u16 = 3;

    fn message(kind: u16, flags: u16, payload: &[u32]) -> Vec<u8> {
        let length = u32::try_from(16 + payload.len() * 4).unwrap().to_ne_bytes();
        let payload = payload.iter().flat_map(|number| number.to_ne_bytes());
        let header = [&length[..], &kind.to_ne_bytes(), &flags.to_ne_bytes(), &[0; 8]].concat();
        header.into_iter().chain(payload).collect()
    }

    /// An item of a cookie and a number.
    fn parse(item: &[u8]) -> Option<([u32; 2], u32)> {
        let number = |at: usize| Some(u32::from_ne_bytes(item.get(at..at + 4)?.try_into().ok()?));
        Some(([number(0)?, number(4)?], number(8)?))
    }

    /// What comes of these answers, each of some datagrams, and how many of them were asked for.
    fn asked(answers: &[Vec<Vec<u8>>]) -> (Option<Vec<u32>>, usize) {
        let mut asked = 0;
        let found = items(
            ITEM,
            |each| {
                let answer = &answers[asked];
                asked += 1;
                let ended = answer.iter().any(|datagram| each(datagram).is_break());
                if ended { Ok(()) } else { Err(PortError::new("recvfrom", Errno::EAGAIN)) }
            },
            parse,
        );
        (found, asked)
    }

    fn done() -> Vec<u8> {
        message(DONE, 0, &[0])
    }

    #[test]
    fn a_list_may_come_in_any_number_of_datagrams() {
        let one = message(ITEM, 2, &[1, 1, 10]);
        let two = message(ITEM, 2, &[1, 2, 20]);
        for answer in [
            vec![[one.clone(), two.clone(), done()].concat()],
            vec![one.clone(), two.clone(), done()],
            vec![vec![], one, two, done()],
        ] {
            assert_eq!(asked(&[answer]), (Some(vec![10, 20]), 1));
        }
    }

    #[test]
    fn a_list_that_was_disturbed_is_asked_for_again_but_not_for_ever() {
        let disturbed = vec![message(ITEM, DUMP_INTR, &[1, 1, 10]), done()];
        let whole = vec![message(ITEM, 0, &[1, 1, 11]), done()];
        assert_eq!(asked(&[disturbed.clone(), whole]), (Some(vec![11]), 2));
        assert_eq!(asked(&vec![disturbed; ATTEMPTS + 1]), (Some(vec![10]), ATTEMPTS));
    }

    #[test]
    fn e_f8_a_socket_that_is_listed_twice_is_one_the_newer() {
        let items = [[7, 7, 1], [8, 8, 2], [7, 7, 3]].map(|item| message(ITEM, 0, &item));
        assert_eq!(asked(&[vec![items.concat(), done()]]), (Some(vec![3, 2]), 1));
        let nameless = message(ITEM, 0, &[u32::MAX, u32::MAX, 5]);
        let answer = vec![nameless.clone(), nameless, done()];
        assert_eq!(asked(&[answer]), (Some(vec![5, 5]), 1));
    }

    #[test]
    fn what_is_refused_ends_early_or_makes_no_sense_is_no_answer() {
        let item = message(ITEM, 0, &[1, 1, 10]);
        for bad in [
            message(ERROR, 0, &[u32::from_ne_bytes((-2_i32).to_ne_bytes())]), // ENOENT: no module
            message(DONE, 0, &[u32::from_ne_bytes((-4_i32).to_ne_bytes())]),
            message(ITEM, 0, &[1, 1]),
            vec![0; 16],
            item[..item.len() - 1].to_vec(),
            vec![],
        ] {
            assert_eq!(asked(&[vec![item.clone(), bad.clone()]]), (None, 1), "{bad:?}");
        }
    }

    #[test]
    fn the_other_end_of_a_unix_socket_has_its_name() {
        let socket = |ino, name: Option<&'static [u8]>, peer| {
            let cookie = [ino, 0];
            let unix = UnixDiag { socket_type: 1, ino, cookie, name, peer, uid: Some(1000) };
            (peer, unix_found(&unix))
        };
        let found = with_peers(vec![
            socket(1, None, Some(2)),
            socket(2, Some(b"/run/a b"), Some(1)),
            socket(3, Some(b"\0abstract\0"), None),
            socket(4, None, Some(9)),
        ]);
        let unix = |name: &[u8]| Some(Endpoint::Unix(name.to_vec()));
        let ends: Vec<_> =
            found.into_iter().map(|found| (found.socket.laddr, found.socket.raddr)).collect();
        assert_eq!(
            ends,
            [
                (None, unix(b"/run/a b")),
                (unix(b"/run/a b"), None),
                (unix(b"@abstract@"), None),
                (None, None)
            ]
        );
    }
}
