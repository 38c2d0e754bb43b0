//! Netlink, `netlink(7)`: messages one after the other in a datagram, and the attributes within a message.
//!
//! `struct nlmsghdr { u32 len; u16 type, flags; u32 seq, pid; }` and `struct rtattr { u16 len, type; }` in this
//! machine's byte order. Lengths count the header; what follows begins at the next multiple of four.

use crate::{ParseError, Result, native};

const HEADER: usize = 16;
const ATTRIBUTE_HEADER: usize = 4;
const ALIGNMENT: usize = 4;

/// The type of a message about a socket, in question and answer; `linux/sock_diag.h`.
pub const SOCK_DIAG_BY_FAMILY: u16 = 20;
/// The same about a TCP socket of whichever family, as it was asked before there were others; `linux/inet_diag.h`.
pub const TCPDIAG_GETSOCK: u16 = 18;

const NLMSG_NOOP: u16 = 1;
const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;
/// What was listed changed meanwhile: some may be missing, some there twice.
const NLM_F_DUMP_INTR: u16 = 0x10;
/// The upper bits of an attribute's type say how it is written.
const NLA_TYPE_MASK: u16 = 0x3FFF;

/// One message of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// What it is.
    pub content: Content<'a>,
    /// Whether the list that it belongs to has changed while it was made.
    pub interrupted: bool,
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content<'a> {
    /// An item of the type that was asked for, without its header.
    Item(&'a [u8]),
    /// The end, with the errno that the list was ended by, 0 for none.
    Done(i32),
    /// The question was refused, with the errno; 0 is an acknowledgement.
    Refused(i32),
}

const fn error(reason: &'static str) -> ParseError {
    ParseError::new("netlink", reason)
}

/// The messages of a datagram. Those of another type than `wanted` are left out; an error is the last item.
pub fn messages(datagram: &[u8], wanted: u16) -> impl Iterator<Item = Result<Message<'_>>> {
    let mut rest = datagram;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            match message(rest, wanted) {
                Ok((found, next)) => {
                    rest = next;
                    if let Some(found) = found {
                        return Some(Ok(found));
                    }
                }
                Err(error) => {
                    rest = &[];
                    return Some(Err(error));
                }
            }
        }
        None
    })
}

/// The first message, unless it is of no interest, and what follows it.
fn message(bytes: &[u8], wanted: u16) -> Result<(Option<Message<'_>>, &[u8])> {
    let cut_off = error("a message is cut off");
    let length = word(bytes, 0).and_then(|length| usize::try_from(length).ok()).ok_or(cut_off)?;
    let (kind, flags) = half(bytes, 4).zip(half(bytes, 6)).ok_or(cut_off)?;
    let (message, after) = bytes.split_at_checked(length).ok_or(cut_off)?;
    let payload = message.get(HEADER..).ok_or(error("a message is shorter than its header"))?;
    let content = match kind {
        NLMSG_NOOP => None,
        NLMSG_ERROR => Some(Content::Refused(errno(payload).ok_or(cut_off)?)),
        // Old kernels end a list without a number.
        NLMSG_DONE => Some(Content::Done(errno(payload).unwrap_or(0))),
        kind => (kind == wanted).then_some(Content::Item(payload)),
    };
    let interrupted = flags & NLM_F_DUMP_INTR != 0;
    let next = after.get(padding(length)..).unwrap_or_default();
    Ok((content.map(|content| Message { content, interrupted }), next))
}

/// The errno that a message carries, which the kernel writes negative.
fn errno(payload: &[u8]) -> Option<i32> {
    word(payload, 0)?.cast_signed().checked_neg()
}

/// The attributes that follow the fixed part of a message: type and value. Stops at one that does not fit.
pub fn attributes(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = usize::from(half(rest, 0)?);
        let kind = half(rest, 2)? & NLA_TYPE_MASK;
        let (attribute, after) = rest.split_at_checked(length)?;
        let value = attribute.get(ATTRIBUTE_HEADER..)?;
        rest = after.get(padding(length)..).unwrap_or_default();
        Some((kind, value))
    })
}

/// How many bytes it takes to the next multiple of four.
fn padding(length: usize) -> usize {
    length.checked_next_multiple_of(ALIGNMENT).map_or(0, |next| next.saturating_sub(length))
}

/// A number of 32 bits.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    native::at(bytes, at).map(u32::from_ne_bytes)
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    native::at(bytes, at).map(u16::from_ne_bytes)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const WANTED: u16 = SOCK_DIAG_BY_FAMILY;

    /// A message as the kernel writes it.
    pub fn written(kind: u16, flags: u16, payload: &[u8]) -> Vec<u8> {
        let length = HEADER + payload.len();
        let mut bytes = u32::try_from(length).unwrap().to_ne_bytes().to_vec();
        bytes.extend(kind.to_ne_bytes());
        bytes.extend(flags.to_ne_bytes());
        bytes.extend([0; 8]);
        bytes.extend(payload);
        bytes.resize(length.next_multiple_of(ALIGNMENT), 0);
        bytes
    }

    /// An attribute as the kernel writes it.
    pub fn attribute(kind: u16, value: &[u8]) -> Vec<u8> {
        let length = ATTRIBUTE_HEADER + value.len();
        let mut bytes = u16::try_from(length).unwrap().to_ne_bytes().to_vec();
        bytes.extend(kind.to_ne_bytes());
        bytes.extend(value);
        bytes.resize(length.next_multiple_of(ALIGNMENT), 0);
        bytes
    }

    fn read(bytes: &[u8]) -> Vec<Result<Message<'_>>> {
        messages(bytes, WANTED).collect()
    }

    fn item(payload: &[u8]) -> Message<'_> {
        Message { content: Content::Item(payload), interrupted: false }
    }

    #[test]
    fn messages_of_any_length_follow_one_another() {
        let bytes = [
            written(WANTED, 2, b"abcde"),
            written(NLMSG_NOOP, 0, b""),
            written(99, 0, b"another's"),
            written(WANTED, 2, b""),
            written(NLMSG_DONE, 2, &0_i32.to_ne_bytes()),
        ]
        .concat();
        let done = Ok(Message { content: Content::Done(0), interrupted: false });
        assert_eq!(read(&bytes), [Ok(item(b"abcde")), Ok(item(b"")), done]);
    }

    #[test]
    fn the_kernel_says_why_and_when_it_was_disturbed() {
        let refused = written(NLMSG_ERROR, 0, &(-2_i32).to_ne_bytes());
        let content = Content::Refused(2);
        assert_eq!(read(&refused), [Ok(Message { content, interrupted: false })]);
        let done = written(NLMSG_DONE, NLM_F_DUMP_INTR, &(-4_i32).to_ne_bytes());
        let content = Content::Done(4);
        assert_eq!(read(&done), [Ok(Message { content, interrupted: true })]);
        let done = written(NLMSG_DONE, 0, b"");
        assert_eq!(read(&done), [Ok(Message { content: Content::Done(0), interrupted: false })]);
    }

    #[test]
    fn a_length_that_cannot_be_is_an_error_and_the_end() {
        let good = written(WANTED, 0, b"good");
        for length in [0, 1, 15, 25, u32::MAX] {
            let mut bad = written(WANTED, 0, b"evil");
            bad[..4].copy_from_slice(&length.to_ne_bytes());
            // Only where it is the last can a length be too large.
            let bytes = [good.clone(), bad].concat();
            let found = read(&bytes);
            assert_eq!(found.len(), 2, "{length}");
            assert_eq!(found[0], Ok(item(b"good")));
            assert!(found[1].is_err(), "{length}");
        }
        let no_errno = written(NLMSG_ERROR, 0, b"");
        assert!(read(&no_errno)[0].is_err());
        let no_positive = written(NLMSG_ERROR, 0, &i32::MIN.to_ne_bytes());
        assert!(read(&no_positive)[0].is_err());
    }

    #[test]
    fn cut_off_anywhere_leaves_only_whole_messages() {
        let bytes = [written(WANTED, 0, b"first"), written(WANTED, 0, b"second")].concat();
        let whole = read(&bytes);
        for length in 0..bytes.len() {
            let found = read(&bytes[..length]);
            let good = found.iter().filter(|each| each.is_ok()).count();
            assert_eq!(found[..good], whole[..good], "{length} bytes");
            assert!(found[good..].len() <= 1, "{length} bytes");
        }
    }

    #[test]
    fn any_byte_may_be_wrong() {
        let item = [&[0; 16][..], &attribute(3, b"abc"), &attribute(7, b"")].concat();
        let good = [
            written(WANTED, 0, &item),
            written(NLMSG_ERROR, 0, &[0; 4]),
            written(WANTED, 0, &item),
        ];
        let good = good.concat();
        for at in 0..good.len() {
            for byte in [0, 1, 3, 4, 15, 16, 127, 128, 255] {
                let mut bad = good.clone();
                bad[at] = byte;
                let found = read(&bad);
                // It comes to an end, and an error is the end.
                assert!(found.len() <= good.len() / HEADER, "{at}");
                assert!(found.iter().rev().skip(1).all(Result::is_ok), "{at}");
                for message in found.into_iter().flatten() {
                    let Content::Item(item) = message.content else { continue };
                    assert!(attributes(item).count() <= item.len() / 4, "{at}");
                }
            }
        }
    }

    #[test]
    fn attributes_end_at_one_that_does_not_fit() {
        let two = [attribute(0x8000 | 3, b"abc"), attribute(7, b"")].concat();
        assert_eq!(attributes(&two).collect::<Vec<_>>(), [(3, &b"abc"[..]), (7, b"")]);
        for length in 0..two.len() {
            assert!(attributes(&two[..length]).count() < 2, "{length} bytes");
        }
        for length in [0_u16, 3, 200, u16::MAX] {
            let mut bad = attribute(1, b"abcd");
            bad[..2].copy_from_slice(&length.to_ne_bytes());
            assert_eq!(attributes(&bad).count(), 0, "{length}");
        }
    }
}
