//! `getifaddrs(3)`, taken apart here: an address is as long as it says; and `SIOCGIFMEDIA` of `net/if_media.h`.

use std::ffi::CStr;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::ptr;

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, FdFlag, fcntl};
use psutil_parse::bsd::sockaddr::{self, Sockaddr};

use super::Kernel;
use crate::port::numbers::{AF_INET6, IFM_ACTIVE_AT, IFM_STATUS_AT, IFM_WIDTH, MEDIA_REQUESTS};
use crate::port::{InterfaceEntry, Interfaces, Media, Port, PortError, SockAddr};

/// The longest name of an interface, without the NUL, `IFNAMSIZ` - 1.
const LONGEST_NAME: usize = 15;
/// The bytes of the largest `struct ifmediareq`, in words.
const WORDS: usize = 8;

impl Interfaces for Kernel {
    fn getifaddrs(&self) -> Port<Vec<InterfaceEntry>> {
        let mut first = ptr::null_mut();
        // SAFETY: first has room for the pointer that is written on success.
        let result = unsafe { libc::getifaddrs(&raw mut first) };
        Errno::result(result).map_err(|errno| PortError::new("getifaddrs", errno))?;
        // SAFETY: the list is libc's own, whole, and not freed before the next line.
        let entries = unsafe { entries(first) };
        // SAFETY: first is what getifaddrs gave, nothing points into it any more, and it is freed once.
        unsafe { libc::freeifaddrs(first) };
        Ok(entries)
    }

    fn media(&self, name: &[u8]) -> Port<Media> {
        let failed = |errno| PortError::new("ioctl", errno);
        if name.len() > LONGEST_NAME {
            return Err(failed(Errno::ENXIO));
        }
        let socket = socket()?;
        let mut answer = Err(failed(Errno::ENOTTY));
        for request in MEDIA_REQUESTS {
            answer = ask(&socket, *request, name).map_err(failed);
            if answer.is_ok() {
                break;
            }
        }
        answer
    }
}

/// A socket to ask the kernel by about interfaces. Any kind will do.
fn socket() -> Port<OwnedFd> {
    // SAFETY: three numbers, no memory.
    let fd = unsafe { libc::socket(libc::AF_INET, libc::SOCK_DGRAM, 0) };
    let fd = Errno::result(fd).map_err(|errno| PortError::new("socket", errno))?;
    // SAFETY: the descriptor has just been opened, and nobody else knows of it.
    let socket = unsafe { OwnedFd::from_raw_fd(fd) };
    let failed = |errno| PortError::new("fcntl", errno);
    fcntl(&socket, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC)).map_err(failed)?;
    Ok(socket)
}

fn ask(socket: &OwnedFd, request: libc::c_ulong, name: &[u8]) -> Result<Media, Errno> {
    let mut bytes = [0; WORDS * 8];
    for (place, byte) in bytes.iter_mut().zip(name) {
        *place = *byte;
    }
    // Words, so that it is aligned as the struct is.
    let mut words: [u64; WORDS] = std::array::from_fn(|at| {
        let word = bytes.get(at.saturating_mul(8)..).and_then(|rest| rest.first_chunk());
        word.map_or(0, |word| u64::from_ne_bytes(*word))
    });
    // SAFETY: the request reads and writes as many bytes as its number says, at most as many as there are words for. The
    // name ends with a NUL. The list of media in it has no place and no room, so that none is written.
    let result = unsafe { libc::ioctl(socket.as_raw_fd(), request, words.as_mut_ptr()) };
    Errno::result(result)?;
    let field = |at: usize| {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
        let wide = bytes.get(at..).and_then(|rest| rest.first_chunk());
        let narrow = bytes.get(at..).and_then(|rest| rest.first_chunk());
        match IFM_WIDTH {
            8 => wide.map_or(0, |word| u64::from_ne_bytes(*word)),
            _ => narrow.map_or(0, |word| u32::from_ne_bytes(*word).into()),
        }
    };
    let status = i32::try_from(field(IFM_STATUS_AT)).unwrap_or(0);
    Ok(Media { status, active: field(IFM_ACTIVE_AT) })
}

/// Copies a list.
///
/// # Safety
///
/// Every pointer in it is null or leads to what `getifaddrs(3)` says: names end with a NUL, and an address has as many
/// bytes as it says in its first, or two.
unsafe fn entries(first: *const libc::ifaddrs) -> Vec<InterfaceEntry> {
    let mut entries = Vec::new();
    let mut at = first;
    // SAFETY: null, or an entry that outlives the loop: the caller says so.
    while let Some(entry) = unsafe { at.as_ref() } {
        // SAFETY: a name, ended by a NUL.
        let name = unsafe { CStr::from_ptr(entry.ifa_name) };
        // SAFETY: null or a whole address, as of each entry; likewise below.
        let address = unsafe { bytes(entry.ifa_addr) };
        // SAFETY: see above.
        let netmask = unsafe { bytes(entry.ifa_netmask) };
        // SAFETY: see above.
        let broadcast_or_peer = unsafe { bytes(entry.ifa_dstaddr) };
        let family = address.as_ref().and_then(|address| address.get(1)).copied();
        entries.push(InterfaceEntry {
            name: name.to_bytes().to_vec(),
            flags: entry.ifa_flags,
            netmask: family.and_then(|family| mask(&netmask?, family)),
            address: address.and_then(|bytes| known(&bytes)),
            broadcast_or_peer: broadcast_or_peer.and_then(|bytes| known(&bytes)),
        });
        at = entry.ifa_next;
    }
    entries
}

/// Copies an address as it is.
///
/// # Safety
///
/// As of [`entries`].
unsafe fn bytes(at: *const libc::sockaddr) -> Option<Vec<u8>> {
    if at.is_null() {
        return None;
    }
    // SAFETY: an address begins with its length.
    let length = unsafe { at.cast::<u8>().read() };
    // SAFETY: it has as many bytes as it says, or two, and nobody changes them.
    let bytes = unsafe { std::slice::from_raw_parts(at.cast::<u8>(), usize::from(length).max(2)) };
    Some(bytes.to_vec())
}

fn known(bytes: &[u8]) -> Option<SockAddr> {
    match sockaddr::parse(bytes, AF_INET6)? {
        Sockaddr::Inet(SocketAddr::V4(address)) => Some(SockAddr::Ipv4(*address.ip())),
        Sockaddr::Inet(SocketAddr::V6(address)) => {
            Some(SockAddr::Ipv6(*address.ip(), sockaddr::zone(bytes, AF_INET6)))
        }
        Sockaddr::Link { address, .. } => Some(SockAddr::Link(0, address.to_vec())),
        Sockaddr::Unix(_) | Sockaddr::Other(_) => None,
    }
}

fn mask(bytes: &[u8], family: u8) -> Option<SockAddr> {
    Some(match sockaddr::netmask(bytes, family, AF_INET6)? {
        IpAddr::V4(mask) => SockAddr::Ipv4(mask),
        IpAddr::V6(mask) => SockAddr::Ipv6(mask, 0),
    })
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn the_loopback_interface_is_always_there() {
        let entries = Kernel.getifaddrs().unwrap();
        let local = Some(SockAddr::Ipv4(Ipv4Addr::LOCALHOST));
        let loopback = entries.iter().find(|entry| entry.address == local).unwrap();
        assert!(loopback.name.starts_with(b"lo"));
        assert_eq!(loopback.netmask, Some(SockAddr::Ipv4(Ipv4Addr::new(255, 0, 0, 0))));
    }

    #[test]
    fn addresses_of_a_link_name_it_beside_and_not_within() {
        for entry in Kernel.getifaddrs().unwrap() {
            let Some(SockAddr::Ipv6(address, zone)) = entry.address else { continue };
            let [first, second, ..] = address.segments();
            if first & 0xffc0 == 0xfe80 {
                assert!(second == 0 && zone != 0, "{address} {zone}");
            }
        }
    }

    #[test]
    fn what_is_not_there_has_no_line() {
        for nobody in [&b"nosuch0"[..], b"a-name-longer-than-any", b""] {
            assert!(Kernel.media(nobody).is_err());
        }
    }
}
