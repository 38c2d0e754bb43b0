//! `struct timespec` of `sys/_timespec.h` (FreeBSD 14, OpenBSD 7, NetBSD 10, macOS 14): a time, or a length of time, in
//! nanoseconds.

use crate::record::record;

record! {
    /// The same on all of them: `tv_nsec` is a `long`.
    #[derive(Default)]
    pub struct Timespec("timespec", 16) {
        pub tv_sec: i64,
        pub tv_nsec: i64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_where_the_headers_put_them() {
        assert_eq!(Timespec::OFFSETS, [("tv_sec", 0), ("tv_nsec", 8), ("", 16)]);
        let bytes = [1_700_000_000_i64, 999_999_999].map(i64::to_ne_bytes).concat();
        let time = Timespec { tv_sec: 1_700_000_000, tv_nsec: 999_999_999 };
        assert_eq!(Timespec::parse(&bytes), Ok(time));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        for length in 0..Timespec::SIZE {
            assert!(Timespec::parse(&[0; 16][..length]).is_err(), "{length} bytes");
        }
    }
}
