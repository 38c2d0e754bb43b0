//! `sock_diag(7)`: a question in one datagram, the answer in as many as it takes.

use std::ops::ControlFlow;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

use nix::errno::Errno;
use psutil_parse::linux::netlink::{SOCK_DIAG_BY_FAMILY, TCPDIAG_GETSOCK};

use crate::model::net::Family;
use crate::port::{DiagTable, Port, PortError};

/// As large as any datagram of a list, which the kernel makes as large as what it is read with, up to 32 KiB.
const BUFFER: usize = 32 * 1024;
/// `struct nlmsghdr`
const HEADER: usize = 16;
/// `struct inet_diag_req_v2` of `linux/inet_diag.h`
const INET_REQUEST: usize = HEADER + 56;
/// `struct inet_diag_req`, the older one
const OLD_REQUEST: usize = HEADER + 60;
/// `struct unix_diag_req` of `linux/unix_diag.h`
const UNIX_REQUEST: usize = HEADER + 24;
/// Where it says which states are of interest, and where both of the others do.
const OLD_STATES_AT: usize = 52;
const STATES_AT: usize = 4;
/// Where `struct unix_diag_req` says what is wanted of each socket.
const SHOW_AT: usize = 12;

/// `UDIAG_SHOW_NAME`, `UDIAG_SHOW_PEER` and `UDIAG_SHOW_UID`, which kernels before 5.3 pass over.
const UNIX_SHOW: u32 = 0x01 | 0x04 | 0x40;

/// What questions go out by and answers come in by.
pub struct DiagSocket {
    socket: OwnedFd,
    buffer: Vec<u8>,
}

impl DiagSocket {
    pub(super) fn open() -> Port<Self> {
        Ok(Self { socket: open()?, buffer: vec![0; BUFFER] })
    }

    /// Asks, and hands over each datagram of the answer until told to stop.
    pub(super) fn dump(
        &mut self,
        table: DiagTable,
        mut each: impl FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Port<()> {
        send(&self.socket, &request(table))?;
        loop {
            let length = receive(&self.socket, &mut self.buffer)?;
            let datagram = self.buffer.get(..length);
            if each(datagram.ok_or(failed("recvfrom", Errno::EMSGSIZE))?).is_break() {
                return Ok(());
            }
        }
    }
}

/// The question, as bytes: all its numbers have the byte order of this machine, and what is not set is zero.
fn request(DiagTable { family, protocol, states }: DiagTable) -> Vec<u8> {
    let (length, kind, domain) = match family {
        None => (OLD_REQUEST, TCPDIAG_GETSOCK, libc::AF_INET),
        Some(Family::Ipv4) => (INET_REQUEST, SOCK_DIAG_BY_FAMILY, libc::AF_INET),
        Some(Family::Ipv6) => (INET_REQUEST, SOCK_DIAG_BY_FAMILY, libc::AF_INET6),
        Some(Family::Unix) => (UNIX_REQUEST, SOCK_DIAG_BY_FAMILY, libc::AF_UNIX),
    };
    let mut request = vec![0; length];
    let mut put = |at: usize, bytes: &[u8]| {
        let places = request.iter_mut().skip(at);
        places.zip(bytes).for_each(|(place, byte)| *place = *byte);
    };
    let flags = libc::NLM_F_REQUEST | libc::NLM_F_DUMP;
    put(0, &u32::try_from(length).unwrap_or(0).to_ne_bytes());
    put(4, &kind.to_ne_bytes());
    put(6, &u16::try_from(flags).unwrap_or(0).to_ne_bytes());
    put(HEADER, &[u8::try_from(domain).unwrap_or(0)]);
    match family {
        None => put(HEADER + OLD_STATES_AT, &states.to_ne_bytes()),
        Some(family) => {
            put(HEADER + 1, &[u8::try_from(protocol.number()).unwrap_or(0)]);
            let is_unix = family == Family::Unix;
            let states = if is_unix { u32::MAX } else { states };
            put(HEADER + STATES_AT, &states.to_ne_bytes());
            if is_unix {
                put(HEADER + SHOW_AT, &UNIX_SHOW.to_ne_bytes());
            }
        }
    }
    request
}

fn open() -> Port<OwnedFd> {
    let kind = libc::SOCK_RAW | libc::SOCK_CLOEXEC;
    // SAFETY: three numbers, no memory.
    let fd = unsafe { libc::socket(libc::AF_NETLINK, kind, libc::NETLINK_SOCK_DIAG) };
    let fd = Errno::result(fd).map_err(|errno| failed("socket", errno))?;
    // SAFETY: the kernel has just opened this descriptor for us, and nobody else knows of it.
    let socket = unsafe { OwnedFd::from_raw_fd(fd) };
    // The kernel answers while it is asked. One that does not must not stop the program.
    let patience = libc::timeval { tv_sec: 5, tv_usec: 0 };
    // SAFETY: the option's value is a struct timeval, whose size is said; the descriptor is open.
    let result = unsafe {
        libc::setsockopt(
            socket.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_RCVTIMEO,
            (&raw const patience).cast(),
            length_of::<libc::timeval>(),
        )
    };
    Errno::result(result).map_err(|errno| failed("setsockopt", errno))?;
    Ok(socket)
}

fn send(socket: &OwnedFd, request: &[u8]) -> Port<()> {
    // SAFETY: request has the length that is said and outlives the call. A netlink socket that is not connected
    // sends to the kernel.
    let sent = unsafe { libc::send(socket.as_raw_fd(), request.as_ptr().cast(), request.len(), 0) };
    Errno::result(sent).map(drop).map_err(|errno| failed("send", errno))
}

/// The next datagram from the kernel itself; its length, which is larger than the buffer if it was cut off.
fn receive(socket: &OwnedFd, buffer: &mut [u8]) -> Port<usize> {
    loop {
        // SAFETY: all zero is a valid sockaddr_nl.
        let mut sender: libc::sockaddr_nl = unsafe { std::mem::zeroed() };
        let mut sender_length = length_of::<libc::sockaddr_nl>();
        // SAFETY: buffer and sender have room for the lengths that are said, and outlive the call.
        let length = unsafe {
            libc::recvfrom(
                socket.as_raw_fd(),
                buffer.as_mut_ptr().cast(),
                buffer.len(),
                libc::MSG_TRUNC,
                (&raw mut sender).cast(),
                &raw mut sender_length,
            )
        };
        match Errno::result(length) {
            // Any program may send to a netlink socket; the kernel is number 0.
            Ok(_) if sender.nl_pid != 0 => {}
            Ok(length) => return Ok(usize::try_from(length).unwrap_or(usize::MAX)),
            Err(Errno::EINTR) => {}
            Err(errno) => return Err(failed("recvfrom", errno)),
        }
    }
}

fn length_of<T>() -> libc::socklen_t {
    libc::socklen_t::try_from(size_of::<T>()).unwrap_or(0)
}

const fn failed(call: &'static str, errno: Errno) -> PortError {
    PortError::new(call, errno)
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream, UdpSocket};
    use std::os::unix::net::UnixDatagram;

    use psutil_parse::linux::netlink::{Content, messages};
    use psutil_parse::linux::{inet_diag, unix_diag};

    use super::*;
    use crate::model::net::Protocol;

    /// All states but that of sockets that are only bound.
    const ALL: u32 = 0x1FFE;
    const LISTENING: u32 = 1 << 10;

    /// The items of a table; nothing where the kernel has no such table or does not let us ask.
    fn items(family: Family, protocol: Protocol) -> Option<Vec<Vec<u8>>> {
        let table = DiagTable { family: Some(family), protocol, states: ALL };
        items_by(&mut DiagSocket::open().ok()?, table)
    }

    fn items_by(socket: &mut DiagSocket, table: DiagTable) -> Option<Vec<Vec<u8>>> {
        let mut items = Vec::new();
        let mut refused = false;
        let dumped = socket.dump(table, |datagram| {
            let kind = table.family.map_or(TCPDIAG_GETSOCK, |_| SOCK_DIAG_BY_FAMILY);
            for message in messages(datagram, kind) {
                match message.unwrap().content {
                    Content::Item(item) => items.push(item.to_vec()),
                    Content::Done(errno) => {
                        assert_eq!(errno, 0);
                        return ControlFlow::Break(());
                    }
                    Content::Refused(_) => {
                        refused = true;
                        return ControlFlow::Break(());
                    }
                }
            }
            ControlFlow::Continue(())
        });
        (dumped.is_ok() && !refused).then_some(items)
    }

    #[test]
    fn the_requests_have_the_kernels_sizes() {
        let table = |family, protocol| DiagTable { family, protocol, states: ALL };
        assert_eq!(request(table(None, Protocol::Tcp)).len(), 76);
        assert_eq!(request(table(Some(Family::Ipv6), Protocol::Tcp)).len(), 72);
        assert_eq!(request(table(Some(Family::Unix), Protocol::Default)).len(), 40);
    }

    #[test]
    fn our_own_sockets_are_in_the_tables() {
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
        for (protocol, address, state) in [
            (Protocol::Tcp, tcp.local_addr().unwrap(), 10),
            (Protocol::Udp, udp.local_addr().unwrap(), 7),
        ] {
            let Some(items) = items(Family::Ipv4, protocol) else { continue };
            let sockets = items.iter().map(|item| inet_diag::parse(item).unwrap());
            let ours: Vec<_> = sockets.filter(|socket| socket.src == address).collect();
            assert_eq!(ours.len(), 1, "{protocol:?}");
            assert_eq!(ours[0].state, state);
            assert_eq!(ours[0].uid, nix::unistd::geteuid().as_raw());
        }
    }

    #[test]
    fn one_socket_asks_for_one_table_after_the_other_and_only_for_what_is_wanted() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = TcpStream::connect(server.local_addr().unwrap()).unwrap();
        let Ok(mut socket) = DiagSocket::open() else { return };
        let mut ask = |family, protocol, states| {
            let table = DiagTable { family, protocol, states };
            let items = items_by(&mut socket, table)?;
            Some(items.iter().map(|item| inet_diag::parse(item).unwrap()).collect::<Vec<_>>())
        };
        let Some(all) = ask(Some(Family::Ipv4), Protocol::Tcp, ALL) else { return };
        let ours = [server.local_addr().unwrap(), client.local_addr().unwrap()];
        assert!(ours.iter().all(|ours| all.iter().any(|socket| socket.src == *ours)));
        let listening = ask(Some(Family::Ipv4), Protocol::Tcp, LISTENING).unwrap();
        assert!(listening.iter().any(|socket| socket.src == ours[0]));
        assert!(listening.iter().all(|socket| socket.state == 10));
        let Some(datagrams) = ask(Some(Family::Ipv4), Protocol::Udp, ALL) else { return };
        assert!(datagrams.iter().all(|socket| socket.src != ours[0]));
        let Ok(six) = TcpListener::bind("[::1]:0") else { return };
        let Some(both) = ask(None, Protocol::Tcp, LISTENING) else { return };
        for server in [server, six] {
            assert!(both.iter().any(|socket| socket.src == server.local_addr().unwrap()));
        }
        assert!(both.iter().all(|socket| socket.state == 10));
    }

    #[test]
    fn a_pair_of_unix_sockets_knows_its_other_end() {
        let (_one, _other) = UnixDatagram::pair().unwrap();
        let Some(items) = items(Family::Unix, Protocol::Default) else { return };
        let sockets: Vec<_> = items.iter().map(|item| unix_diag::parse(item).unwrap()).collect();
        let pairs = sockets.iter().filter(|socket| {
            sockets
                .iter()
                .any(|other| other.peer == Some(socket.ino) && socket.peer == Some(other.ino))
        });
        assert!(pairs.count() >= 2);
    }
}
