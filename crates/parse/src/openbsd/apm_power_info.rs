//! `struct apm_power_info` of `machine/apmvar.h` (OpenBSD 7), `APM_IOC_GETPOWER` of apm(4): the battery, by ACPI too.

use crate::record::record;

/// `battery_state`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod battery {
    pub const APM_BATT_HIGH: u8 = 0;
    pub const APM_BATT_LOW: u8 = 1;
    pub const APM_BATT_CRITICAL: u8 = 2;
    pub const APM_BATT_CHARGING: u8 = 3;
    pub const APM_BATTERY_ABSENT: u8 = 4;
    pub const APM_BATT_UNKNOWN: u8 = 0xFF;
}

/// `ac_state`.
#[expect(missing_docs, reason = "the names are the header's own")]
pub mod ac {
    pub const APM_AC_OFF: u8 = 0;
    pub const APM_AC_ON: u8 = 1;
    pub const APM_AC_BACKUP: u8 = 2;
    pub const APM_AC_UNKNOWN: u8 = 0xFF;
}

/// `APM_BATT_LIFE_UNKNOWN`, of `battery_life`.
pub const APM_BATT_LIFE_UNKNOWN: u8 = 0xFF;

record! {
    /// All batteries together.
    pub struct ApmPowerInfo("apm_power_info", 32) {
        pub battery_state: u8,
        pub ac_state: u8,
        /// Percent.
        pub battery_life: u8,
        _spare1: u8,
        /// An estimate; `u32::MAX` where there is none.
        pub minutes_left: u32,
        _spare2: [u32; 6],
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::{lengths_are_checked, written};
    use super::*;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let offsets = [
            ("battery_state", 0),
            ("ac_state", 1),
            ("battery_life", 2),
            ("_spare1", 3),
            ("minutes_left", 4),
            ("_spare2", 8),
            ("", 32),
        ];
        assert_eq!(ApmPowerInfo::OFFSETS, offsets);
    }

    #[test]
    fn reads_each_field_of_its_width() {
        let bytes = written::<32>(&[(0, &[3, 1, 97]), (4, &61_u32.to_ne_bytes())]);
        let it = ApmPowerInfo::parse(&bytes).unwrap();
        assert_eq!((it.battery_state, it.ac_state), (battery::APM_BATT_CHARGING, ac::APM_AC_ON));
        assert_eq!((it.battery_life, it.minutes_left), (97, 61));
        lengths_are_checked(&bytes, ApmPowerInfo::parse);
    }
}
