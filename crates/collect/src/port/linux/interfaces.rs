//! `getifaddrs(3)`, taken apart here: a hardware address may be longer than `struct sockaddr_ll` says.

use std::ffi::CStr;
use std::mem::offset_of;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ptr;

use nix::errno::Errno;

use crate::port::{InterfaceEntry, Port, PortError, SockAddr};

/// What every libc has room for behind `struct sockaddr_ll` up to its address: InfiniBand needs 20 bytes.
const LONGEST_LINK: usize = 24;

pub(super) fn getifaddrs() -> Port<Vec<InterfaceEntry>> {
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

/// Copies a list.
///
/// # Safety
///
/// Every pointer in it is null or leads to what `getifaddrs(3)` says: names end with a NUL, an address is a whole
/// struct of its family, and that of a link has room for [`LONGEST_LINK`] bytes.
unsafe fn entries(first: *const libc::ifaddrs) -> Vec<InterfaceEntry> {
    let mut entries = Vec::new();
    let mut at = first;
    // SAFETY: null, or an entry that outlives the loop: the caller says so.
    while let Some(entry) = unsafe { at.as_ref() } {
        // SAFETY: a name, ended by a NUL.
        let name = unsafe { CStr::from_ptr(entry.ifa_name) };
        // SAFETY: null or a whole address, as of each entry; likewise below.
        let address = unsafe { address(entry.ifa_addr) };
        // SAFETY: see above.
        let netmask = unsafe { self::address(entry.ifa_netmask) };
        // SAFETY: see above.
        let broadcast_or_peer = unsafe { self::address(entry.ifa_ifu) };
        entries.push(InterfaceEntry {
            name: name.to_bytes().to_vec(),
            flags: entry.ifa_flags,
            address,
            netmask,
            broadcast_or_peer,
        });
        at = entry.ifa_next;
    }
    entries
}

/// Copies an address of the three families.
///
/// # Safety
///
/// As of [`entries`].
unsafe fn address(at: *const libc::sockaddr) -> Option<SockAddr> {
    // SAFETY: null, or an address, each of which begins like a sockaddr.
    let family = i32::from(unsafe { at.as_ref() }?.sa_family);
    match family {
        libc::AF_INET => {
            // SAFETY: an address of this family is a whole sockaddr_in.
            let address = unsafe { at.cast::<libc::sockaddr_in>().read_unaligned() };
            let bytes = address.sin_addr.s_addr.to_ne_bytes();
            Some(SockAddr::Ipv4(Ipv4Addr::from(bytes)))
        }
        libc::AF_INET6 => {
            // SAFETY: an address of this family is a whole sockaddr_in6.
            let address = unsafe { at.cast::<libc::sockaddr_in6>().read_unaligned() };
            let scope = address.sin6_scope_id;
            Some(SockAddr::Ipv6(Ipv6Addr::from(address.sin6_addr.s6_addr), scope))
        }
        libc::AF_PACKET => {
            // SAFETY: an address of this family is at least a whole sockaddr_ll.
            let address = unsafe { at.cast::<libc::sockaddr_ll>().read_unaligned() };
            let length = usize::from(address.sll_halen).min(LONGEST_LINK);
            // SAFETY: the address begins there, and there is room for that many bytes.
            let first = unsafe { at.cast::<u8>().add(offset_of!(libc::sockaddr_ll, sll_addr)) };
            // SAFETY: libc has set as many bytes as sll_halen says, and they outlive the copy.
            let bytes = unsafe { std::slice::from_raw_parts(first, length) };
            Some(SockAddr::Link(address.sll_hatype, bytes.to_vec()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `struct sockaddr_ll` as libc allocates it, with room for a long address.
    #[repr(C)]
    struct LongLink {
        family: u16,
        protocol: u16,
        ifindex: i32,
        hatype: u16,
        pkttype: u8,
        halen: u8,
        addr: [u8; LONGEST_LINK],
    }

    const _: () = assert!(offset_of!(LongLink, addr) == offset_of!(libc::sockaddr_ll, sll_addr));

    fn read(family: i32, halen: u8) -> Option<SockAddr> {
        let addr = std::array::from_fn(|at| u8::try_from(at).unwrap());
        let family = u16::try_from(family).unwrap();
        let link =
            LongLink { family, protocol: 0, ifindex: 2, hatype: 32, pkttype: 0, halen, addr };
        // SAFETY: a link address with all the room that is asked for.
        unsafe { address((&raw const link).cast()) }
    }

    #[test]
    fn e_k7_a_hardware_address_has_as_many_bytes_as_it_has() {
        for length in [0, 4, 6, 8, 16, 20, 24] {
            let bytes = (0..length).collect();
            assert_eq!(read(libc::AF_PACKET, length), Some(SockAddr::Link(32, bytes)));
        }
        // More than any libc would say.
        assert_eq!(read(libc::AF_PACKET, 255), read(libc::AF_PACKET, 24));
    }

    #[test]
    fn no_address_and_other_families_are_none() {
        // SAFETY: null is allowed.
        assert_eq!(unsafe { address(ptr::null()) }, None);
        assert_eq!(read(libc::AF_UNSPEC, 0), None);
        // SAFETY: an empty list.
        assert_eq!(unsafe { entries(ptr::null()) }, []);
    }

    #[test]
    fn the_loopback_interface_is_always_there() {
        let entries = getifaddrs().unwrap();
        assert!(entries.iter().any(|entry| entry.name == b"lo"));
    }
}
