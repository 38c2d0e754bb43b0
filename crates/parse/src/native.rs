//! Numbers of structs, in this machine's byte order.

/// The bytes of a number that stands there: `at(bytes, 4).map(u32::from_ne_bytes)`.
pub fn at<const N: usize>(bytes: &[u8], place: usize) -> Option<[u8; N]> {
    bytes.get(place..)?.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_not_whole_is_none() {
        let bytes = 0x0102_0304_u32.to_ne_bytes();
        assert_eq!(at(&bytes, 0).map(u32::from_ne_bytes), Some(0x0102_0304));
        assert_eq!(at::<4>(&bytes, 1), None);
        assert_eq!(at::<2>(&bytes, 5), None);
        assert_eq!(at::<2>(&bytes, usize::MAX), None);
    }
}
