//! Texts with a NUL behind each, as `KERN_PROC_ARGS` and `KERN_PROC_ENV` of sysctl(3) give them.

/// The texts. Empty ones are kept, and so is what stands behind the last NUL: a process may write there itself.
#[must_use]
pub fn parse(bytes: &[u8]) -> Vec<&[u8]> {
    if bytes.is_empty() {
        return Vec::new();
    }
    bytes.strip_suffix(b"\0").unwrap_or(bytes).split(|&byte| byte == 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_ends_with_a_nul() {
        assert_eq!(parse(b"sh\0-c\0exit\0"), [b"sh".as_slice(), b"-c", b"exit"]);
        assert!(parse(b"").is_empty());
    }

    #[test]
    fn empty_texts_are_texts() {
        assert_eq!(parse(b"\0"), [b""]);
        assert_eq!(parse(b"a\0\0\0"), [b"a".as_slice(), b"", b""]);
        assert_eq!(parse(b"\0a\0"), [b"".as_slice(), b"a"]);
    }

    #[test]
    fn trap_15_what_stands_behind_the_last_nul_is_kept() {
        assert_eq!(parse(b"postgres: idle"), [b"postgres: idle"]);
        assert_eq!(parse(b"a\0b"), [b"a", b"b"]);
        assert_eq!(parse(b"caf\xE9\0\n)"), [b"caf\xE9".as_slice(), b"\n)"]);
    }
}
