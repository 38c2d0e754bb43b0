//! `struct inet_diag_msg` of `linux/inet_diag.h`, `sock_diag(7)`: a TCP or UDP socket.
//!
//! `u8 family, state, timer, retrans; struct inet_diag_sockid id; u32 expires, rqueue, wqueue, uid, inode`, where
//! the id is `be16 sport, dport; be32 src[4], dst[4]; u32 if; u32 cookie[2]`; attributes may follow.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::netlink::word;
use crate::{ParseError, Result};

/// `AF_INET`, `AF_INET6`
const IPV4: u8 = 2;
const IPV6: u8 = 10;

const PORTS_AT: usize = 4;
const ADDRESSES_AT: usize = 8;
const COOKIE_AT: usize = 44;
const UID_AT: usize = 64;
const INODE_AT: usize = 68;

/// One socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InetDiag {
    /// Its own address and port. IPv4 within IPv6 stays IPv6.
    pub src: SocketAddr,
    /// The other end's; all zero where there is none.
    pub dst: SocketAddr,
    /// The state by number, `TCP_ESTABLISHED` (1) and so on, for UDP too.
    pub state: u8,
    /// Who opened it.
    pub uid: u32,
    /// The inode of the file that stands for it, `0` for none.
    pub inode: u32,
    /// What no other socket has until the machine goes down.
    pub cookie: [u32; 2],
}

/// Reads a message without its header.
pub fn parse(payload: &[u8]) -> Result<InetDiag> {
    let error = |reason| ParseError::new("inet_diag", reason);
    let cut_off = error("the message is cut off");
    let (&family, &state) = payload.first().zip(payload.get(1)).ok_or(cut_off)?;
    let end = |port_at: usize, address_at: usize| {
        let bytes: [u8; 16] = *payload.get(address_at..)?.first_chunk()?;
        let port = payload.get(port_at..)?.first_chunk().map(|port| u16::from_be_bytes(*port))?;
        let [a, b, c, d, ..] = bytes;
        let address = match family {
            IPV4 => IpAddr::V4(Ipv4Addr::new(a, b, c, d)),
            _ => IpAddr::V6(Ipv6Addr::from(bytes)),
        };
        Some(SocketAddr::new(address, port))
    };
    let number = |at| word(payload, at).ok_or(cut_off);
    if family != IPV4 && family != IPV6 {
        return Err(error("the family is neither IPv4 nor IPv6"));
    }
    Ok(InetDiag {
        src: end(PORTS_AT, ADDRESSES_AT).ok_or(cut_off)?,
        dst: end(PORTS_AT.saturating_add(2), ADDRESSES_AT.saturating_add(16)).ok_or(cut_off)?,
        state,
        uid: number(UID_AT)?,
        inode: number(INODE_AT)?,
        cookie: [number(COOKIE_AT)?, number(COOKIE_AT.saturating_add(4))?],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the kernel writes it.
    fn written(family: u8, addresses: [[u8; 16]; 2]) -> Vec<u8> {
        let mut bytes = vec![family, 10, 0, 0];
        bytes.extend([0x01, 0xBB, 0xC3, 0x50]); // 443, 50000
        bytes.extend(addresses.concat());
        for number in [0_u32, 0x1111, 0x2222, 0, 0, 0, 1000, 4_294_967_295] {
            bytes.extend(number.to_ne_bytes());
        }
        bytes
    }

    fn four(a: u8, b: u8, c: u8, d: u8) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&[a, b, c, d]);
        bytes
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let bytes = written(IPV4, [four(127, 0, 0, 1), four(10, 0, 0, 2)]);
        assert_eq!(bytes.len(), 72);
        let socket = parse(&bytes).unwrap();
        assert_eq!(socket.src, "127.0.0.1:443".parse().unwrap());
        assert_eq!(socket.dst, "10.0.0.2:50000".parse().unwrap());
        assert_eq!((socket.state, socket.uid, socket.inode), (10, 1000, u32::MAX));
        assert_eq!(socket.cookie, [0x1111, 0x2222]);
    }

    #[test]
    fn e_f8_v4_within_v6_stays_v6() {
        let mapped = |last| Ipv4Addr::new(127, 0, 0, last).to_ipv6_mapped().octets();
        let socket = parse(&written(IPV6, [mapped(1), mapped(2)])).unwrap();
        assert_eq!(socket.src, "[::ffff:127.0.0.1]:443".parse().unwrap());
        assert_eq!(socket.dst, "[::ffff:127.0.0.2]:50000".parse().unwrap());
    }

    #[test]
    fn attributes_behind_it_do_not_matter() {
        let mut bytes = written(IPV4, [four(1, 2, 3, 4); 2]);
        let socket = parse(&bytes);
        bytes.extend([5, 0, 8, 0, 0, 0, 0, 0]);
        assert_eq!(parse(&bytes), socket);
    }

    #[test]
    fn cut_off_anywhere_or_of_another_family_is_an_error() {
        let bytes = written(IPV6, [[1; 16], [2; 16]]);
        for length in 0..bytes.len() {
            assert!(parse(&bytes[..length]).is_err(), "{length} bytes");
        }
        for family in [0, 1, 255] {
            assert!(parse(&written(family, [[0; 16]; 2])).is_err(), "{family}");
        }
    }
}
