//! `/proc/PID/comm`, `proc_pid_comm(5)`: the name of the process and a newline.
//!
//! A program gives itself at most 15 bytes, any bytes but NUL, newlines among them; kernel threads have up to 63.

use crate::{ParseError, Result};

/// The name, without the newline that the kernel adds.
pub fn parse(bytes: &[u8]) -> Result<&[u8]> {
    bytes.strip_suffix(b"\n").ok_or(ParseError::new("pid_comm", "does not end with a newline"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_off_one_newline_only() {
        assert_eq!(parse(b"init\n"), Ok(&b"init"[..]));
        assert_eq!(parse(b"a\nb\n\n"), Ok(&b"a\nb\n"[..]));
        assert_eq!(parse(b"\n"), Ok(&b""[..]));
        assert_eq!(parse(b"\xff)\n"), Ok(&b"\xff)"[..]));
    }

    #[test]
    fn empty_or_cut_off_is_an_error() {
        assert!(parse(b"").is_err());
        assert!(parse(b"systemd-jou").is_err());
    }
}
