//! `struct clockinfo` of `sys/time.h` (OpenBSD 7), `KERN_CLOCKRATE` of sysctl(2): how often the clocks tick.
//!
//! The other systems have a word more, before `stathz`.

use crate::record::record;

record! {
    /// Ticks of a second, but for `tick`.
    pub struct Clockinfo("clockinfo", 16) {
        pub hz: i32,
        /// Microseconds of a tick.
        pub tick: i32,
        /// By which CPU times are counted.
        pub stathz: i32,
        pub profhz: i32,
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::lengths_are_checked;
    use super::*;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let offsets = [("hz", 0), ("tick", 4), ("stathz", 8), ("profhz", 12), ("", 16)];
        assert_eq!(Clockinfo::OFFSETS, offsets);
        let bytes = [100_i32, 10_000, 128, 1024].map(i32::to_ne_bytes).concat();
        let info = Clockinfo { hz: 100, tick: 10_000, stathz: 128, profhz: 1024 };
        assert_eq!(Clockinfo::parse(&bytes), Ok(info));
        lengths_are_checked(&bytes, Clockinfo::parse);
    }
}
