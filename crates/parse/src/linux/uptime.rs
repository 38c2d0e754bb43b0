//! `/proc/uptime`, `proc_uptime(5)`: seconds since boot, suspend included, and idle seconds of all CPUs.

use crate::{ParseError, Result, text};

/// Seconds since boot; the file has two decimals.
pub fn parse(bytes: &[u8]) -> Result<f64> {
    let whole = bytes.ends_with(b"\n").then_some(bytes);
    let word = whole.and_then(|bytes| text::words(bytes).next());
    word.and_then(text::decimal)
        .ok_or(ParseError::new("uptime", "does not start with a number of seconds"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_first_number() {
        assert_eq!(parse(b"12345.67 8910.11\n"), Ok(12345.67));
    }

    #[test]
    fn cut_off_or_nonsense_is_an_error() {
        for bad in [&b""[..], b"12345.67 8910.1", b"\n", b"NaN 1\n", b"-1 1\n", b"inf 1\n"] {
            assert!(parse(bad).is_err(), "{bad:?}");
        }
    }
}
