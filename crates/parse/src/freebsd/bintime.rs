//! `struct bintime` of `sys/time.h` (FreeBSD 14): a length of time in seconds and 2⁻⁶⁴ of them.

use crate::record::record;

record! {
    /// A length of time.
    #[derive(Default)]
    pub struct Bintime("bintime", 16) {
        pub sec: i64,
        pub frac: u64,
    }
}

impl Bintime {
    /// In nanoseconds, which loses less than one; `None` if it is negative or too long.
    #[must_use]
    pub fn nanoseconds(self) -> Option<u64> {
        let seconds = u64::try_from(self.sec).ok()?.checked_mul(1_000_000_000)?;
        let rest = u128::from(self.frac).checked_mul(1_000_000_000)? >> 64;
        seconds.checked_add(u64::try_from(rest).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets};

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        assert_offsets(Bintime::OFFSETS, &[("sec", 0), ("frac", 8)]);
    }

    #[test]
    fn a_fraction_is_of_two_to_the_64() {
        let nanoseconds = |sec, frac| Bintime { sec, frac }.nanoseconds();
        assert_eq!(nanoseconds(1, 1 << 63), Some(1_500_000_000));
        assert_eq!(nanoseconds(0, u64::MAX), Some(999_999_999));
        assert_eq!(nanoseconds(0, 0), Some(0));
        assert_eq!(nanoseconds(-1, 0), None);
        assert_eq!(nanoseconds(i64::MAX, 0), None);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Bintime::SIZE, Bintime::parse);
    }
}
