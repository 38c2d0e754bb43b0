//! `/sys/class/hwmon`, `/sys/class/thermal` and `/sys/class/power_supply`.
//!
//! Each may be missing, and every file in them: what is not there is not in the answer.

mod hwmon;
mod power_supply;
mod thermal;

use super::Linux;
use crate::Result;
use crate::backend::SensorCollector;
use crate::model::power::PowerSupplies;
use crate::model::sensors::{Chip, Fan, Temperature};
use crate::port::LinuxKernel;

impl<K: LinuxKernel> SensorCollector for Linux<K> {
    fn sensors_temperatures(&self) -> Result<Vec<Chip<Temperature>>> {
        let chips = self.hwmon_temperatures()?;
        // Small machines, and kernels without CONFIG_THERMAL_HWMON, have thermal zones only.
        if chips.is_empty() { self.thermal_zones() } else { Ok(chips) }
    }

    fn sensors_fans(&self) -> Result<Vec<Chip<Fan>>> {
        self.hwmon_fans()
    }

    fn sensors_power(&self) -> Result<PowerSupplies> {
        self.power_supplies()
    }
}

/// Thousandths of a degree in degrees; `None` of what is no temperature.
///
/// A limit that is not set is what the register holds: `NVMe` disks say 65261.85 °C, some thermal zones -274.
fn degrees(thousandths: i64) -> Option<f64> {
    const ABSOLUTE_ZERO: i64 = -273_150;
    /// Hotter than anything that still measures.
    const MOST: i64 = 1_000_000;
    let thousandths =
        Some(thousandths).filter(|it| (ABSOLUTE_ZERO.saturating_add(1)..MOST).contains(it))?;
    i32::try_from(thousandths).ok().map(|it| f64::from(it) / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_f18_what_is_no_temperature() {
        let known = [(45_000, 45.0), (-40_500, -40.5), (0, 0.0), (125_850, 125.85)];
        assert!(
            known.iter().all(|(thousandths, expected)| degrees(*thousandths) == Some(*expected))
        );
        for bogus in [65_261_850, -273_150, -274_000, i64::MAX, i64::MIN, i64::from(i32::MAX)] {
            assert_eq!(degrees(bogus), None, "{bogus}");
        }
    }
}
