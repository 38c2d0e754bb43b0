//! `/proc/PID/io`, `proc_pid_io(5)`: `key: value` lines, counted since the process started.

use crate::{ParseError, Result, text};

/// What a process has read and written, its threads and waited-for children included.
///
/// Which lines there are depends on how the kernel was built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PidIo {
    /// Bytes that read calls returned, from wherever.
    pub rchar: Option<u64>,
    /// Bytes handed to write calls.
    pub wchar: Option<u64>,
    /// Read calls.
    pub syscr: Option<u64>,
    /// Write calls.
    pub syscw: Option<u64>,
    /// Bytes fetched from storage.
    pub read_bytes: Option<u64>,
    /// Bytes sent to storage.
    pub write_bytes: Option<u64>,
}

/// Reads the lines that are there and whole; a file without any is an error.
pub fn parse(bytes: &[u8]) -> Result<PidIo> {
    let mut io = PidIo::default();
    for (key, value) in text::lines(bytes).filter_map(text::key_value) {
        let field = match key {
            b"rchar" => &mut io.rchar,
            b"wchar" => &mut io.wchar,
            b"syscr" => &mut io.syscr,
            b"syscw" => &mut io.syscw,
            b"read_bytes" => &mut io.read_bytes,
            b"write_bytes" => &mut io.write_bytes,
            _ => continue,
        };
        *field = text::first_number(value);
    }
    if io == PidIo::default() {
        return Err(ParseError::new("pid_io", "has no line that is known"));
    }
    Ok(io)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[u8] = b"rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 6\n\
        cancelled_write_bytes: 7\n";

    #[test]
    fn reads_every_line() {
        let io = parse(WHOLE).unwrap();
        assert_eq!((io.rchar, io.wchar, io.syscr), (Some(1), Some(2), Some(3)));
        assert_eq!((io.syscw, io.read_bytes, io.write_bytes), (Some(4), Some(5), Some(6)));
    }

    #[test]
    fn e_f15_a_blank_line_and_missing_ones() {
        let io = parse(b"\nrchar: 1\n\nnonsense\nsyscr: 3\n\n").unwrap();
        assert_eq!(io, PidIo { rchar: Some(1), syscr: Some(3), ..PidIo::default() });
    }

    #[test]
    fn e_f15_an_empty_file_is_an_error() {
        for bad in [&b""[..], b"\n", b"rchar: 1", b"rchar: x\n"] {
            assert!(parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn cut_off_anywhere_a_count_is_whole_or_unknown() {
        const LONG: &[u8] = b"rchar: 1234\nwchar: 2345\nsyscr: 3456\nread_bytes: 4567\n";
        let whole = parse(LONG).unwrap();
        for length in 0..LONG.len() {
            let Ok(cut) = parse(&LONG[..length]) else { continue };
            for (cut, whole) in [
                (cut.rchar, whole.rchar),
                (cut.wchar, whole.wchar),
                (cut.syscr, whole.syscr),
                (cut.read_bytes, whole.read_bytes),
            ] {
                assert!(cut.is_none() || cut == whole, "{length} bytes");
            }
        }
    }

    #[test]
    fn e_k14_counts_have_64_bits() {
        assert_eq!(parse(b"rchar: 18446744073709551615\n").unwrap().rchar, Some(u64::MAX));
    }
}
