//! A number as sysctl(3) gives it: in as many bytes as its type has, `int` or `long`, and that changes with releases.

use crate::{ParseError, Result};

/// A number that is never negative: `u_int`, `u_long`, `uint64_t`, and an `int` that counts.
pub fn unsigned(bytes: &[u8]) -> Result<u64> {
    let number = match *bytes {
        [a] => Some(u64::from(a)),
        [a, b] => Some(u64::from(u16::from_ne_bytes([a, b]))),
        [a, b, c, d] => Some(u64::from(u32::from_ne_bytes([a, b, c, d]))),
        _ => <[u8; 8]>::try_from(bytes).ok().map(u64::from_ne_bytes),
    };
    number.ok_or_else(|| no_width(bytes))
}

/// A number that may be negative: `int`, `long`.
pub fn signed(bytes: &[u8]) -> Result<i64> {
    let number = match *bytes {
        [a] => Some(i64::from(i8::from_ne_bytes([a]))),
        [a, b] => Some(i64::from(i16::from_ne_bytes([a, b]))),
        [a, b, c, d] => Some(i64::from(i32::from_ne_bytes([a, b, c, d]))),
        _ => <[u8; 8]>::try_from(bytes).ok().map(i64::from_ne_bytes),
    };
    number.ok_or_else(|| no_width(bytes))
}

/// Numbers one after the other, such as the groups of a process. Bytes that are left over are an error.
pub fn array<T: crate::record::Field>(bytes: &[u8]) -> Result<Vec<T>> {
    crate::record::rows("sysctl", bytes, T::WIDTH).collect()
}

fn no_width(bytes: &[u8]) -> ParseError {
    ParseError::new("sysctl", "no number is as long as this").at(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_as_wide_as_its_bytes() {
        assert_eq!(unsigned(&0o022_u16.to_ne_bytes()), Ok(0o022));
        assert_eq!(unsigned(&u32::MAX.to_ne_bytes()), Ok(4_294_967_295));
        assert_eq!(unsigned(&u64::MAX.to_ne_bytes()), Ok(u64::MAX));
        assert_eq!(unsigned(&[255]), Ok(255));
        assert_eq!(signed(&(-1_i16).to_ne_bytes()), Ok(-1));
        assert_eq!(signed(&(-1_i32).to_ne_bytes()), Ok(-1));
        assert_eq!(signed(&i64::MIN.to_ne_bytes()), Ok(i64::MIN));
        assert_eq!(signed(&[255]), Ok(-1));
    }

    #[test]
    fn other_lengths_are_errors() {
        for length in [0, 3, 5, 6, 7, 9, 16] {
            assert!(unsigned(&[1; 16][..length]).is_err(), "{length} bytes");
            assert!(signed(&[1; 16][..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn an_array_is_of_whole_numbers() {
        assert_eq!(array::<u32>(&[7_u32, 8].map(u32::to_ne_bytes).concat()), Ok(vec![7, 8]));
        assert_eq!(array::<u32>(&[]), Ok(vec![]));
        assert!(array::<u32>(&[0; 7]).is_err());
    }
}
