//! `/proc/loadavg`, `proc_loadavg(5)`: `0.20 0.18 0.12 1/80 11206`.

use crate::{ParseError, Result, text};

/// The number that was given to a process or a thread last, in the pid namespace of whoever reads.
pub fn last_pid(bytes: &[u8]) -> Result<i32> {
    let line = text::split_line(bytes).map(|(line, _)| line);
    let word = line.and_then(|line| text::words(line).nth(4));
    word.and_then(text::narrow)
        .ok_or(ParseError::new("loadavg", "the fifth field is not the number of a process"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_fifth_field() {
        assert_eq!(last_pid(b"0.20 0.18 0.12 1/80 11206\n"), Ok(11206));
        assert_eq!(last_pid(b"0.00 0.00 0.00 1/80 0\n"), Ok(0));
    }

    #[test]
    fn cut_off_or_nonsense_is_an_error() {
        let whole = b"0.20 0.18 0.12 1/80 11206\n";
        for length in 0..whole.len() {
            assert!(last_pid(&whole[..length]).is_err(), "{length}");
        }
        for bad in
            [&b"0.20 0.18 0.12 1/80 x\n"[..], b"0.20 0.18 0.12 1/80\n", b"1 2 3 4 2147483648\n"]
        {
            assert!(last_pid(bad).is_err(), "{bad:?}");
        }
    }
}
