//! `/proc/PID/statm`, `proc_pid_statm(5)`: seven numbers of pages.

use crate::{ParseError, Result, text};

/// Memory in pages. The file's `lib` and `dt` are always 0 and left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PidStatm {
    /// All of the virtual memory.
    pub size: u64,
    /// What is in RAM. Exact, unlike the `rss` of `/proc/PID/stat`.
    pub resident: u64,
    /// Resident pages of files and of shared memory.
    pub shared: u64,
    /// Code.
    pub text: u64,
    /// Data and stack.
    pub data: u64,
}

/// Reads the line; the newline shows that it is whole.
pub fn parse(bytes: &[u8]) -> Result<PidStatm> {
    let error = |reason| ParseError::new("pid_statm", reason);
    let line = bytes.strip_suffix(b"\n").ok_or(error("does not end with a newline"))?;
    let mut numbers = text::words(line).map(text::unsigned);
    let mut next = || numbers.next().flatten().ok_or(error("has not seven numbers"));
    let (size, resident, shared, text) = (next()?, next()?, next()?, next()?);
    let (_lib, data, _dt) = (next()?, next()?, next()?);
    Ok(PidStatm { size, resident, shared, text, data })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_field_at_its_place() {
        let statm = PidStatm { size: 1, resident: 2, shared: 3, text: 4, data: 6 };
        assert_eq!(parse(b"1 2 3 4 5 6 7\n"), Ok(statm));
    }

    #[test]
    fn cut_off_or_empty_is_an_error() {
        for bad in [&b""[..], b"\n", b"1 2 3 4 0 6 0", b"1 2 3\n", b"1 2 3 4 0 x 0\n"] {
            assert!(parse(bad).is_err(), "{bad:?}");
        }
    }
}
