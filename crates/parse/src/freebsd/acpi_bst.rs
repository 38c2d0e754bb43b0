//! `struct acpi_bst` of `dev/acpica/acpiio.h` (FreeBSD 12 to 15), `ACPIIO_BATT_GET_BST` of acpi(4): how a battery is.

use crate::record::record;

/// Bits of `state`, and what all of them together mean.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod state {
    pub const DISCHARG: u32 = 0x1;
    pub const CHARGING: u32 = 0x2;
    pub const CRITICAL: u32 = 0x4;
    /// All at once: there is no battery.
    pub const NOT_PRESENT: u32 = 0x7;
}

record! {
    /// A battery, in the units of its `acpi_bif`; all bits are set in what it does not tell.
    pub struct AcpiBst("acpi_bst", 16) {
        /// Some of [`state`].
        pub state: u32,
        /// How fast it is charged or discharged.
        pub rate: u32,
        /// What is left.
        pub cap: u32,
        /// Millivolts.
        pub volt: u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets};

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [("state", 0), ("rate", 4), ("cap", 8), ("volt", 12)];
        assert_offsets(AcpiBst::OFFSETS, &reference);
        let bytes = [5, u32::MAX, 4000, 11_900].map(u32::to_ne_bytes).concat();
        let battery = AcpiBst::parse(&bytes).unwrap();
        assert_eq!(battery.state, state::DISCHARG | state::CRITICAL);
        assert_eq!((battery.rate, battery.cap, battery.volt), (u32::MAX, 4000, 11_900));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(AcpiBst::SIZE, AcpiBst::parse);
    }
}
