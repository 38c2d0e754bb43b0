//! `hw.sensors`, and `apm(4)` where that has no battery.
//!
//! Each sensor may be missing or broken: what cannot be read is not in the answer.

mod apm;
mod devices;
mod power;

pub(super) use devices::Device;

use psutil_parse::openbsd::sensor::Sensor;
use psutil_parse::openbsd::sensor::kind::{SENSOR_FANRPM, SENSOR_TEMP};

use super::OpenBsd;
use crate::Result;
use crate::backend::SensorCollector;
use crate::model::power::PowerSupplies;
use crate::model::sensors::{Chip, Fan, Temperature};
use crate::port::OpenBsdKernel;

impl<K: OpenBsdKernel> SensorCollector for OpenBsd<K> {
    fn sensors_temperatures(&self) -> Result<Vec<Chip<Temperature>>> {
        self.chips(SENSOR_TEMP, |sensor| {
            let current = degrees(sensor.value()?)?;
            Some(Temperature { label: label(sensor), current, high: None, critical: None })
        })
    }

    fn sensors_fans(&self) -> Result<Vec<Chip<Fan>>> {
        self.chips(SENSOR_FANRPM, |sensor| {
            let current = u64::try_from(sensor.value()?).ok()?;
            Some(Fan { label: label(sensor), current })
        })
    }

    fn sensors_power(&self) -> Result<PowerSupplies> {
        self.power_supplies()
    }
}

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// The devices that have sensors of this type that tell something.
    fn chips<T>(&self, kind: u32, make: impl Fn(&Sensor) -> Option<T>) -> Result<Vec<Chip<T>>> {
        let devices = self.sensor_devices()?;
        let chips = devices.into_iter().map(|device| {
            let sensors = self.sensors_of(&device, kind).iter().filter_map(&make).collect();
            Chip { name: device.driver().to_vec(), chip: device.name, sensors }
        });
        Ok(chips.filter(|chip| !chip.sensors.is_empty()).collect())
    }
}

fn label(sensor: &Sensor) -> Option<Vec<u8>> {
    Some(sensor.desc().to_vec()).filter(|label| !label.is_empty())
}

/// Millionths of a kelvin in degrees Celsius; `None` of what is no temperature.
fn degrees(microkelvin: i64) -> Option<f64> {
    const ABSOLUTE_ZERO: i64 = 273_150;
    /// Hotter than anything that still measures.
    const MOST: i64 = 1_000_000;
    if microkelvin <= 0 {
        return None;
    }
    let thousandths = (microkelvin / 1000).checked_sub(ABSOLUTE_ZERO)?;
    let thousandths = i32::try_from(thousandths).ok().filter(|_| thousandths < MOST)?;
    Some(f64::from(thousandths) / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_f18_what_is_no_temperature() {
        assert_eq!(degrees(318_150_000), Some(45.0));
        assert_eq!(degrees(273_150_000), Some(0.0));
        assert_eq!(degrees(232_650_000), Some(-40.5));
        for bogus in [0, -1, i64::MIN, i64::MAX, 65_535_000_000] {
            assert_eq!(degrees(bogus), None, "{bogus}");
        }
    }
}
