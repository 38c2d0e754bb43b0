//! What a battery says, in the user's terms.

use psutil_parse::freebsd::acpi_battinfo::AcpiBattinfo;
use psutil_parse::freebsd::acpi_bif::{ACPI_BATT_UNKNOWN, ACPI_BIF_UNITS_MA, AcpiBif};
use psutil_parse::freebsd::acpi_bst::{AcpiBst, state};

use crate::model::field::Field;
use crate::model::power::{self, Battery, BatteryScope, BatteryStatus};

/// A battery; `None` of one that is not there, or says nothing.
pub(super) fn battery(
    number: u32,
    bif: &AcpiBif,
    bst: &AcpiBst,
    info: Option<AcpiBattinfo>,
) -> Option<Battery> {
    if bst.state & state::NOT_PRESENT == state::NOT_PRESENT {
        return None;
    }
    let full = known(bif.lfcap).or_else(|| known(bif.dcap)).filter(|&full| full > 0);
    let now = known(bst.cap);
    let energy = |amount: u32| in_micro(amount, bif);
    let percent = match (now, full) {
        (Some(now), Some(full)) => power::percent(now.into(), full.into()),
        _ => info.and_then(|info| percent(info.cap)),
    };
    let minutes = info.and_then(|info| u64::try_from(info.min).ok());
    Some(Battery {
        name: format!("BAT{number}").into_bytes(),
        scope: BatteryScope::System,
        status: status(bst.state, now.zip(full).is_some_and(|(now, full)| now >= full)),
        percent: percent?,
        energy_full: full.and_then(energy),
        energy_now: now.and_then(energy),
        power_now: known(bst.rate).and_then(energy),
        temperature: Field::Lacking,
        on_ac_power: None,
        time_to_empty: minutes.map(|minutes| minutes.saturating_mul(60)),
        time_to_full: None,
    })
}

/// All batteries, as `hw.acpi.battery` has them together; `None` if there is none.
pub(super) fn combined(life: i64, bits: Option<i64>, minutes: Option<i64>) -> Option<Battery> {
    let bits = bits.and_then(|bits| u32::try_from(bits).ok());
    if bits.is_some_and(|bits| bits & state::NOT_PRESENT == state::NOT_PRESENT) {
        return None;
    }
    let percent = percent(i32::try_from(life).ok()?)?;
    let minutes = minutes.and_then(|minutes| u64::try_from(minutes).ok());
    Some(Battery {
        name: b"Combined".to_vec(),
        status: bits.map_or(BatteryStatus::Unknown, |bits| status(bits, percent >= 100.0)),
        percent,
        time_to_empty: minutes.map(|minutes| minutes.saturating_mul(60)),
        ..Battery::default()
    })
}

/// What it does. Both at once is no answer, and neither is none: only of a full one that is known.
const fn status(bits: u32, is_full: bool) -> BatteryStatus {
    match bits & (state::DISCHARG | state::CHARGING) {
        state::DISCHARG => BatteryStatus::Discharging,
        state::CHARGING => BatteryStatus::Charging,
        0 if is_full => BatteryStatus::Full,
        _ => BatteryStatus::Unknown,
    }
}

fn known(number: u32) -> Option<u32> {
    Some(number).filter(|&number| number != ACPI_BATT_UNKNOWN)
}

/// Milliwatts or milliamperes, alone or times hours, in microwatts or as many times hours.
fn in_micro(amount: u32, bif: &AcpiBif) -> Option<u64> {
    let millivolts = match bif.units {
        ACPI_BIF_UNITS_MA => known(bif.dvol).filter(|&volts| volts > 0)?,
        _ => 1000,
    };
    u64::from(amount).checked_mul(millivolts.into())
}

/// Percent; -1 is not known.
fn percent(number: i32) -> Option<f64> {
    (0..=100).contains(&number).then(|| f64::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_that_is_not_told_is_none_of_a_full_battery() {
        let status = |bits| combined(100, bits, None).map(|it| it.status);
        assert_eq!(status(None), Some(BatteryStatus::Unknown));
        assert_eq!(status(Some(0)), Some(BatteryStatus::Full));
        assert_eq!(status(Some(7)), None);
    }
}
