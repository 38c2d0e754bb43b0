//! `/proc/PID/smaps_rollup` (since Linux 4.14): one record as in `smaps`, for all mappings together.

use super::pid_smaps::{self, Sizes};
use crate::{ParseError, Result, text};

const fn error(reason: &'static str) -> ParseError {
    ParseError::new("pid_smaps_rollup", reason)
}

/// Reads the record. It has no line `Size`, and is whole once it has its line `Locked`.
pub fn parse(bytes: &[u8]) -> Result<Sizes> {
    let (header, rest) = text::split_line(bytes).ok_or(error("has no line"))?;
    let mut sizes = pid_smaps::header(header).ok_or(error("does not begin with addresses"))?.sizes;
    for (key, value) in text::lines(rest).filter_map(text::key_value) {
        sizes.read_line(key, value);
    }
    if sizes.locked.is_none() {
        return Err(error("has no line Locked"));
    }
    Ok(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLLUP: &[u8] =
        b"55e2c5819000-7fff00113000 ---p 00000000 00:00 0                          [rollup]\n\
        Rss:                1612 kB\nPss:                 412 kB\nPss_Dirty:           112 kB\n\
        Pss_Anon:            112 kB\nPss_File:            300 kB\nPss_Shmem:             0 kB\n\
        Shared_Clean:       1456 kB\nShared_Dirty:          1 kB\nPrivate_Clean:        44 kB\n\
        Private_Dirty:       113 kB\nReferenced:         1612 kB\nAnonymous:           114 kB\n\
        Shared_Hugetlb:        2 kB\nPrivate_Hugetlb:       3 kB\nSwap:                  4 kB\n\
        SwapPss:               5 kB\nLocked:                6 kB\n";

    #[test]
    fn reads_every_field_at_its_place() {
        let expected = Sizes {
            size: None,
            rss: Some(1612),
            pss: Some(412),
            shared_clean: Some(1456),
            shared_dirty: Some(1),
            private_clean: Some(44),
            private_dirty: Some(113),
            referenced: Some(1612),
            anonymous: Some(114),
            shared_hugetlb: Some(2),
            private_hugetlb: Some(3),
            swap: Some(4),
            locked: Some(6),
        };
        assert_eq!(parse(ROLLUP), Ok(expected));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        for length in 0..ROLLUP.len() {
            assert!(parse(&ROLLUP[..length]).is_err(), "{length} bytes");
        }
    }
}
