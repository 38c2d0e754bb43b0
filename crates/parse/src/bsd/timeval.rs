//! `struct timeval` of `sys/_timeval.h` (FreeBSD 14), `sys/time.h` (OpenBSD 7, NetBSD 10, macOS 14): a time, or a
//! length of time, in microseconds.
//!
//! `tv_usec` is a `long` on FreeBSD and OpenBSD, and an `int` with padding behind it on NetBSD and macOS. Both are 16
//! bytes: on a little-endian machine the wrong one of them works until the padding is not zero.

use crate::record::record;

record! {
    /// With a `long` of microseconds: FreeBSD, OpenBSD.
    #[derive(Default)]
    pub struct Timeval("timeval", 16) {
        pub tv_sec: i64,
        pub tv_usec: i64,
    }
}

record! {
    /// With an `int` of microseconds: NetBSD, macOS.
    #[derive(Default)]
    pub struct Timeval32("timeval", 16) {
        pub tv_sec: i64,
        pub tv_usec: i32,
        _pad: u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_where_the_headers_put_them() {
        assert_eq!(Timeval::OFFSETS, [("tv_sec", 0), ("tv_usec", 8), ("", 16)]);
        assert_eq!(Timeval32::OFFSETS, [("tv_sec", 0), ("tv_usec", 8), ("_pad", 12), ("", 16)]);
    }

    #[test]
    fn padding_is_no_part_of_the_number() {
        let mut bytes = [0xAA; 16];
        bytes[..8].copy_from_slice(&1_700_000_000_i64.to_ne_bytes());
        bytes[8..12].copy_from_slice(&999_999_i32.to_ne_bytes());
        let time = Timeval32::parse(&bytes).unwrap();
        assert_eq!((time.tv_sec, time.tv_usec), (1_700_000_000, 999_999));
        bytes[8..].copy_from_slice(&999_999_i64.to_ne_bytes());
        let time = Timeval::parse(&bytes).unwrap();
        assert_eq!((time.tv_sec, time.tv_usec), (1_700_000_000, 999_999));
    }

    #[test]
    fn times_before_the_epoch_are_negative() {
        assert_eq!(Timeval::parse(&[0xFF; 16]), Ok(Timeval { tv_sec: -1, tv_usec: -1 }));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        for length in 0..Timeval::SIZE {
            assert!(Timeval::parse(&[0; 16][..length]).is_err(), "{length} bytes");
            assert!(Timeval32::parse(&[0; 16][..length]).is_err(), "{length} bytes");
        }
    }
}
