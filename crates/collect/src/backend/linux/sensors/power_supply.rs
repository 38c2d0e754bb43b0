//! `/sys/class/power_supply`, `power/power_supply_class` of the kernel's documentation.
//!
//! Drivers differ in what they give: energy in µWh or charge in µAh, power or current, some only a percentage.

use std::path::{Path, PathBuf};

use psutil_parse::linux::power_supply;
use psutil_parse::text;

use crate::Result;
use crate::backend::linux::Linux;
use crate::backend::linux::sysfs::{if_readable, os};
use crate::model::field::Field;
use crate::model::power::{self, AcSupply, Battery, BatteryScope, BatteryStatus, PowerSupplies};
use crate::order;
use crate::port::{At, LinuxKernel};

/// A supply: its directory, and what its `uevent` says of it in one read.
struct Supply<'a, K: LinuxKernel> {
    linux: &'a Linux<K>,
    directory: PathBuf,
    uevent: Vec<u8>,
}

impl<K: LinuxKernel> Linux<K> {
    /// All batteries and all supplies of mains power.
    pub(super) fn power_supplies(&self) -> Result<PowerSupplies> {
        let class = self.sys_path("class/power_supply");
        let mut names = self.names_in(&class)?;
        order::sort(&mut names);
        let (mut batteries, mut ac_supplies) = (Vec::new(), Vec::new());
        for name in names {
            let supply = self.supply(class.join(os(&name)))?;
            let Some(supply_type) = supply.word("type")? else {
                continue;
            };
            if supply_type.eq_ignore_ascii_case(b"battery") {
                batteries.extend(supply.battery(name)?);
            } else if supply_type.eq_ignore_ascii_case(b"mains") {
                ac_supplies.extend(supply.mains(name)?);
            }
        }
        Ok(PowerSupplies::new(batteries, ac_supplies))
    }

    fn supply(&self, directory: PathBuf) -> Result<Supply<'_, K>> {
        let path = directory.join("uevent");
        let uevent = self.kernel.read_record(At::Path(&path), <[u8]>::to_vec);
        let uevent = if_readable(uevent)?.unwrap_or_default();
        Ok(Supply { linux: self, directory, uevent })
    }
}

impl<K: LinuxKernel> Supply<'_, K> {
    fn word(&self, attribute: &str) -> Result<Option<Vec<u8>>> {
        match power_supply::value(&self.uevent, attribute) {
            Some(value) => Ok(Some(value.to_vec())),
            None => self.linux.word(&self.file(attribute)),
        }
    }

    fn integer(&self, attribute: &str) -> Result<Option<i64>> {
        match power_supply::value(&self.uevent, attribute).and_then(text::signed) {
            None => self.linux.integer(&self.file(attribute)),
            known => Ok(known),
        }
    }

    /// A number that cannot be negative.
    fn unsigned(&self, attribute: &str) -> Result<Option<u64>> {
        Ok(self.integer(attribute)?.and_then(|number| u64::try_from(number).ok()))
    }

    fn file(&self, attribute: &str) -> PathBuf {
        Path::join(&self.directory, attribute)
    }

    /// `None` if it is not the machine's, or does not say whether power comes from it.
    fn mains(&self, name: Vec<u8>) -> Result<Option<AcSupply>> {
        if self.scope()? == BatteryScope::Device {
            return Ok(None);
        }
        let online = self.integer("online")?;
        Ok(online.map(|online| AcSupply { name, is_online: online != 0 }))
    }

    /// `None` of an empty bay, and of a battery that does not tell how full it is.
    fn battery(&self, name: Vec<u8>) -> Result<Option<Battery>> {
        if self.integer("present")? == Some(0) {
            return Ok(None);
        }
        let volts = self.volts()?;
        let energy = self.energy("energy")?;
        let charge = if energy == (None, None) { self.energy("charge")? } else { (None, None) };
        let of_charge = |charge: Option<u64>| watts(charge?, volts?);
        let ratio = |(full, now): (Option<u64>, Option<u64>)| power::percent(now?, full?);
        let percent = match ratio(energy).or_else(|| ratio(charge)) {
            None => self.capacity()?,
            known => known,
        };
        let Some(percent) = percent else {
            return Ok(None);
        };
        Ok(Some(Battery {
            name,
            scope: self.scope()?,
            status: self.status()?,
            percent,
            energy_full: energy.0.or(of_charge(charge.0)),
            energy_now: energy.1.or(of_charge(charge.1)),
            power_now: self.power(volts)?,
            temperature: Field::from(self.temperature()?),
            on_ac_power: None,
            time_to_empty: self.unsigned("time_to_empty_now")?.filter(|it| *it > 0),
            time_to_full: self.unsigned("time_to_full_now")?.filter(|it| *it > 0),
        }))
    }

    fn scope(&self) -> Result<BatteryScope> {
        let is_device =
            self.word("scope")?.is_some_and(|scope| scope.eq_ignore_ascii_case(b"device"));
        Ok(if is_device { BatteryScope::Device } else { BatteryScope::System })
    }

    fn status(&self) -> Result<BatteryStatus> {
        let word = self.word("status")?.unwrap_or_default().to_ascii_lowercase();
        Ok(match word.as_slice() {
            b"charging" => BatteryStatus::Charging,
            b"discharging" => BatteryStatus::Discharging,
            b"full" => BatteryStatus::Full,
            // `Not charging` too: it is plugged in or not, and the supplies say which
            _ => BatteryStatus::Unknown,
        })
    }

    /// What it holds when it is full and what it holds now. A battery that was never full says 0.
    fn energy(&self, kind: &str) -> Result<(Option<u64>, Option<u64>)> {
        let full = self.unsigned(&format!("{kind}_full"))?;
        Ok((full.filter(|full| *full > 0), self.unsigned(&format!("{kind}_now"))?))
    }

    /// In µV. The first is what the battery was made for, so that an amount of charge is always one of energy.
    fn volts(&self) -> Result<Option<u64>> {
        for attribute in ["voltage_min_design", "voltage_min", "voltage_now", "voltage_boot"] {
            let volts = self.unsigned(attribute)?.filter(|volts| *volts > 0);
            if volts.is_some() {
                return Ok(volts);
            }
        }
        Ok(None)
    }

    /// In µW, without the sign that some drivers give to what is taken out.
    fn power(&self, volts: Option<u64>) -> Result<Option<u64>> {
        if let Some(power) = self.integer("power_now")? {
            return Ok(Some(power.unsigned_abs()));
        }
        let current = self.integer("current_now")?.map(i64::unsigned_abs);
        Ok(current.zip(volts).and_then(|(current, volts)| watts(current, volts)))
    }

    fn capacity(&self) -> Result<Option<f64>> {
        Ok(self.unsigned("capacity")?.and_then(|capacity| power::percent(capacity, 100)))
    }

    fn temperature(&self) -> Result<Option<f64>> {
        // in tenths
        Ok(self.integer("temp")?.and_then(|tenths| super::degrees(tenths.checked_mul(100)?)))
    }
}

/// From millionths of amperes and volts to those of watts, or the same of hours.
fn watts(amperes: u64, volts: u64) -> Option<u64> {
    let product = u128::from(amperes).checked_mul(u128::from(volts))?;
    u64::try_from(product / 1_000_000).ok()
}
