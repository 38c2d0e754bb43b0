//! `struct acpi_battinfo` of `dev/acpica/acpiio.h` (FreeBSD 12 to 15), `ACPIIO_BATT_GET_BATTINFO` of acpi(4): what is left
//! of a battery.

use crate::record::record;

record! {
    /// A battery.
    pub struct AcpiBattinfo("acpi_battinfo", 12) {
        /// Percent; -1 if it is not known.
        pub cap: i32,
        /// Minutes that are left; -1 if it is not known, or it is not discharged.
        pub min: i32,
        /// As `state` of an `acpi_bst`.
        pub state: i32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets};

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        assert_offsets(AcpiBattinfo::OFFSETS, &[("cap", 0), ("min", 4), ("state", 8)]);
        let battery = AcpiBattinfo::parse(&[97, -1, 2].map(i32::to_ne_bytes).concat()).unwrap();
        assert_eq!((battery.cap, battery.min, battery.state), (97, -1, 2));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(AcpiBattinfo::SIZE, AcpiBattinfo::parse);
    }
}
