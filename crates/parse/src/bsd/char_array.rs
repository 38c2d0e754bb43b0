//! `char[N]` in a struct: text up to its first NUL, or all of it where nothing ends it.

/// The text, without what may still stand behind it from before.
#[must_use]
pub fn text(array: &[u8]) -> &[u8] {
    array.split(|&byte| byte == 0).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_ends_at_its_first_nul() {
        assert_eq!(text(b"sh\0"), b"sh");
        assert_eq!(text(b"sh\0old name\0"), b"sh");
        assert_eq!(text(b"\0sh"), b"");
        assert_eq!(text(b""), b"");
    }

    #[test]
    fn text_that_nothing_ends_is_all_of_it() {
        assert_eq!(text(b"a) b\n\xFF"), b"a) b\n\xFF");
    }
}
