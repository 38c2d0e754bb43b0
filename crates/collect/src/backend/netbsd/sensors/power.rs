//! Batteries and what charges them: `acpibat(4)`, `acpiacad(4)` and whoever tells the same in the same words.

use psutil_parse::netbsd::envsys::{Device, Sensor};

use super::envsys::{unsigned, value};
use crate::backend::netbsd::NetBsd;
use crate::model::field::Field;
use crate::model::power::{self, AcSupply, Battery, BatteryScope, BatteryStatus, PowerSupplies};
use crate::port::NetBsdKernel;
use crate::{Result, order};

/// Units of a charge and of a rate: by energy, or by what flows.
const ENERGY: &[u8] = b"Watt hour";
const CHARGE: &[u8] = b"Ampere hour";
const POWER: &[u8] = b"Watts";
const CURRENT: &[u8] = b"Ampere";

impl<K: NetBsdKernel> NetBsd<K> {
    pub(super) fn power_supplies(&self) -> Result<PowerSupplies> {
        self.envsys(|devices| {
            let of_class = |class: &[u8], driver: &[u8]| -> Vec<&Device<'_>> {
                // Older kernels do not tell the class.
                let is = |it: &&Device<'_>| match &*it.class {
                    b"" => it.name.starts_with(driver),
                    told => told == class,
                };
                let mut found: Vec<_> = devices.iter().filter(is).collect();
                order::sort_by(&mut found, |one, other| one.name.cmp(&other.name));
                found
            };
            let batteries = of_class(b"battery", b"acpibat").into_iter().filter_map(battery);
            let supplies = of_class(b"ac-adapter", b"acpiacad").into_iter().filter_map(ac_supply);
            PowerSupplies::new(batteries.collect(), supplies.collect())
        })
    }
}

/// `None` if it does not say whether power comes from it.
fn ac_supply(device: &Device<'_>) -> Option<AcSupply> {
    let is_online = value(sensor(device, &[b"connected"])?)? != 0;
    Some(AcSupply { name: device.name.to_vec(), is_online })
}

/// `None` of an empty bay, and of a battery that does not tell how full it is.
fn battery(device: &Device<'_>) -> Option<Battery> {
    if sensor(device, &[b"present"]).and_then(value) == Some(0) {
        return None;
    }
    let charge = sensor(device, &[b"charge"])?;
    let now = unsigned(charge)?;
    let full = full(device, charge).filter(|full| *full > 0)?;
    let volts = volts(device);
    let energy = |amount| in_unit(charge, amount, volts, ENERGY, CHARGE);
    let (status, rate) = status(device, now, full);
    Some(Battery {
        name: device.name.to_vec(),
        scope: BatteryScope::System,
        status,
        percent: power::percent(now, full)?,
        energy_full: energy(full),
        energy_now: energy(now),
        power_now: rate.and_then(|rate| in_unit(rate, unsigned(rate)?, volts, POWER, CURRENT)),
        temperature: Field::Lacking,
        on_ac_power: None,
        time_to_empty: None,
        time_to_full: None,
    })
}

/// What it held when it was full last, else what it was made for. Where the driver has a sensor for that and cannot read
/// it, the most that the charge can be is no number either.
fn full(device: &Device<'_>, charge: &Sensor<'_>) -> Option<u64> {
    let known = sensor(device, &[b"last full cap", b"design cap"]);
    known.map_or_else(|| charge.max_value.and_then(|most| u64::try_from(most).ok()), unsigned)
}

/// What it does, and the sensor that tells how fast. Of the two rates only one can be read, that of what it does, even if
/// it is 0 or no number.
fn status<'d>(
    device: &'d Device<'_>,
    now: u64,
    full: u64,
) -> (BatteryStatus, Option<&'d Sensor<'d>>) {
    let is_charging = device.sensors.iter().find(|it| *it.kind == *b"Battery charge");
    let is_charging = is_charging.and_then(value).is_some_and(|value| value != 0);
    let given = sensor(device, &[b"charge rate"]);
    let taken = sensor(device, &[b"discharge rate"]);
    let is_given = given.and_then(value).is_some();
    if is_charging {
        (BatteryStatus::Charging, given)
    } else if taken.and_then(value).is_some_and(|rate| rate > 0 || !is_given) {
        (BatteryStatus::Discharging, taken)
    } else if now >= full {
        (BatteryStatus::Full, None)
    } else {
        (BatteryStatus::Unknown, None)
    }
}

/// What the battery was made for, so that an amount of charge is always one of energy; else what it has now.
fn volts(device: &Device<'_>) -> Option<u64> {
    let told = sensor(device, &[b"design voltage", b"voltage"]);
    told.and_then(unsigned).filter(|volts| *volts > 0)
}

/// The first of these that can be read, else the first of them that there is.
fn sensor<'d>(device: &'d Device<'_>, names: &[&[u8]]) -> Option<&'d Sensor<'d>> {
    let found = || {
        names.iter().filter_map(|name| device.sensors.iter().find(|it| *it.description == **name))
    };
    found().find(|it| value(it).is_some()).or_else(|| found().next())
}

/// An amount in millionths of watts, or of watt hours, whichever of the two units the sensor has.
fn in_unit(
    sensor: &Sensor<'_>,
    amount: u64,
    volts: Option<u64>,
    watts: &[u8],
    amperes: &[u8],
) -> Option<u64> {
    if *sensor.kind == *watts {
        return Some(amount);
    }
    let volts = volts.filter(|_| *sensor.kind == *amperes)?;
    let product = u128::from(amount).checked_mul(u128::from(volts))?;
    u64::try_from(product / 1_000_000).ok()
}
