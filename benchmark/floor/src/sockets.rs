//! All TCP and UDP sockets, by sock_diag, and which process has them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::hint::black_box;
use std::os::fd::{AsRawFd, OwnedFd};

use crate::listing::{numbers, pids, proc};
use crate::sys;
use crate::text::{Path, number};

#[expect(dead_code, reason = "picked out because a caller wants to know, and here nobody asks")]
#[derive(Default)]
struct Socket {
    family: u8,
    state: u8,
    ports: [u16; 2],
    addresses: [[u8; 16]; 2],
    uid: u32,
    inode: u32,
    pid: u32,
}

const EVERY_STATE: u32 = u32::MAX;
/// `TCP_LISTEN` of <net/tcp_states.h>, as a bit.
const LISTEN: u32 = 1 << 10;
/// `SOCK_DIAG_BY_FAMILY` of <linux/sock_diag.h>
const SOCK_DIAG_BY_FAMILY: u16 = 20;

thread_local! {
    static ANSWER: RefCell<Vec<u8>> = RefCell::new(vec![0; 65536]);
}

pub fn listening() -> Option<usize> {
    let mut sockets = Vec::new();
    for family in [libc::AF_INET, libc::AF_INET6] {
        dump(family, libc::IPPROTO_TCP, LISTEN, &mut sockets)?;
    }
    Some(black_box(sockets).len())
}

pub fn without_owners() -> Option<usize> {
    Some(black_box(all()?).len())
}

/// Looks through the descriptors of all processes, too.
pub fn with_owners() -> Option<usize> {
    let mut sockets = all()?;
    let numbered = sockets.iter().enumerate().map(|(at, socket)| (socket.inode, at));
    let by_inode: HashMap<u32, usize, BuildHasherDefault<Spread>> = numbered.collect();
    let proc = proc()?;
    let mut names = Vec::new();
    for pid in pids()? {
        let path = Path::new(pid, "/fd");
        let flags = libc::O_RDONLY | libc::O_DIRECTORY;
        let Some(directory) = sys::open(proc.as_raw_fd(), path.as_c_str(), flags) else { continue };
        names.clear();
        if numbers(&directory, |descriptor| names.push(descriptor)).is_none() {
            continue;
        }
        for &descriptor in &names {
            if let Some(&at) =
                socket_inode(&directory, descriptor).and_then(|inode| by_inode.get(&inode))
            {
                sockets[at].pid = pid;
            }
        }
    }
    Some(black_box(sockets).len())
}

fn socket_inode(directory: &OwnedFd, descriptor: u32) -> Option<u32> {
    let mut buffer = [0; 64];
    let link = sys::read_link(directory, Path::new(descriptor, "").as_c_str(), &mut buffer)?;
    Some(number(link.strip_prefix(b"socket:[")?)? as u32)
}

fn all() -> Option<Vec<Socket>> {
    let mut sockets = Vec::new();
    for protocol in [libc::IPPROTO_TCP, libc::IPPROTO_UDP] {
        for family in [libc::AF_INET, libc::AF_INET6] {
            dump(family, protocol, EVERY_STATE, &mut sockets)?;
        }
    }
    Some(sockets)
}

fn dump(family: i32, protocol: i32, states: u32, sockets: &mut Vec<Socket>) -> Option<()> {
    let kernel = sys::sock_diag()?;
    if !sys::send(&kernel, &request(family as u8, protocol as u8, states)) {
        return None;
    }
    ANSWER.with_borrow_mut(|buffer| {
        loop {
            let length = sys::read(&kernel, buffer)?;
            let mut rest = buffer.get(..length)?;
            // struct nlmsghdr: u32 length, u16 type, u16 flags, u32 sequence, u32 port
            while rest.len() >= 16 {
                let size = word(rest, 0)? as usize;
                match i32::from(u16::from_ne_bytes([rest[4], rest[5]])) {
                    libc::NLMSG_DONE => return Some(()),
                    libc::NLMSG_ERROR => return None,
                    _ => sockets.push(socket(rest.get(16..size)?)?),
                }
                rest = rest.get(size.next_multiple_of(4)..).unwrap_or_default();
            }
        }
    })
}

/// `struct nlmsghdr` and `struct inet_diag_req_v2` of <linux/inet_diag.h>.
fn request(family: u8, protocol: u8, states: u32) -> [u8; 72] {
    let mut message = [0; 72];
    let flags = (libc::NLM_F_REQUEST | libc::NLM_F_DUMP) as u16;
    message[..4].copy_from_slice(&72u32.to_ne_bytes());
    message[4..6].copy_from_slice(&SOCK_DIAG_BY_FAMILY.to_ne_bytes());
    message[6..8].copy_from_slice(&flags.to_ne_bytes());
    message[16] = family;
    message[17] = protocol;
    message[20..24].copy_from_slice(&states.to_ne_bytes());
    message
}

/// `struct inet_diag_msg`: four bytes, the two ports and addresses, and at its end the owner and the inode.
fn socket(message: &[u8]) -> Option<Socket> {
    Some(Socket {
        family: *message.first()?,
        state: *message.get(1)?,
        ports: [port(message, 4)?, port(message, 6)?],
        addresses: [message.get(8..24)?.try_into().ok()?, message.get(24..40)?.try_into().ok()?],
        uid: word(message, 64)?,
        inode: word(message, 68)?,
        pid: 0,
    })
}

fn port(message: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(message.get(at..at + 2)?.try_into().ok()?))
}

fn word(message: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(message.get(at..at + 4)?.try_into().ok()?))
}

/// Inodes are counted up: a multiplication spreads them well enough.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = u64::from(value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
