//! Attributes of `/sys`, `sysfs(5)`: one value in one file.
//!
//! The kernel gives an attribute in one piece, so a value is never cut off; but not every driver ends it with
//! a newline.

use crate::text;

/// The text of an attribute; `None` if there is none.
pub fn word(bytes: &[u8]) -> Option<&[u8]> {
    // What a driver prints may end with the NUL of its string.
    let text = bytes.split(|&byte| byte == 0).next().unwrap_or_default().trim_ascii();
    (!text.is_empty()).then_some(text)
}

/// The number of an attribute; `None` if it is anything else.
pub fn integer(bytes: &[u8]) -> Option<i64> {
    text::signed(word(bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_with_and_without_its_newline() {
        for bytes in [&b"coretemp\n"[..], b"coretemp", b" coretemp \n", b"coretemp\0\n"] {
            assert_eq!(word(bytes), Some(&b"coretemp"[..]), "{bytes:?}");
        }
        assert_eq!(word(b"Package id 0\n"), Some(&b"Package id 0"[..]));
        assert_eq!(integer(b"45000\n"), Some(45000));
        assert_eq!(integer(b"-5000"), Some(-5000));
    }

    #[test]
    fn e_f18_e_f19_no_text_is_no_value_and_text_is_no_number() {
        for bytes in [&b""[..], b"\n", b" \n", b"\0"] {
            assert_eq!((word(bytes), integer(bytes)), (None, None), "{bytes:?}");
        }
        for bytes in [&b"N/A\n"[..], b"45000 m\n", b"4 5\n", b"0x10\n", b"99999999999999999999\n"] {
            assert_eq!(integer(bytes), None, "{bytes:?}");
        }
    }
}
