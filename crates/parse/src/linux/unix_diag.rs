//! `struct unix_diag_msg` of `linux/unix_diag.h`, `sock_diag(7)`: a Unix socket.
//!
//! `u8 family, type, state, pad; u32 ino; u32 cookie[2]`, then attributes. Unlike `/proc/net/unix` it has names as
//! they are, so that a newline in one is no riddle, and the other end.

use super::netlink::{attributes, word};
use crate::{ParseError, Result};

/// `AF_UNIX`
const UNIX: u8 = 1;
const LENGTH: usize = 16;

const UNIX_DIAG_NAME: u16 = 0;
const UNIX_DIAG_PEER: u16 = 2;
const UNIX_DIAG_UID: u16 = 7;

/// One socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnixDiag<'a> {
    /// `SOCK_STREAM` (1), `SOCK_DGRAM` (2) or `SOCK_SEQPACKET` (5).
    pub socket_type: u8,
    /// The inode of the file that stands for it, `0` for none yet.
    pub ino: u32,
    /// What no other socket has until the machine goes down.
    pub cookie: [u32; 2],
    /// What it is bound to: a path, or an abstract name that begins with a NUL.
    pub name: Option<&'a [u8]>,
    /// The inode of the other end.
    pub peer: Option<u32>,
    /// Who opened it; Linux 5.3.
    pub uid: Option<u32>,
}

/// Reads a message without its header.
pub fn parse(payload: &[u8]) -> Result<UnixDiag<'_>> {
    let error = |reason| ParseError::new("unix_diag", reason);
    let (fixed, rest) = payload.split_at_checked(LENGTH).ok_or(error("the message is cut off"))?;
    let [UNIX, socket_type, ..] = *fixed else { return Err(error("the family is not Unix")) };
    let number = |at| word(fixed, at).ok_or(error("the message is cut off"));
    let mut socket = UnixDiag {
        socket_type,
        ino: number(4)?,
        cookie: [number(8)?, number(12)?],
        name: None,
        peer: None,
        uid: None,
    };
    for (kind, value) in attributes(rest) {
        match kind {
            UNIX_DIAG_NAME => socket.name = name(value),
            UNIX_DIAG_PEER => socket.peer = word(value, 0),
            UNIX_DIAG_UID => socket.uid = word(value, 0),
            _ => {}
        }
    }
    Ok(socket)
}

/// A path ends at its NUL; an abstract name begins with one and has the length that it has.
fn name(value: &[u8]) -> Option<&[u8]> {
    let name = match value {
        [0, ..] => value,
        path => path.split(|&byte| byte == 0).next()?,
    };
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::netlink::tests::attribute;
    use super::*;

    fn written(socket_type: u8, attributes: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = vec![UNIX, socket_type, 1, 0];
        for number in [3148_u32, 0x1111, 0x2222] {
            bytes.extend(number.to_ne_bytes());
        }
        [bytes, attributes.concat()].concat()
    }

    fn named(name: &[u8]) -> Vec<u8> {
        written(1, &[attribute(UNIX_DIAG_NAME, name)])
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let bytes = written(
            5,
            &[
                attribute(UNIX_DIAG_NAME, b"/run/a b\0"),
                attribute(4, &[0; 8]),
                attribute(UNIX_DIAG_PEER, &3149_u32.to_ne_bytes()),
                attribute(UNIX_DIAG_UID, &1000_u32.to_ne_bytes()),
            ],
        );
        let expected = UnixDiag {
            socket_type: 5,
            ino: 3148,
            cookie: [0x1111, 0x2222],
            name: Some(b"/run/a b"),
            peer: Some(3149),
            uid: Some(1000),
        };
        assert_eq!(parse(&bytes), Ok(expected));
    }

    #[test]
    fn b4_e_f7_a_name_is_whole_whatever_it_holds() {
        for name in [&b"/a b"[..], b"/a\nb", b"/\xFF\xFE", b"\0abstract", b"\0a\0b\0", b" "] {
            assert_eq!(parse(&named(name)).unwrap().name, Some(name), "{name:?}");
        }
        assert_eq!(parse(&named(b"")).unwrap().name, None);
        // An abstract name of no length: the kernel lets one bind it.
        assert_eq!(parse(&named(b"\0")).unwrap().name, Some(&b"\0"[..]));
    }

    #[test]
    fn cut_off_anywhere_is_an_error_or_lacks_attributes() {
        let bytes = [named(b"/run/x\0"), attribute(UNIX_DIAG_PEER, &7_u32.to_ne_bytes())].concat();
        let whole = parse(&bytes).unwrap();
        for length in 0..bytes.len() {
            match parse(&bytes[..length]) {
                Err(_) => assert!(length < LENGTH, "{length} bytes"),
                Ok(socket) => {
                    assert!(socket.name.is_none() || socket.name == whole.name, "{length} bytes");
                    assert_eq!(socket.peer, None, "{length} bytes");
                }
            }
        }
        assert!(parse(&[2; LENGTH]).is_err());
    }
}
