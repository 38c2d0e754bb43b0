//! `struct sensordev` of `sys/sensors.h` (OpenBSD 7), `HW_SENSORS` of sysctl(2): a device that has sensors.
//!
//! `maxnumt` has a word more whenever the header learns of another type. Here
//! are those that every release of 7 has; what follows is another of them or their sum, and not read.

use crate::bsd::char_array;
use crate::record::record;

record! {
    /// The beginning.
    pub struct Sensordev("sensordev", 108) {
        pub num: i32,
        pub xname: [u8; 16],
        /// How many sensors there are of each type, by its number; some of them may be gone.
        pub maxnumt: [i32; 22],
    }
}

impl Sensordev {
    /// `cpu0`, `acpibat0`.
    pub fn xname(&self) -> &[u8] {
        char_array::text(&self.xname)
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::{lengths_are_checked, written};
    use super::super::sensor::kind;
    use super::*;

    fn device(name: &[u8]) -> [u8; 108] {
        let counts = [2_i32, 1].map(i32::to_ne_bytes).concat();
        written(&[(0, &7_i32.to_ne_bytes()), (4, name), (20, &counts), (64, &9_i32.to_ne_bytes())])
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let offsets = [("num", 0), ("xname", 4), ("maxnumt", 20), ("", 108)];
        assert_eq!(Sensordev::OFFSETS, offsets);
        let it = Sensordev::parse(&device(b"acpitz0\0")).unwrap();
        assert_eq!((it.num, it.xname()), (7, &b"acpitz0"[..]));
        let count = |kind: u32| it.maxnumt[usize::try_from(kind).unwrap()];
        assert_eq!((count(kind::SENSOR_TEMP), count(kind::SENSOR_FANRPM)), (2, 1));
        assert_eq!(count(kind::SENSOR_PERCENT), 9);
        lengths_are_checked(&device(b"acpitz0\0"), Sensordev::parse);
    }

    #[test]
    fn names_are_bytes_up_to_the_first_nul() {
        let name = |bytes: &[u8]| Sensordev::parse(&device(bytes)).unwrap().xname().to_vec();
        assert_eq!(name(b"a)\n\xFF\0b"), b"a)\n\xFF");
        assert_eq!(name(&[b'x'; 16]), [b'x'; 16]);
    }
}
