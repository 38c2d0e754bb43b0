//! `struct clockinfo` of `sys/time.h` (FreeBSD 14, NetBSD 10, macOS 14), `KERN_CLOCKRATE` of sysctl(3): how often the
//! clocks tick. OpenBSD has another, without the third field.

use crate::record::record;

record! {
    /// The same on all of them, but for the name of the third field.
    pub struct Clockinfo("clockinfo", 20) {
        /// Ticks of a second.
        pub hz: i32,
        /// Microseconds of a tick.
        pub tick: i32,
        /// `spare` on FreeBSD, `tickadj` elsewhere.
        _spare: i32,
        /// Ticks of a second of the clock by which CPU times are counted; 0 if it is the other one.
        pub stathz: i32,
        /// Ticks of a second of the clock of profilers.
        pub profhz: i32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let offsets =
            [("hz", 0), ("tick", 4), ("_spare", 8), ("stathz", 12), ("profhz", 16), ("", 20)];
        assert_eq!(Clockinfo::OFFSETS, offsets);
        let bytes = [1000_i32, 1000, 0, 127, 8128].map(i32::to_ne_bytes).concat();
        let info = Clockinfo::parse(&bytes).unwrap();
        assert_eq!((info.hz, info.tick, info.stathz, info.profhz), (1000, 1000, 127, 8128));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        for length in 0..Clockinfo::SIZE {
            assert!(Clockinfo::parse(&[0; 20][..length]).is_err(), "{length} bytes");
        }
    }
}
