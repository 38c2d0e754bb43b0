//! The `pcblist`s of sysctl(3): all sockets of a protocol, between two `struct xinpgen` of `netinet/in_pcb.h`, or
//! `struct xunpgen` of `sys/unpcb.h` (FreeBSD 12 to 15). Each struct begins with its own length.

use std::iter;

use crate::bsd::packed;
use crate::record::record;
use crate::{ParseError, Result};

record! {
    /// What the lists of TCP and UDP begin and end with; `xunpgen` is the same without the padding.
    pub struct Xinpgen("xinpgen", 32) {
        pub xig_len: u64,
        /// How many sockets there were.
        pub xig_count: u32,
        _xig_spare32: u32,
        /// A socket whose `inp_gencnt` is higher came later.
        pub xig_gen: u64,
        pub xig_sogen: u64,
    }
}

/// The bytes of each socket, of which all are at least as long as `shortest`.
///
/// The list ends with the first struct that is no longer than the one it began with. Without one it was cut off, unless
/// there is nothing else.
pub fn entries<'a>(
    record: &'static str,
    bytes: &'a [u8],
    shortest: usize,
) -> impl Iterator<Item = Result<&'a [u8]>> {
    let mut structs = packed::entries::<u64>(record, bytes, Xinpgen::SIZE);
    let mut ended = bytes.is_empty();
    let head = structs.next();
    let head_length = match &head {
        Some(Ok(head)) => head.len(),
        _ => 0,
    };
    let mut failed = head.and_then(Result::err);
    let mut any = false;
    iter::from_fn(move || {
        if ended {
            return None;
        }
        let found = failed.take().map(Err).or_else(|| structs.next());
        let told = match found {
            Some(Ok(entry)) if entry.len() <= head_length => None,
            Some(Ok(entry)) if entry.len() < shortest => {
                Some(Err(ParseError::new(record, "a struct is shorter than ours")))
            }
            None if any => {
                Some(Err(ParseError::new(record, "the list has no end").at(bytes.len())))
            }
            other => other,
        };
        any = true;
        ended = !matches!(told, Some(Ok(_)));
        told
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    fn written(length: usize, first: u8) -> Vec<u8> {
        let mut bytes = vec![first; length];
        put(&mut bytes, 0, (length as u64).to_ne_bytes());
        bytes
    }

    fn told(bytes: &[u8]) -> Vec<Option<u8>> {
        entries("pcblist", bytes, 80).map(|entry| entry.ok().map(|entry| entry[8])).collect()
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [("xig_len", 0), ("xig_count", 8), ("xig_gen", 16), ("xig_sogen", 24)];
        assert_offsets(Xinpgen::OFFSETS, &reference);
        let mut bytes = written(64, 0);
        put(&mut bytes, 8, 7_u32.to_ne_bytes());
        put(&mut bytes, 16, 8_u64.to_ne_bytes());
        let head = Xinpgen::parse(&bytes).unwrap();
        assert_eq!((head.xig_len, head.xig_count, head.xig_gen), (64, 7, 8));
    }

    #[test]
    fn sockets_stand_between_two_of_another_kind() {
        for head in [64, 32] {
            let (head, one, two) = (written(head, 0), written(80, 1), written(88, 2));
            assert_eq!(told(&[&head[..], &one, &two, &head].concat()), [Some(1), Some(2)]);
            assert_eq!(told(&[&head[..], &head].concat()), []);
            assert_eq!(told(&head), []);
            // What is behind the end is not looked at.
            assert_eq!(told(&[&head[..], &one, &head, &two].concat()), [Some(1)]);
        }
        assert_eq!(told(&[]), []);
    }

    #[test]
    fn a_list_that_does_not_end_is_an_error() {
        let bytes = [written(64, 0), written(80, 1), written(80, 2), written(64, 0)].concat();
        for length in 1..bytes.len() {
            let told = told(&bytes[..length]);
            let whole = length == 64;
            assert!(whole || matches!(told[..], [.., None]), "{length} bytes: {told:?}");
        }
    }

    #[test]
    fn lengths_that_cannot_be_are_errors() {
        for length in [65, 79] {
            let bytes = [written(64, 0), written(length, 1), written(64, 0)].concat();
            assert_eq!(told(&bytes), [None], "{length}");
        }
        for length in [1, 31, 1000, u64::MAX] {
            let mut bytes = [written(64, 0), written(80, 1), written(64, 0)].concat();
            put(&mut bytes, 64, length.to_ne_bytes());
            assert_eq!(told(&bytes), [None], "{length}");
            put(&mut bytes, 0, length.to_ne_bytes());
            assert_eq!(told(&bytes), [None], "{length}");
        }
        let mut bytes = [written(64, 0), written(80, 1)].concat();
        put(&mut bytes, 64, [0; 8]);
        assert_eq!(told(&bytes), []);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Xinpgen::SIZE, Xinpgen::parse);
    }
}
