//! Batteries: the power sources of the I/O Registry. Nothing else is measured that is for everybody to see.

use super::MacOs;
use super::disk_io::value;
use crate::Result;
use crate::backend::SensorCollector;
use crate::model::field::Field;
use crate::model::power::{self, AcSupply, Battery, BatteryScope, BatteryStatus, PowerSupplies};
use crate::port::{MacOsKernel, Properties, Property};

/// `kIOPMACPowerKey` of `IOPSKeys.h`: what provides power, and where a source gets its own from.
const AC_POWER: &[u8] = b"AC Power";

impl<K: MacOsKernel> SensorCollector for MacOs<K> {
    fn sensors_power(&self) -> Result<PowerSupplies> {
        self.power_supplies()
    }
}

impl<K: MacOsKernel> MacOs<K> {
    fn power_supplies(&self) -> Result<PowerSupplies> {
        let sources = self.kernel.power_sources()?;
        let batteries = sources.iter().filter_map(battery).collect();
        // The one that all machines have, and the only one that is told of.
        let provider = self.kernel.providing_power_source()?;
        let mains = provider
            .map(|provider| AcSupply { name: AC_POWER.to_vec(), is_online: provider == AC_POWER });
        Ok(PowerSupplies::new(batteries, mains.into_iter().collect()))
    }
}

/// A battery; `None` of an empty bay, and of one that does not tell how full it is.
fn battery(source: &Properties) -> Option<Battery> {
    if boolean(source, "Is Present") == Some(false) {
        return None;
    }
    let capacity = |key| number(source, key).and_then(|it| u64::try_from(it).ok());
    let percent = power::percent(capacity("Current Capacity")?, capacity("Max Capacity")?)?;
    // Minutes; less than none while the machine makes up its mind.
    let time = |key| capacity(key).filter(|it| *it > 0).map(|it| it.saturating_mul(60));
    Some(Battery {
        name: text(source, "Name").unwrap_or(b"Battery").to_vec(),
        scope: scope(source),
        status: status(source),
        percent,
        energy_full: None,
        energy_now: None,
        power_now: None,
        temperature: Field::Lacking,
        on_ac_power: text(source, "Power Source State").map(|state| state == AC_POWER),
        time_to_empty: time("Time to Empty"),
        time_to_full: time("Time to Full Charge"),
    })
}

/// That of the machine, or one that it could run on; or one of a mouse, a keyboard or the like.
fn scope(source: &Properties) -> BatteryScope {
    match text(source, "Type") {
        Some(b"Accessory Source") => BatteryScope::Device,
        _ => BatteryScope::System,
    }
}

fn status(source: &Properties) -> BatteryStatus {
    let is = |key| boolean(source, key) == Some(true);
    if is("Is Charging") {
        BatteryStatus::Charging
    } else if is("Is Charged") {
        BatteryStatus::Full
    } else if text(source, "Power Source State") == Some(b"Battery Power") {
        BatteryStatus::Discharging
    } else {
        // Plugged in and held below full, to last longer.
        BatteryStatus::Unknown
    }
}

fn number(properties: &Properties, key: &str) -> Option<i64> {
    match value(properties, key)? {
        Property::Number(number) => Some(*number),
        _ => None,
    }
}

fn boolean(properties: &Properties, key: &str) -> Option<bool> {
    match value(properties, key)? {
        Property::Boolean(boolean) => Some(*boolean),
        _ => None,
    }
}

fn text<'p>(properties: &'p Properties, key: &str) -> Option<&'p [u8]> {
    match value(properties, key)? {
        Property::Text(text) => Some(text),
        _ => None,
    }
}
