//! Batteries and what charges them.

use super::field::Field;

/// What a battery does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatteryStatus {
    /// It is being charged.
    Charging,
    /// It is used.
    Discharging,
    /// It is full.
    Full,
    /// None of these, or not known.
    #[default]
    Unknown,
}

/// What a battery is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatteryScope {
    /// The machine.
    #[default]
    System,
    /// A mouse, a keyboard or the like.
    Device,
}

/// A battery, or all of the machine's as one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Battery {
    /// The kernel's name.
    pub name: Vec<u8>,
    /// What it is for.
    pub scope: BatteryScope,
    /// What it does.
    pub status: BatteryStatus,
    /// How full it is, 0 to 100.
    pub percent: f64,
    /// What it held when it was full last, in µWh.
    pub energy_full: Option<u64>,
    /// What it holds, in µWh.
    pub energy_now: Option<u64>,
    /// What it gives or takes, in µW.
    pub power_now: Option<u64>,
    /// In degrees Celsius.
    pub temperature: Field<f64>,
    /// Whether mains power is there, as others say.
    pub on_ac_power: Option<bool>,
    /// Seconds until it is empty, as the battery itself says.
    pub time_to_empty: Option<u64>,
    /// Seconds until it is full, as the battery itself says.
    pub time_to_full: Option<u64>,
}

impl Battery {
    /// Whether it need not be used.
    pub const fn power_plugged(&self) -> Option<bool> {
        match self.status {
            BatteryStatus::Charging => Some(true),
            BatteryStatus::Discharging => Some(false),
            BatteryStatus::Full | BatteryStatus::Unknown => self.on_ac_power,
        }
    }

    /// Seconds until it is empty, infinitely many if it is not used.
    pub fn secs_left(&self) -> Option<f64> {
        let is_idle = matches!(self.status, BatteryStatus::Charging | BatteryStatus::Full);
        if is_idle || self.power_plugged() == Some(true) {
            return Some(f64::INFINITY);
        }
        let is_used = self.status == BatteryStatus::Discharging;
        let computed = is_used.then(|| self.seconds_of(self.energy_now?)).flatten();
        computed.or(self.time_to_empty.map(exact))
    }

    /// Seconds until it is full; `None` if it is not being charged.
    pub fn secs_left_full(&self) -> Option<f64> {
        match self.status {
            BatteryStatus::Full => Some(0.0),
            BatteryStatus::Charging => {
                let missing = self.energy_full.zip(self.energy_now);
                let missing = missing.map(|(full, now)| full.saturating_sub(now));
                let computed = missing.and_then(|energy| self.seconds_of(energy));
                computed.or(self.time_to_full.map(exact))
            }
            BatteryStatus::Discharging | BatteryStatus::Unknown => None,
        }
    }

    /// How long it takes to give or take this energy at the present power.
    fn seconds_of(&self, energy: u64) -> Option<f64> {
        let power = self.power_now.filter(|power| *power > 0)?;
        Some(exact(energy) * 3600.0 / exact(power))
    }
}

/// A supply of mains power.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcSupply {
    /// The kernel's name.
    pub name: Vec<u8>,
    /// Whether power comes from it.
    pub is_online: bool,
}

/// All batteries and supplies, those of mice and keyboards among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PowerSupplies {
    /// In the order of their names.
    pub batteries: Vec<Battery>,
    /// In the order of their names.
    pub ac_supplies: Vec<AcSupply>,
}

impl PowerSupplies {
    /// Puts them together: the machine's batteries learn whether mains power is there.
    pub fn new(batteries: Vec<Battery>, ac_supplies: Vec<AcSupply>) -> Self {
        let mut supplies = Self { batteries, ac_supplies };
        let on_ac_power = supplies.is_on_ac_power();
        let of_system = |battery: &&mut Battery| battery.scope == BatteryScope::System;
        for battery in supplies.batteries.iter_mut().filter(of_system) {
            battery.on_ac_power = on_ac_power;
        }
        supplies
    }

    /// Whether the machine runs on mains power: as the supplies say, else as its batteries do.
    pub fn is_on_ac_power(&self) -> Option<bool> {
        if self.ac_supplies.iter().any(|supply| supply.is_online) {
            return Some(true);
        }
        let mut decided = self.system().filter_map(|battery| match battery.status {
            BatteryStatus::Charging => Some(true),
            BatteryStatus::Discharging => Some(false),
            BatteryStatus::Full | BatteryStatus::Unknown => None,
        });
        let all_full = || self.count(|_| true) > 0 && self.all(&[BatteryStatus::Full]);
        let offline = || (!self.ac_supplies.is_empty()).then_some(false);
        decided.next().or_else(|| all_full().then_some(true)).or_else(offline)
    }

    /// The machine's first battery.
    pub fn battery(&self) -> Option<Battery> {
        self.system().next().cloned()
    }

    /// All of the machine's batteries as one. `None` without any, and if of several none tells its energies.
    pub fn total(&self) -> Option<Battery> {
        if self.count(|_| true) < 2 {
            return self.battery();
        }
        let energies = self.system().filter_map(|it| it.energy_full.zip(it.energy_now));
        let (full, now) = energies.fold((0_u64, 0_u64), |(full, now), energies| {
            (full.saturating_add(energies.0), now.saturating_add(energies.1))
        });
        let status = self.total_status();
        let has_temperature = self.count(|it| it.temperature != Field::Lacking) > 0;
        Some(Battery {
            name: b"Combined".to_vec(),
            scope: BatteryScope::System,
            status,
            percent: percent(now, full)?,
            energy_full: Some(full),
            energy_now: Some(now),
            power_now: self.total_power(status),
            temperature: if has_temperature { Field::Unknown } else { Field::Lacking },
            on_ac_power: self.is_on_ac_power(),
            time_to_empty: None,
            time_to_full: None,
        })
    }

    /// What they do that do anything, if none does the opposite.
    fn total_status(&self) -> BatteryStatus {
        use BatteryStatus::{Charging, Discharging, Full, Unknown};
        let any = |status| self.count(|battery| battery.status == status) > 0;
        if self.all(&[Full]) {
            Full
        } else if any(Charging) && self.all(&[Charging, Full]) {
            Charging
        } else if any(Discharging) && self.all(&[Discharging, Full]) {
            Discharging
        } else {
            Unknown
        }
    }

    /// The power of those that do this; not known if it is not known of one.
    fn total_power(&self, status: BatteryStatus) -> Option<u64> {
        if matches!(status, BatteryStatus::Full | BatteryStatus::Unknown) {
            return None;
        }
        let doing = self.system().filter(|battery| battery.status == status);
        doing.map(|battery| battery.power_now).try_fold(0_u64, |sum, power| sum.checked_add(power?))
    }

    fn system(&self) -> impl Iterator<Item = &Battery> {
        self.batteries.iter().filter(|battery| battery.scope == BatteryScope::System)
    }

    fn count(&self, which: impl Fn(&Battery) -> bool) -> usize {
        self.system().filter(|battery| which(battery)).count()
    }

    fn all(&self, statuses: &[BatteryStatus]) -> bool {
        self.system().all(|battery| statuses.contains(&battery.status))
    }
}

/// How full something is that holds `now` of `full`, never more than 100. `None` of nothing: many a battery
/// says 0 when it does not know.
pub fn percent(now: u64, full: u64) -> Option<f64> {
    (full > 0).then(|| (exact(now) / exact(full) * 100.0).min(100.0))
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53: 9 GWh in µWh")]
const fn exact(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_batteries_have_no_temperature_but_may_have_the_field() {
        let total = |temperature| {
            let energies =
                Battery { energy_full: Some(2), energy_now: Some(1), ..Battery::default() };
            let batteries = vec![Battery { temperature, ..energies }; 2];
            PowerSupplies { batteries, ..PowerSupplies::default() }.total().unwrap().temperature
        };
        assert_eq!(total(Field::Known(30.0)), Field::Unknown);
        assert_eq!(total(Field::Lacking), Field::Lacking);
    }
}
