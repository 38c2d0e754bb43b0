//! Structs one behind the other that each begin with their own length, as `kf_structsize`, `kve_structsize`, `xig_len`:
//! the kernel leaves out the end of a path, and later releases put more behind ours.

use std::iter;

use crate::record::Field;
use crate::{ParseError, Result};

/// The bytes of each struct, its length included; `L` is the type of the length.
///
/// A length of 0 ends the list, as it does for libutil. One that is shorter than `shortest`, or passes the end, is an
/// error and the last that is told: where the next struct begins is not known.
pub fn entries<'a, L: Field + TryInto<usize>>(
    record: &'static str,
    bytes: &'a [u8],
    shortest: usize,
) -> impl Iterator<Item = Result<&'a [u8]>> {
    let mut rest = bytes;
    iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let at = bytes.len().saturating_sub(rest.len());
        let error = |reason| Some(Err(ParseError::new(record, reason).at(at)));
        let Some(length) = L::read(rest) else {
            rest = &[];
            return error("the length of a struct is cut off");
        };
        let split = length.try_into().ok().and_then(|length| rest.split_at_checked(length));
        let Some((entry, others)) = split else {
            rest = &[];
            return error("a struct passes the end");
        };
        if entry.is_empty() {
            rest = &[];
            return None;
        }
        if entry.len() < shortest.max(L::WIDTH) {
            rest = &[];
            return error("a struct is shorter than ours");
        }
        rest = others;
        Some(Ok(entry))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Vec<std::result::Result<Vec<u8>, Option<usize>>> {
        let entries = entries::<i32>("sample", bytes, 5);
        entries.map(|entry| entry.map(<[u8]>::to_vec).map_err(|error| error.offset)).collect()
    }

    fn entry(length: i32, rest: &[u8]) -> Vec<u8> {
        [&length.to_ne_bytes(), rest].concat()
    }

    #[test]
    fn each_struct_says_where_the_next_begins() {
        let (short, long) = (entry(5, b"a"), entry(9, b"bcdef"));
        assert_eq!(told(&[&short[..], &long].concat()), [Ok(short.clone()), Ok(long)]);
        assert!(told(&[]).is_empty());
        // Nothing asks for it to be aligned.
        assert_eq!(told(&short), [Ok(short)]);
    }

    #[test]
    fn a_length_of_0_ends_the_list() {
        let short = entry(5, b"a");
        assert_eq!(told(&[&short[..], &[0; 4], &short].concat()), [Ok(short)]);
        assert!(told(&[0; 100]).is_empty());
    }

    #[test]
    fn a_length_that_cannot_be_ends_it_with_an_error() {
        let short = entry(5, b"a");
        for (length, at) in [(1, 5), (3, 5), (4, 5), (-1, 5), (i32::MIN, 5), (7, 5), (i32::MAX, 5)]
        {
            let bytes = [&short[..], &entry(length, b"xy")].concat();
            assert_eq!(told(&bytes), [Ok(short.clone()), Err(Some(at))], "{length}");
        }
    }

    #[test]
    fn a_length_that_is_cut_off_is_an_error() {
        for length in 1..5 {
            assert_eq!(told(&entry(5, b"a")[..length]), [Err(Some(0))], "{length} bytes");
        }
    }
}
