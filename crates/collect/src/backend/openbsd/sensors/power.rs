//! Batteries and mains power: the sensors of acpibat(4) and acpiac(4).

use psutil_parse::openbsd::sensor::Sensor;
use psutil_parse::openbsd::sensor::kind::{
    SENSOR_AMPHOUR, SENSOR_AMPS, SENSOR_INDICATOR, SENSOR_INTEGER, SENSOR_VOLTS_DC,
    SENSOR_WATTHOUR, SENSOR_WATTS,
};

use super::Device;
use crate::Result;
use crate::backend::openbsd::OpenBsd;
use crate::model::field::Field;
use crate::model::power::{self, AcSupply, Battery, BatteryScope, BatteryStatus, PowerSupplies};
use crate::order;
use crate::port::OpenBsdKernel;

/// Bits of what a battery does, as ACPI gives it (`_BST`) and the driver hands it on.
const BST_DISCHARGE: i64 = 1;
const BST_CHARGE: i64 = 2;

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// All batteries and all supplies of mains power.
    pub(super) fn power_supplies(&self) -> Result<PowerSupplies> {
        let (mut batteries, mut supplies) = (Vec::new(), Vec::new());
        for device in self.sensor_devices()? {
            match device.driver() {
                b"acpibat" => batteries.extend(self.battery_of(&device)),
                b"acpiac" => supplies.extend(self.supply_of(&device)),
                _ => {}
            }
        }
        if batteries.is_empty() {
            self.ask_apm(&mut batteries, &mut supplies)?;
        }
        order::sort_by_key(&mut batteries, |battery| battery.name.clone());
        order::sort_by_key(&mut supplies, |supply| supply.name.clone());
        Ok(PowerSupplies::new(batteries, supplies))
    }

    /// `None` if it does not say whether power comes from it.
    fn supply_of(&self, device: &Device) -> Option<AcSupply> {
        let indicators = self.sensors_of(device, SENSOR_INDICATOR);
        let is_online = indicators.first()?.value()? != 0;
        Some(AcSupply { name: device.name.clone(), is_online })
    }

    /// `None` of an empty bay, whose sensors are all invalid, and of a battery that does not tell how full it is.
    fn battery_of(&self, device: &Device) -> Option<Battery> {
        let volts = named(&self.sensors_of(device, SENSOR_VOLTS_DC), b"voltage");
        let energy = capacities(&self.sensors_of(device, SENSOR_WATTHOUR));
        let charge = capacities(&self.sensors_of(device, SENSOR_AMPHOUR));
        let ratio = |(full, now): (Option<u64>, Option<u64>)| power::percent(now?, full?);
        let percent = ratio(energy).or_else(|| ratio(charge))?;
        let of_charge = |charge: Option<u64>| watts(charge?, volts?);
        let power = named(&self.sensors_of(device, SENSOR_WATTS), b"rate").or_else(|| {
            let current = named(&self.sensors_of(device, SENSOR_AMPS), b"rate");
            watts(current?, volts?)
        });
        Some(Battery {
            name: device.name.clone(),
            scope: BatteryScope::System,
            status: status(&self.sensors_of(device, SENSOR_INTEGER), percent),
            percent,
            energy_full: energy.0.or_else(|| of_charge(charge.0)),
            energy_now: energy.1.or_else(|| of_charge(charge.1)),
            power_now: power,
            temperature: Field::Lacking,
            on_ac_power: None,
            time_to_empty: None,
            time_to_full: None,
        })
    }
}

/// The value of the sensor that is called so.
fn named(sensors: &[Sensor], desc: &[u8]) -> Option<u64> {
    let sensor = sensors.iter().find(|sensor| sensor.desc() == desc)?;
    u64::try_from(sensor.value()?).ok()
}

/// What it holds when it is full and what it holds now. A battery that was never full says 0.
fn capacities(sensors: &[Sensor]) -> (Option<u64>, Option<u64>) {
    let full = named(sensors, b"last full capacity").filter(|full| *full > 0);
    (full, named(sensors, b"remaining capacity"))
}

/// By the sensor whose name tells it in words, and whose value is as ACPI gives it.
fn status(sensors: &[Sensor], percent: f64) -> BatteryStatus {
    let sensor = sensors.iter().find(|sensor| sensor.desc().starts_with(b"battery "));
    let Some((sensor, state)) = sensor.and_then(|sensor| Some((sensor, sensor.value()?))) else {
        return BatteryStatus::Unknown;
    };
    if state & BST_DISCHARGE != 0 {
        BatteryStatus::Discharging
    } else if state & BST_CHARGE != 0 {
        BatteryStatus::Charging
    } else if sensor.desc() == b"battery full" || percent >= 100.0 {
        BatteryStatus::Full
    } else {
        BatteryStatus::Unknown
    }
}

/// From millionths of amperes and volts to those of watts, or the same of hours.
fn watts(amperes: u64, volts: u64) -> Option<u64> {
    let product = u128::from(amperes).checked_mul(u128::from(volts))?;
    u64::try_from(product / 1_000_000).ok()
}
