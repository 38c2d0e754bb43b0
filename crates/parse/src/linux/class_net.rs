//! The files of `/sys/class/net/NAME`, `sysfs-class-net` of the kernel's ABI documents: one value each.

use crate::{ParseError, Result, text};

/// The value of a file, without the newline that proves it whole.
pub fn value(bytes: &[u8]) -> Result<&[u8]> {
    bytes.strip_suffix(b"\n").ok_or(ParseError::new("class_net", "the line is cut off"))
}

/// `flags`: `IFF_UP` and so on in hexadecimal, without those that tell of the line.
pub fn flags(bytes: &[u8]) -> Result<u32> {
    let digits = value(bytes)?.strip_prefix(b"0x");
    digits.and_then(text::hexadecimal).ok_or(ParseError::new("class_net", "flags is not a number"))
}

/// `mtu`, in bytes.
pub fn mtu(bytes: &[u8]) -> Result<u32> {
    text::narrow(value(bytes)?).ok_or(ParseError::new("class_net", "mtu is not a number"))
}

/// The value of `speed`, in Mbit/s; `None` for -1 and for what is no number.
pub fn speed(value: &[u8]) -> Option<u32> {
    text::narrow(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_whole_lines() {
        assert_eq!(flags(b"0x1003\n"), Ok(0x1003));
        assert_eq!(mtu(b"1500\n"), Ok(1500));
        for bad in [&b""[..], b"\n", b"0x10", b"1003\n", b"0x\n", b"0x1FFFFFFFF\n", b"0x-1\n"] {
            assert!(flags(bad).is_err(), "{bad:?}");
        }
        for bad in [&b""[..], b"\n", b"150", b"-1\n", b"1500 \n", b"4294967296\n"] {
            assert!(mtu(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn trap_12_a_negative_speed_is_none() {
        assert_eq!(speed(b"10000"), Some(10000));
        for unknown in [&b"-1"[..], b"", b"unknown"] {
            assert_eq!(speed(unknown), None);
        }
    }
}
