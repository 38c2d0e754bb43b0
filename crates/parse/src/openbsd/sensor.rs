//! `struct sensor` of `sys/sensors.h` (OpenBSD 7), `HW_SENSORS` of sysctl(2): what one sensor measures.

use crate::bsd::char_array;
use crate::bsd::timeval::Timeval;
use crate::record::record;

/// `type`, and where `maxnumt` of `struct sensordev` has how many there are; with the unit of `value`.
pub mod kind {
    /// Millionths of a kelvin.
    pub const SENSOR_TEMP: u32 = 0;
    /// Turns of a minute.
    pub const SENSOR_FANRPM: u32 = 1;
    /// Millionths of a volt.
    pub const SENSOR_VOLTS_DC: u32 = 2;
    /// Millionths of a volt.
    pub const SENSOR_VOLTS_AC: u32 = 3;
    /// Millionths of a watt.
    pub const SENSOR_WATTS: u32 = 5;
    /// Millionths of an ampere.
    pub const SENSOR_AMPS: u32 = 6;
    /// Millionths of a watt-hour.
    pub const SENSOR_WATTHOUR: u32 = 7;
    /// Millionths of an ampere-hour.
    pub const SENSOR_AMPHOUR: u32 = 8;
    /// 0 or 1, such as wall power.
    pub const SENSOR_INDICATOR: u32 = 9;
    /// Any number, such as what a battery does.
    pub const SENSOR_INTEGER: u32 = 10;
    /// Thousandths of a percent.
    pub const SENSOR_PERCENT: u32 = 11;
    /// What a disk does. softraid(4) has one for each disk that it makes of others, `desc` is its name.
    pub const SENSOR_DRIVE: u32 = 13;
}

/// `status`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod status {
    pub const SENSOR_S_UNSPEC: u32 = 0;
    pub const SENSOR_S_OK: u32 = 1;
    pub const SENSOR_S_WARN: u32 = 2;
    pub const SENSOR_S_CRIT: u32 = 3;
    pub const SENSOR_S_UNKNOWN: u32 = 4;
}

/// `SENSOR_FINVALID`, of `flags`: there is no such sensor any more.
pub const SENSOR_FINVALID: i32 = 1;
/// `SENSOR_FUNKNOWN`, of `flags`: the value is none.
pub const SENSOR_FUNKNOWN: i32 = 2;

record! {
    /// One sensor of a device.
    pub struct Sensor("sensor", 72) {
        pub desc: [u8; 32],
        pub tv: Timeval,
        pub value: i64,
        /// `type`, by number.
        pub type_: u32,
        pub status: u32,
        pub numt: i32,
        pub flags: i32,
    }
}

impl Sensor {
    /// What it is called; often empty.
    pub fn desc(&self) -> &[u8] {
        char_array::text(&self.desc)
    }

    /// What it measures, unless it says that this is none.
    pub fn value(&self) -> Option<i64> {
        let is_none = self.flags & (SENSOR_FINVALID | SENSOR_FUNKNOWN) != 0;
        Some(self.value).filter(|_| !is_none)
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::{lengths_are_checked, written};
    use super::*;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let offsets = [
            ("desc", 0),
            ("tv", 32),
            ("value", 48),
            ("type_", 56),
            ("status", 60),
            ("numt", 64),
            ("flags", 68),
            ("", 72),
        ];
        assert_eq!(Sensor::OFFSETS, offsets);
    }

    fn sensor(desc: &[u8], flags: i32) -> [u8; 72] {
        let kinds = [kind::SENSOR_TEMP, status::SENSOR_S_OK, 3].map(u32::to_ne_bytes).concat();
        let value = 319_150_000_i64.to_ne_bytes();
        written(&[(0, desc), (48, &value), (56, &kinds), (68, &flags.to_ne_bytes())])
    }

    #[test]
    fn reads_each_field_of_its_width() {
        let it = Sensor::parse(&sensor(b"CPU\0", 0)).unwrap();
        assert_eq!((it.desc(), it.value()), (&b"CPU"[..], Some(319_150_000)));
        assert_eq!((it.type_, it.status, it.numt), (kind::SENSOR_TEMP, status::SENSOR_S_OK, 3));
        lengths_are_checked(&sensor(b"CPU\0", 0), Sensor::parse);
    }

    #[test]
    fn a_sensor_that_does_not_know_has_no_value() {
        let value = |flags| Sensor::parse(&sensor(b"\0", flags)).unwrap().value().is_some();
        assert_eq!([0, 1, 2, 3, 4].map(value), [true, false, false, false, true]);
    }

    #[test]
    fn descriptions_are_bytes_up_to_the_first_nul() {
        let desc = |bytes: &[u8]| Sensor::parse(&sensor(bytes, 0)).unwrap().desc().to_vec();
        assert_eq!(desc(b"a)\n\xFF\0b"), b"a)\n\xFF");
        assert_eq!(desc(&[b'x'; 32]), [b'x'; 32]);
    }
}
