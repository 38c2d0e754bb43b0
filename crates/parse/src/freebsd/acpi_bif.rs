//! `struct acpi_bif` of `dev/acpica/acpiio.h` (FreeBSD 12 to 15), `ACPIIO_BATT_GET_BIF` of acpi(4): what a battery is.

use crate::bsd::char_array::text;
use crate::record::record;

/// `ACPI_BATT_UNKNOWN`: a number that the battery does not tell.
pub const ACPI_BATT_UNKNOWN: u32 = 0xFFFF_FFFF;

/// `ACPI_BIF_UNITS_MW`: capacities are in mWh and rates in mW.
pub const ACPI_BIF_UNITS_MW: u32 = 0;
/// `ACPI_BIF_UNITS_MA`: they are in mAh and mA.
pub const ACPI_BIF_UNITS_MA: u32 = 1;

record! {
    /// A battery.
    pub struct AcpiBif("acpi_bif", 164) {
        pub units: u32,
        /// What it could hold when it was new.
        pub dcap: u32,
        /// What it held when it was last full.
        pub lfcap: u32,
        pub btech: u32,
        /// Millivolts.
        pub dvol: u32,
        pub wcap: u32,
        pub lcap: u32,
        _gra1: u32,
        _gra2: u32,
        pub model: [u8; 32],
        pub serial: [u8; 32],
        pub type_: [u8; 32],
        pub oeminfo: [u8; 32],
    }
}

impl AcpiBif {
    /// Its model.
    #[must_use]
    pub fn model(&self) -> &[u8] {
        text(&self.model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference =
            [("units", 0), ("dcap", 4), ("lfcap", 8), ("btech", 12), ("dvol", 16), ("model", 36)];
        assert_offsets(AcpiBif::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let mut bytes = [0; 164];
        for (at, value) in [(0, 1), (4, 5000), (8, ACPI_BATT_UNKNOWN), (12, 1), (16, 11_400_u32)] {
            put(&mut bytes, at, value.to_ne_bytes());
        }
        put(&mut bytes, 36, *b"a) b\n\xFF\0old");
        let battery = AcpiBif::parse(&bytes).unwrap();
        assert_eq!((battery.units, battery.dcap), (ACPI_BIF_UNITS_MA, 5000));
        assert_eq!((battery.lfcap, battery.dvol), (ACPI_BATT_UNKNOWN, 11_400));
        assert_eq!(battery.model(), b"a) b\n\xFF");
        put(&mut bytes, 36, [b'x'; 32]);
        assert_eq!(AcpiBif::parse(&bytes).unwrap().model(), [b'x'; 32]);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(AcpiBif::SIZE, AcpiBif::parse);
    }
}
