//! `struct if_msghdr2` of `net/if.h` (macOS 15), `NET_RT_IFLIST2` of sysctl(3), route(4): the interfaces.
//!
//! The list is of messages of several types, each as long as its first two bytes say. A `sockaddr_dl` with the name of the
//! interface follows the struct.

use super::if_data64::IfData64;
use crate::bsd::sockaddr::{self, AF_INET6_MACOS, Sockaddr};
use crate::record::{cut_off, record};
use crate::{ParseError, Result};

/// `ifm_type`: an interface, in this struct.
pub const RTM_IFINFO2: u8 = 0x12;

const RECORD: &str = "if_msghdr2";

record! {
    /// An interface.
    pub struct IfMsghdr2("if_msghdr2", 160) {
        pub ifm_msglen: u16,
        pub ifm_version: u8,
        pub ifm_type: u8,
        pub ifm_addrs: i32,
        /// `IFF_UP` and so on.
        pub ifm_flags: i32,
        pub ifm_index: u16,
        _pad: u16,
        pub ifm_snd_len: i32,
        pub ifm_snd_maxlen: i32,
        /// What was not sent for want of room.
        pub ifm_snd_drops: i32,
        pub ifm_timer: i32,
        pub ifm_data: IfData64,
    }
}

/// An interface and its name, which is empty if the kernel did not say.
pub type Interface<'a> = (IfMsghdr2, &'a [u8]);

/// The interfaces. Messages of other types are passed over; a length that leads nowhere ends the list with an error.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<Interface<'_>>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        loop {
            let at = bytes.len().saturating_sub(rest.len());
            let (message, others) = match split(rest, at) {
                Ok(split) => split?,
                Err(error) => {
                    rest = &[];
                    return Some(Err(error));
                }
            };
            rest = others;
            if message.get(3) == Some(&RTM_IFINFO2) {
                return Some(interface(message, at));
            }
        }
    })
}

/// The first message, and what follows it; `None` at the end.
fn split(bytes: &[u8], at: usize) -> Result<Option<(&[u8], &[u8])>> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let length = bytes.first_chunk().map(|length| usize::from(u16::from_ne_bytes(*length)));
    match length.and_then(|length| bytes.split_at_checked(length)) {
        // Without a type there is no way to tell what it is.
        Some((message, rest)) if message.len() >= 4 => Ok(Some((message, rest))),
        _ => Err(ParseError::new(RECORD, "the length of a message leads nowhere").at(at)),
    }
}

fn interface(message: &[u8], at: usize) -> Result<Interface<'_>> {
    let header =
        IfMsghdr2::parse(message).map_err(|_| cut_off(RECORD, at.saturating_add(message.len())))?;
    let address = message.get(IfMsghdr2::SIZE..).unwrap_or_default();
    let name = match sockaddr::parse(address, AF_INET6_MACOS) {
        Some(Sockaddr::Link { name, .. }) => name,
        _ => &[],
    };
    Ok((header, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    /// A message of this type, for the interface of this name.
    fn made(message_type: u8, name: &[u8]) -> Vec<u8> {
        let length = u8::try_from(name.len()).unwrap();
        let mut link = vec![length + 14, 18, 4, 0, 6, length, 6, 0];
        link.extend(name);
        link.extend([2, 0, 0, 0, 0, 1]);
        let size = 160 + link.len();
        let fields: &[(usize, &[u8])] = &[
            (0, &u16::try_from(size).unwrap().to_ne_bytes()),
            (2, &[5, message_type]),
            (4, &0x10_i32.to_ne_bytes()),
            (8, &0x8863_i32.to_ne_bytes()),
            (12, &4_u16.to_ne_bytes()),
            (24, &9_i32.to_ne_bytes()),
            (32 + 64, &(1_u64 << 33).to_ne_bytes()),
            (160, &link),
        ];
        written(size, fields)
    }

    fn names(bytes: &[u8]) -> Vec<Option<Vec<u8>>> {
        rows(bytes).map(|row| row.ok().map(|(_, name)| name.to_vec())).collect()
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("ifm_msglen", 0),
            ("ifm_version", 2),
            ("ifm_type", 3),
            ("ifm_addrs", 4),
            ("ifm_flags", 8),
            ("ifm_index", 12),
            ("ifm_snd_len", 16),
            ("ifm_snd_drops", 24),
            ("ifm_data", 32),
        ];
        stand(IfMsghdr2::OFFSETS, &places);
        let bytes = made(RTM_IFINFO2, b"en0");
        let (header, name) = rows(&bytes).next().unwrap().unwrap();
        assert_eq!((header.ifm_flags, header.ifm_index, header.ifm_snd_drops), (0x8863, 4, 9));
        assert_eq!((header.ifm_data.ifi_ibytes, name), (1 << 33, &b"en0"[..]));
    }

    #[test]
    fn messages_of_other_types_are_passed_over() {
        let address = [&8_u16.to_ne_bytes()[..], &[5, 0xC, 0, 0, 0, 0]].concat();
        let bytes =
            [made(RTM_IFINFO2, b"lo0"), address.clone(), made(0x13, b"x"), made(18, b"en)\n\xFF")];
        assert_eq!(names(&bytes.concat()), [Some(b"lo0".to_vec()), Some(b"en)\n\xFF".to_vec())]);
        assert!(names(&address).is_empty());
        assert!(names(&[]).is_empty());
    }

    #[test]
    fn an_interface_may_be_without_a_name() {
        let mut bytes = made(RTM_IFINFO2, b"");
        assert_eq!(names(&bytes), [Some(Vec::new())]);
        bytes.truncate(160);
        bytes[..2].copy_from_slice(&160_u16.to_ne_bytes());
        assert_eq!(names(&bytes), [Some(Vec::new())]);
    }

    #[test]
    fn a_length_that_leads_nowhere_is_an_error() {
        let good = made(RTM_IFINFO2, b"lo0");
        for length in [0_u16, 1, 3, 500, u16::MAX] {
            let mut bytes = [good.clone(), good.clone()].concat();
            bytes[good.len()..][..2].copy_from_slice(&length.to_ne_bytes());
            assert_eq!(names(&bytes), [Some(b"lo0".to_vec()), None], "{length}");
            let error = rows(&bytes).last().unwrap().unwrap_err();
            assert_eq!(error.offset, Some(good.len()));
        }
        let mut short = made(RTM_IFINFO2, b"lo0");
        short[..2].copy_from_slice(&159_u16.to_ne_bytes());
        assert_eq!(rows(&short).next().unwrap().unwrap_err().offset, Some(159));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let bytes = made(RTM_IFINFO2, b"lo0");
        for length in 1..bytes.len() {
            assert_eq!(names(&bytes[..length]), [None], "{length} bytes");
        }
        ends(&bytes[..160], IfMsghdr2::parse);
    }
}
