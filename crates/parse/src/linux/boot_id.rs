//! `/proc/sys/kernel/random/boot_id`, `random(4)`: a UUID drawn at every boot, one line of 36 characters.

use crate::{ParseError, Result};

const LENGTH: usize = 36;

/// The identity of this boot.
pub fn parse(bytes: &[u8]) -> Result<&str> {
    let id = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let is_uuid =
        id.len() == LENGTH && id.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-');
    match str::from_utf8(id) {
        Ok(text) if is_uuid => Ok(text),
        _ => Err(ParseError::new("boot_id", "is not a UUID")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_uuid_and_nothing_else() {
        let id = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
        assert_eq!(parse(format!("{id}\n").as_bytes()), Ok(id));
        for bad in
            [&b""[..], b"\n", b"0a1b2c3d-4e5f-4a6b", b"0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4:\n"]
        {
            assert!(parse(bad).is_err(), "{bad:?}");
        }
    }
}
