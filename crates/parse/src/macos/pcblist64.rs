//! The lists of sockets, `net.inet.tcp.pcblist64` and its kin of sysctl(3) (macOS 15).
//!
//! Each begins and ends with a `struct xinpgen` of `netinet/in_pcb.h`, or `xunpgen`, which is the same; each record says in
//! its first word how long it is. A list of nothing has only the first of them.

use crate::record::{Field, cut_off, record};
use crate::{ParseError, Result};

const RECORD: &str = "pcblist64";

record! {
    /// How many sockets there are. If `xig_gen` is not that of the other end of the list, it changed meanwhile.
    pub struct Xinpgen("xinpgen", 24) {
        pub xig_len: u32,
        pub xig_count: u32,
        pub xig_gen: u64,
        pub xig_sogen: u64,
    }
}

/// The records between both ends. A length that leads nowhere, and a list without its end, are errors, the last items.
pub fn rows<T: Field>(bytes: &[u8]) -> impl Iterator<Item = Result<T>> {
    let mut place = Place { bytes, at: 0, is_over: bytes.is_empty() };
    std::iter::from_fn(move || {
        if place.is_over {
            return None;
        }
        let row = place.next();
        place.is_over = !matches!(row, Ok(Some(_)));
        row.transpose()
    })
}

/// How far the list is read.
struct Place<'a> {
    bytes: &'a [u8],
    at: usize,
    is_over: bool,
}

impl Place<'_> {
    fn next<T: Field>(&mut self) -> Result<Option<T>> {
        if self.at == 0 {
            let first = self.record()?.len();
            if first < Xinpgen::SIZE {
                return Err(ParseError::new(RECORD, "the list does not begin as one").at(0));
            }
            if self.at == self.bytes.len() {
                return Ok(None);
            }
        }
        let start = self.at;
        let record = self.record()?;
        if record.len() <= Xinpgen::SIZE {
            return Ok(None);
        }
        let end = start.saturating_add(record.len());
        T::read(record).map(Some).ok_or_else(|| cut_off(RECORD, end))
    }

    /// As many bytes as the first word says.
    fn record(&mut self) -> Result<&[u8]> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.first_chunk().map(|length| u32::from_ne_bytes(*length));
        let length = length.and_then(|length| usize::try_from(length).ok());
        let record = length.and_then(|length| rest.get(..length));
        let record = record.filter(|record| record.len() >= size_of::<u32>());
        let record = record.ok_or_else(|| {
            ParseError::new(RECORD, "the length of a record leads nowhere").at(self.at)
        })?;
        self.at = self.at.saturating_add(record.len());
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand};
    use crate::macos::xsocket64::Xsocket64;

    fn end() -> Vec<u8> {
        [&24_u32.to_ne_bytes()[..], &[0; 20]].concat()
    }

    /// Whatever begins with its length can be in a list.
    fn socket(length: u32, size: usize) -> Vec<u8> {
        let mut bytes = vec![0; size];
        bytes[..4].copy_from_slice(&length.to_ne_bytes());
        bytes
    }

    fn read(parts: &[Vec<u8>]) -> Vec<Option<u32>> {
        let bytes = parts.concat();
        rows::<Xsocket64>(&bytes).map(|row| row.ok().map(|row| row.xso_len)).collect()
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [("xig_len", 0), ("xig_count", 4), ("xig_gen", 8), ("xig_sogen", 16)];
        stand(Xinpgen::OFFSETS, &places);
        ends(&[1; 24], Xinpgen::parse);
    }

    #[test]
    fn records_stand_between_both_ends() {
        assert_eq!(read(&[end(), socket(108, 108), end()]), [Some(108)]);
        let list = [end(), socket(108, 108), socket(120, 120), end(), socket(108, 108)];
        assert_eq!(read(&list), [Some(108), Some(120)], "longer than ours, and what is behind");
    }

    #[test]
    fn a_list_of_nothing_may_be_without_an_end() {
        assert!(read(&[]).is_empty());
        assert!(read(&[end()]).is_empty());
        assert!(read(&[end(), end()]).is_empty());
    }

    #[test]
    fn a_length_that_leads_nowhere_is_an_error() {
        for length in [0, 1, 3, 109, u32::MAX] {
            let list = [end(), socket(108, 108), socket(length, 108)];
            assert_eq!(read(&list), [Some(108), None], "{length}");
        }
        for length in [25, 107] {
            let list = [end(), socket(108, 108), socket(length, 108), end()];
            assert_eq!(read(&list), [Some(108), None], "{length} is shorter than ours");
        }
        for length in [0, 4, 23, u32::MAX] {
            assert_eq!(read(&[socket(length, 24), end()]), [None], "{length} at the beginning");
        }
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let list = [end(), socket(108, 108), end()].concat();
        for length in (1..24).chain(25..list.len()) {
            let last = rows::<Xsocket64>(&list[..length]).last().unwrap();
            assert!(last.is_err(), "{length} bytes");
        }
    }
}
