//! `struct sockaddr` with its length in its first byte and its family in the second, of `sys/socket.h` (FreeBSD 14,
//! OpenBSD 7, NetBSD 10, macOS 14): an address of a socket or an interface.
//!
//! The length is that of the address, not of the room it stands in: an IPv4 address has 16 bytes of 128, and a netmask of
//! an interface may end before its zeros. Bytes behind it are from somebody else.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::char_array;

/// `AF_UNIX` and `AF_INET`, the same everywhere.
pub const AF_UNIX: u8 = 1;
/// See [`AF_UNIX`].
pub const AF_INET: u8 = 2;
/// An interface's hardware address: its family is 18 everywhere.
pub const AF_LINK: u8 = 18;
/// `AF_INET6` of FreeBSD.
pub const AF_INET6_FREEBSD: u8 = 28;
/// `AF_INET6` of OpenBSD and NetBSD.
pub const AF_INET6_OPENBSD_NETBSD: u8 = 24;
/// `AF_INET6` of macOS.
pub const AF_INET6_MACOS: u8 = 30;

/// Where the name of a `sockaddr_un` begins, and the bytes of a `sockaddr_dl` stand that say how long its parts are.
const SUN_PATH_AT: usize = 2;
const SDL_NLEN_AT: usize = 5;
const SDL_DATA_AT: usize = 8;

/// An address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sockaddr<'a> {
    /// IPv4 or IPv6, without its zone.
    Inet(SocketAddr),
    /// A path, or nothing for a socket without a name.
    Unix(&'a [u8]),
    /// The name of an interface, and its hardware address.
    Link {
        /// `sdl_nlen` bytes.
        name: &'a [u8],
        /// `sdl_alen` bytes.
        address: &'a [u8],
    },
    /// Of a family that nobody asks for.
    Other(u8),
}

/// Reads the address that the bytes begin with; `inet6` is what this system calls `AF_INET6`.
///
/// `None` is for no address (length or family of 0), and for one that is longer than the bytes or too short for its
/// family.
#[must_use]
pub fn parse(bytes: &[u8], inet6: u8) -> Option<Sockaddr<'_>> {
    let &[length, family, ..] = bytes.first_chunk::<2>()?;
    let address = bytes.get(..usize::from(length))?;
    match family {
        0 => None,
        AF_INET => inet4(address).map(Sockaddr::Inet),
        AF_UNIX => Some(Sockaddr::Unix(char_array::text(address.get(SUN_PATH_AT..)?))),
        AF_LINK => link(address),
        other if other == inet6 => in6(address).map(Sockaddr::Inet),
        other => (address.len() >= SUN_PATH_AT).then_some(Sockaddr::Other(other)),
    }
}

/// `u8 len, family; be16 port; be32 addr; char zero[8]`
fn inet4(address: &[u8]) -> Option<SocketAddr> {
    let [_, _, high, low, a, b, c, d] = *address.first_chunk()?;
    let port = u16::from_be_bytes([high, low]);
    Some(SocketAddr::new(IpAddr::V4(Ipv4Addr::new(a, b, c, d)), port))
}

/// `u8 len, family; be16 port; be32 flowinfo; u8 addr[16]; u32 scope_id`
fn in6(address: &[u8]) -> Option<SocketAddr> {
    let port = u16::from_be_bytes(*address.get(2..)?.first_chunk()?);
    let octets: [u8; 16] = *address.get(8..)?.first_chunk()?;
    Some(SocketAddr::new(IpAddr::V6(without_zone(octets)), port))
}

/// An address as it is outside of the kernel, which writes the number of the interface into the third and fourth byte of
/// one that is of one link only: `fe80:4::1` is `fe80::1` on the fourth.
#[must_use]
pub fn without_zone(mut octets: [u8; 16]) -> Ipv6Addr {
    let [first, second, zone @ .., _, _, _, _, _, _, _, _, _, _, _, _] = &mut octets;
    let is_of_link = *first == 0xfe && *second & 0xc0 == 0x80;
    let is_multicast_of_link = *first == 0xff && matches!(*second & 0x0f, 1 | 2);
    if is_of_link || is_multicast_of_link {
        zone.fill(0);
    }
    Ipv6Addr::from(octets)
}

/// The number of the interface that an IPv6 address is local to, 0 for none: as it stands beside the address or, where
/// the kernel leaves that to others, in it.
#[must_use]
pub fn zone(bytes: &[u8], inet6: u8) -> u32 {
    let Some(Sockaddr::Inet(SocketAddr::V6(_))) = parse(bytes, inet6) else { return 0 };
    let scope_id = bytes.get(24..).and_then(|rest| rest.first_chunk());
    let octets: Option<&[u8; 16]> = bytes.get(8..).and_then(|rest| rest.first_chunk());
    match (scope_id.map_or(0, |id| u32::from_ne_bytes(*id)), octets) {
        (0, Some(octets)) if without_zone(*octets).octets() != *octets => {
            let [_, _, high, low, ..] = *octets;
            u16::from_be_bytes([high, low]).into()
        }
        (beside, _) => beside,
    }
}

/// A netmask of an address of this family. It may have no family of its own, and end before its zeros.
#[must_use]
pub fn netmask(bytes: &[u8], family: u8, inet6: u8) -> Option<IpAddr> {
    let length = bytes.first().copied().map_or(0, usize::from);
    let mask = bytes.get(..length).unwrap_or(bytes);
    let octet = |at: usize| mask.get(at).copied().unwrap_or(0);
    match family {
        AF_INET => Some(IpAddr::from(std::array::from_fn::<u8, 4, _>(|n| {
            octet(4_usize.saturating_add(n))
        }))),
        other if other == inet6 => Some(IpAddr::from(std::array::from_fn::<u8, 16, _>(|n| {
            octet(8_usize.saturating_add(n))
        }))),
        _ => None,
    }
}

/// `u8 len, family; u16 index; u8 type, nlen, alen, slen; char data[]`
fn link(address: &[u8]) -> Option<Sockaddr<'_>> {
    let [name, hardware] = *address.get(SDL_NLEN_AT..)?.first_chunk()?;
    let data = address.get(SDL_DATA_AT..)?;
    let (name, data) = data.split_at_checked(usize::from(name))?;
    Some(Sockaddr::Link { name, address: data.get(..usize::from(hardware))? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the kernel writes it into its room of 128 bytes.
    fn room(address: &[u8]) -> [u8; 128] {
        let mut bytes = [0xAA; 128];
        bytes[..address.len()].copy_from_slice(address);
        bytes
    }

    fn written6(family: u8) -> Vec<u8> {
        let mut bytes = vec![28, family, 0x01, 0xBB, 0, 0, 0, 0];
        bytes.extend(Ipv6Addr::LOCALHOST.octets());
        bytes.extend(7_u32.to_ne_bytes());
        bytes
    }

    #[test]
    fn ports_and_addresses_are_big_endian() {
        let v4 = room(&[16, AF_INET, 0x01, 0xBB, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        let address = Sockaddr::Inet("127.0.0.1:443".parse().unwrap());
        assert_eq!(parse(&v4, AF_INET6_FREEBSD), Some(address));
        let address = Sockaddr::Inet("[::1]:443".parse().unwrap());
        for family in [AF_INET6_FREEBSD, AF_INET6_OPENBSD_NETBSD, AF_INET6_MACOS] {
            assert_eq!(parse(&room(&written6(family)), family), Some(address), "{family}");
        }
    }

    #[test]
    fn addresses_of_a_link_have_no_zone_in_them() {
        let told =
            |address: &str| without_zone(address.parse::<Ipv6Addr>().unwrap().octets()).to_string();
        assert_eq!(told("fe80:4::1"), "fe80::1");
        assert_eq!(told("ff02:4::fb"), "ff02::fb");
        assert_eq!(told("ff01:4::1"), "ff01::1");
        for other in ["2001:db8::1", "fec0:4::1", "ff05:4::1", "::ffff:127.0.0.1", "::1"] {
            assert_eq!(told(other), other);
        }
        let mut bytes = written6(AF_INET6_FREEBSD);
        bytes[8..12].copy_from_slice(&[0xfe, 0x80, 0, 4]);
        let address = Sockaddr::Inet("[fe80::1]:443".parse().unwrap());
        assert_eq!(parse(&bytes, AF_INET6_FREEBSD), Some(address));
    }

    #[test]
    fn the_family_of_another_system_is_no_ipv6() {
        let bytes = room(&written6(AF_INET6_MACOS));
        assert_eq!(parse(&bytes, AF_INET6_FREEBSD), Some(Sockaddr::Other(AF_INET6_MACOS)));
    }

    #[test]
    fn a_path_ends_where_its_length_or_a_nul_says() {
        let unix = |bytes: &[u8]| match parse(bytes, AF_INET6_FREEBSD) {
            Some(Sockaddr::Unix(path)) => path.to_vec(),
            other => panic!("{other:?}"),
        };
        assert_eq!(unix(&room(&[5, 1, b'/', b'a', b')'])), b"/a)");
        assert_eq!(unix(&room(&[9, 1, b'/', b'\n', 0xFF, 0, b'x', 0, 0])), b"/\n\xFF");
        assert_eq!(unix(&room(&[2, 1])), b"");
    }

    #[test]
    fn an_interface_has_a_name_and_a_hardware_address() {
        let mut bytes = vec![17, AF_LINK, 1, 0, 6, 3, 6, 0];
        bytes.extend(b"em0\x02\0\0\0\0\x01");
        let link = Sockaddr::Link { name: b"em0", address: &[2, 0, 0, 0, 0, 1] };
        assert_eq!(parse(&room(&bytes), AF_INET6_FREEBSD), Some(link));
        bytes[6] = 7; // Beyond its own length.
        assert_eq!(parse(&room(&bytes), AF_INET6_FREEBSD), None);
        bytes[5] = 200;
        assert_eq!(parse(&room(&bytes), AF_INET6_FREEBSD), None);
    }

    #[test]
    fn an_address_of_a_link_tells_which_link() {
        let mut bytes = written6(AF_INET6_MACOS);
        assert_eq!(zone(&bytes, AF_INET6_MACOS), 7);
        bytes[24..].fill(0);
        assert_eq!(zone(&bytes, AF_INET6_MACOS), 0);
        bytes[8..12].copy_from_slice(&[0xfe, 0x80, 0, 4]);
        assert_eq!(zone(&bytes, AF_INET6_MACOS), 4);
        assert_eq!(zone(&bytes, AF_INET6_FREEBSD), 0);
        assert_eq!(
            zone(&[16, AF_INET, 0, 1, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0], AF_INET6_MACOS),
            0
        );
        for length in 0..bytes.len() {
            assert_eq!(zone(&bytes[..length], AF_INET6_MACOS), 0, "{length}");
        }
    }

    #[test]
    fn a_netmask_may_end_before_its_zeros() {
        let mask = |bytes: &[u8]| netmask(bytes, AF_INET, AF_INET6_MACOS).unwrap().to_string();
        assert_eq!(mask(&[7, AF_INET, 0, 0, 255, 255, 240, 0xAA]), "255.255.240.0");
        assert_eq!(mask(&[5, 0, 0, 0, 255]), "255.0.0.0");
        assert_eq!(mask(&[0, 0]), "0.0.0.0");
        assert_eq!(mask(&[]), "0.0.0.0");
        let mut six = written6(AF_INET6_MACOS);
        six[8..24].fill(0xFF);
        six[0] = 16;
        let mask = netmask(&six, AF_INET6_MACOS, AF_INET6_MACOS).unwrap();
        assert_eq!(mask.to_string(), "ffff:ffff:ffff:ffff::");
        assert_eq!(netmask(&six, AF_LINK, AF_INET6_MACOS), None);
    }

    #[test]
    fn no_address_and_one_without_its_end_are_none() {
        assert_eq!(parse(&[0; 128], AF_INET6_FREEBSD), None);
        let addresses = [
            vec![8, AF_INET, 0, 1, 1, 2, 3, 4],
            written6(AF_INET6_FREEBSD),
            vec![4, AF_UNIX, b'/', b'a'],
            vec![9, AF_LINK, 1, 0, 6, 1, 0, 0, b'x'],
            vec![3, 200, 1],
        ];
        for address in addresses {
            assert!(parse(&address, AF_INET6_FREEBSD).is_some(), "{address:?}");
            for length in 0..address.len() {
                assert_eq!(parse(&address[..length], AF_INET6_FREEBSD), None, "{length}");
            }
            for length in [0, 1, 7] {
                let mut short = room(&address);
                short[0] = length;
                let found = parse(&short, AF_INET6_FREEBSD);
                assert!(!matches!(found, Some(Sockaddr::Inet(_) | Sockaddr::Link { .. })));
            }
        }
    }
}
