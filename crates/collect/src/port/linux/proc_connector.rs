//! The proc connector, `linux/cn_proc.h`: processes that begin and end, over a netlink socket.
//!
//! Since Linux 6.6 anybody may listen, before only who has `CAP_NET_ADMIN`.

use std::os::fd::{AsFd, AsRawFd, FromRawFd, OwnedFd};
use std::time::Duration;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::eventfd::{EfdFlags, EventFd};
use psutil_parse::linux::cn_proc::CN_PROC;

use super::{Kernel, milliseconds};
use crate::port::{Listener, Port, PortError, ProcessEvents, Ring, Woken};

/// `CN_IDX_PROC` as a bit mask of groups.
const GROUP: u32 = 1;
/// `PROC_CN_MCAST_LISTEN`
const LISTEN: u32 = 1;
/// `PROC_CN_MCAST_IGNORE`
const IGNORE: u32 = 2;
/// Room for some ten thousand events; the kernel counts a multiple of their size.
static ROOM: libc::c_int = 8 * 1024 * 1024;
/// `struct nlmsghdr`
const HEADER: usize = 16;
/// `struct cn_msg`
const CONNECTOR_HEADER: usize = 20;
/// Larger than any event.
const BUFFER: usize = 1024;

/// A socket that is a member of the group.
#[derive(Debug)]
pub struct ProcConnector {
    socket: OwnedFd,
    buffer: [u8; BUFFER],
}

impl ProcConnector {
    fn open() -> Port<Self> {
        let kind = libc::SOCK_DGRAM | libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK;
        // SAFETY: three numbers, no memory.
        let fd = unsafe { libc::socket(libc::AF_NETLINK, kind, libc::NETLINK_CONNECTOR) };
        let fd = Errno::result(fd).map_err(|errno| PortError::new("socket", errno))?;
        // SAFETY: the kernel has just opened this descriptor for us, and nobody else knows of it.
        let socket = unsafe { OwnedFd::from_raw_fd(fd) };
        // What goes beyond the limit for ordinary users needs CAP_NET_ADMIN; as much as is allowed has to do.
        if !set_room(&socket, libc::SO_RCVBUFFORCE) {
            set_room(&socket, libc::SO_RCVBUF);
        }
        bind(&socket)?;
        Ok(Self { socket, buffer: [0; BUFFER] })
    }

    fn send(&self, operation: u32, ack: u32, only: Option<u32>) -> Port<()> {
        let request = request(operation, ack, only);
        // SAFETY: request has the length that is said and outlives the call. A netlink socket that is not
        // connected sends to the kernel.
        let sent = unsafe {
            libc::send(self.socket.as_raw_fd(), request.as_ptr().cast(), request.len(), 0)
        };
        Errno::result(sent).map(drop).map_err(|errno| PortError::new("send", errno))
    }
}

impl Listener for ProcConnector {
    fn request(&self, ack: u32, only: Option<u32>) -> Port<()> {
        self.send(LISTEN, ack, only)
    }

    fn receive<T>(&mut self, then: impl FnOnce(&[u8]) -> T) -> Port<Option<T>> {
        loop {
            // SAFETY: all zero is a valid sockaddr_nl.
            let mut sender: libc::sockaddr_nl = unsafe { std::mem::zeroed() };
            let mut sender_length = length_of::<libc::sockaddr_nl>();
            // SAFETY: buffer and sender have room for the lengths that are said, and outlive the call.
            let length = unsafe {
                libc::recvfrom(
                    self.socket.as_raw_fd(),
                    self.buffer.as_mut_ptr().cast(),
                    self.buffer.len(),
                    0,
                    (&raw mut sender).cast(),
                    &raw mut sender_length,
                )
            };
            match Errno::result(length) {
                // Any program may send to a netlink socket; the kernel is number 0.
                Ok(_) if sender.nl_pid != 0 => {}
                Ok(length) => {
                    let length = usize::try_from(length).unwrap_or(0);
                    return Ok(Some(then(self.buffer.get(..length).unwrap_or_default())));
                }
                Err(Errno::EAGAIN) => return Ok(None),
                Err(Errno::EINTR) => {}
                Err(errno) => return Err(PortError::new("recvfrom", errno)),
            }
        }
    }
}

impl Drop for ProcConnector {
    /// The kernel counts who listens, and makes events for as long as anybody does.
    fn drop(&mut self) {
        let _ = self.send(IGNORE, 0, None);
    }
}

/// The request, as bytes: all its numbers have the byte order of this machine, and what is not set is zero.
fn request(operation: u32, ack: u32, only: Option<u32>) -> Vec<u8> {
    let payload: Vec<u8> =
        std::iter::once(operation).chain(only).flat_map(u32::to_ne_bytes).collect();
    let length = u16::try_from(payload.len()).unwrap_or(0);
    let whole = u32::try_from(HEADER + CONNECTOR_HEADER + payload.len()).unwrap_or(0);
    let kind = u16::try_from(libc::NLMSG_DONE).unwrap_or(0);
    let mut request = Vec::with_capacity(HEADER + CONNECTOR_HEADER + payload.len());
    request.extend(whole.to_ne_bytes());
    request.extend([kind, 0].into_iter().flat_map(u16::to_ne_bytes));
    request.extend([0; 8]); // sequence and sender
    request.extend([CN_PROC.0, CN_PROC.1, 0, ack].into_iter().flat_map(u32::to_ne_bytes));
    request.extend([length, 0].into_iter().flat_map(u16::to_ne_bytes));
    request.extend(payload);
    request
}

fn bind(socket: &OwnedFd) -> Port<()> {
    // SAFETY: all zero is a valid sockaddr_nl.
    let mut address: libc::sockaddr_nl = unsafe { std::mem::zeroed() };
    address.nl_family = libc::sa_family_t::try_from(libc::AF_NETLINK).unwrap_or(0);
    address.nl_groups = GROUP;
    // SAFETY: the address is a struct sockaddr_nl, whose size is said; the descriptor is open.
    let bound = unsafe {
        libc::bind(
            socket.as_raw_fd(),
            (&raw const address).cast(),
            length_of::<libc::sockaddr_nl>(),
        )
    };
    Errno::result(bound).map(drop).map_err(|errno| PortError::new("bind", errno))
}

/// Asks for room for events; whether it was given.
fn set_room(socket: &OwnedFd, option: libc::c_int) -> bool {
    // SAFETY: the option's value is an int, whose size is said; the descriptor is open.
    let result = unsafe {
        libc::setsockopt(
            socket.as_raw_fd(),
            libc::SOL_SOCKET,
            option,
            (&raw const ROOM).cast(),
            length_of::<libc::c_int>(),
        )
    };
    result == 0
}

fn length_of<T>() -> libc::socklen_t {
    libc::socklen_t::try_from(size_of::<T>()).unwrap_or(0)
}

/// An `eventfd(2)`.
#[derive(Debug)]
pub struct Alarm(EventFd);

impl Ring for Alarm {
    fn ring(&self) {
        // It fails only if it has been rung so often that nobody could miss it.
        let _ = self.0.write(1);
    }
}

impl ProcessEvents for Kernel {
    type Listener = ProcConnector;
    type Alarm = Alarm;

    fn process_listener(&self) -> Port<ProcConnector> {
        ProcConnector::open()
    }

    fn alarm(&self) -> Port<Alarm> {
        let flags = EfdFlags::EFD_CLOEXEC | EfdFlags::EFD_NONBLOCK;
        EventFd::from_flags(flags).map(Alarm).map_err(|errno| PortError::new("eventfd", errno))
    }

    fn wait(
        &self,
        alarm: &Alarm,
        listener: Option<&ProcConnector>,
        patience: Option<Duration>,
    ) -> Port<Woken> {
        let mut entries = vec![PollFd::new(alarm.0.as_fd(), PollFlags::POLLIN)];
        entries.extend(listener.map(|it| PollFd::new(it.socket.as_fd(), PollFlags::POLLIN)));
        match poll(&mut entries, poll_timeout(patience)) {
            // Too early is no harm: there is nothing to receive then.
            Ok(_) | Err(Errno::EINTR) => {}
            Err(errno) => return Err(PortError::new("poll", errno)),
        }
        // Once rung, one wait is ended; nobody has rung if there is nothing to read.
        Ok(if alarm.0.read().is_ok() { Woken::Rung } else { Woken::Ready })
    }
}

fn poll_timeout(patience: Option<Duration>) -> PollTimeout {
    PollTimeout::try_from(milliseconds(patience)).unwrap_or(PollTimeout::MAX)
}

#[cfg(test)]
mod tests {
    use psutil_parse::linux::cn_proc::{CnProc, parse};

    use super::*;

    #[test]
    fn the_requests_have_the_kernels_sizes() {
        assert_eq!(request(LISTEN, 7, None).len(), 40);
        assert_eq!(request(LISTEN, 7, Some(1)).len(), 44);
    }

    #[test]
    fn an_alarm_ends_one_wait_before_or_after_it_began() {
        let alarm = Kernel.alarm().unwrap();
        alarm.ring();
        alarm.ring();
        assert_eq!(Kernel.wait(&alarm, None, None), Ok(Woken::Rung));
        assert_eq!(Kernel.wait(&alarm, None, Some(Duration::ZERO)), Ok(Woken::Ready));
        std::thread::scope(|scope| {
            scope.spawn(|| alarm.ring());
            assert_eq!(Kernel.wait(&alarm, None, None), Ok(Woken::Rung));
        });
    }

    #[test]
    fn the_answer_to_a_request_bears_its_number() {
        let Ok(mut listener) = Kernel.process_listener() else { return }; // not here, or not for us
        if listener.request(41, None).is_err() {
            return;
        }
        let mut acks = Vec::new();
        while let Ok(Some(event)) = listener.receive(parse) {
            if let Ok(Some(CnProc::Ack { ack, err })) = event {
                acks.push((ack, err));
            }
        }
        // In a pid or user namespace of our own there is none.
        assert!(acks.is_empty() || acks.contains(&(42, 0)), "{acks:?}");
    }
}
