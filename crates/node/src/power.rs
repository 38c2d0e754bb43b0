//! Batteries and what charges them.

use crate::thin::napi;
use napi::Either;
use napi::bindgen_prelude::Null;
use psutil_collect::backend::SensorCollector;
use psutil_collect::model::power as model;

use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::promise::{Promised, off_thread};
use crate::value::{NumberOrNull, float_or_null, lossy, number_or_null, seconds};

/// What a battery does; `'unknown'` also of one that is held where it is.
#[napi(string_enum = "lowercase")]
pub enum BatteryStatus {
    Charging,
    Discharging,
    Full,
    Unknown,
}

/// What a battery is for: the machine, or a mouse, a keyboard and the like.
#[napi(string_enum = "lowercase")]
pub enum BatteryScope {
    System,
    Device,
}

/// A battery.
#[napi(object, object_from_js = false)]
pub struct Battery {
    /// The kernel's name: `BAT0`; `Combined` for all of the machine's as one.
    pub name: String,
    /// What it is for.
    pub scope: BatteryScope,
    /// What it does.
    pub status: BatteryStatus,
    /// How full it is, 0 to 100.
    pub percent: f64,
    /// What it held when it was full last, in µWh; `null` where the battery does not tell.
    pub energy_full: NumberOrNull,
    /// What it holds, in µWh; `null` where the battery does not tell.
    pub energy_now: NumberOrNull,
    /// What it gives or takes, in µW, never negative; `null` where the battery does not tell.
    pub power_now: NumberOrNull,
    /// In degrees Celsius; `null` where the battery does not tell.
    ///
    /// Availability: Linux.
    pub temperature: Option<NumberOrNull>,
    /// Whether mains power is there; `null` if nothing tells.
    pub power_plugged: Either<bool, Null>,
    /// Seconds until it is empty; `Infinity` if it is charged, full, or mains power is there; `null` if not known.
    pub secs_left: NumberOrNull,
    /// Seconds until it is full; 0 if it is; `null` if it is not charged, or not known.
    pub secs_left_full: NumberOrNull,
}

/// A supply of mains power.
#[napi(object, object_from_js = false)]
pub struct AcSupply {
    /// The kernel's name: `AC`, `ADP1`.
    pub name: String,
    /// Whether power comes from it.
    pub is_online: bool,
}

/// Batteries and supplies of mains power.
#[napi(object, object_from_js = false)]
pub struct PowerSupplies {
    /// In the order of their names, those of mice and keyboards among them.
    pub batteries: Vec<Battery>,
    /// In the order of their names.
    pub ac_supplies: Vec<AcSupply>,
    /// Whether the machine runs on mains power; `null` if nothing tells.
    pub is_on_ac_power: Either<bool, Null>,
}

impl From<model::Battery> for Battery {
    fn from(battery: model::Battery) -> Self {
        Self {
            scope: match battery.scope {
                model::BatteryScope::System => BatteryScope::System,
                model::BatteryScope::Device => BatteryScope::Device,
            },
            status: match battery.status {
                model::BatteryStatus::Charging => BatteryStatus::Charging,
                model::BatteryStatus::Discharging => BatteryStatus::Discharging,
                model::BatteryStatus::Full => BatteryStatus::Full,
                model::BatteryStatus::Unknown => BatteryStatus::Unknown,
            },
            percent: battery.percent,
            energy_full: number_or_null(battery.energy_full),
            energy_now: number_or_null(battery.energy_now),
            power_now: number_or_null(battery.power_now),
            temperature: seconds(battery.temperature),
            power_plugged: yes_no_or_null(battery.power_plugged()),
            secs_left: float_or_null(battery.secs_left()),
            secs_left_full: float_or_null(battery.secs_left_full()),
            name: lossy(battery.name),
        }
    }
}

impl From<model::PowerSupplies> for PowerSupplies {
    fn from(supplies: model::PowerSupplies) -> Self {
        let is_on_ac_power = yes_no_or_null(supplies.is_on_ac_power());
        let ac_supply = |supply: model::AcSupply| AcSupply {
            name: lossy(supply.name),
            is_online: supply.is_online,
        };
        Self {
            batteries: supplies.batteries.into_iter().map(Battery::from).collect(),
            ac_supplies: supplies.ac_supplies.into_iter().map(ac_supply).collect(),
            is_on_ac_power,
        }
    }
}

fn yes_no_or_null(answer: Option<bool>) -> Either<bool, Null> {
    answer.map_or(Either::B(Null), Either::A)
}

/// All batteries and supplies.
#[napi(catch_unwind)]
pub fn sensors_power(paths: u32) -> Outcome<PowerSupplies> {
    outcome(collector(paths).sensors_power().map(PowerSupplies::from))
}

/// [`sensors_power`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<PowerSupplies>>")]
pub fn sensors_power_async(paths: u32) -> Promised<PowerSupplies> {
    off_thread(move || sensors_power(paths))
}

/// Whether the machine runs on mains power.
#[napi(catch_unwind)]
pub fn sensors_is_on_ac_power(paths: u32) -> Outcome<Option<bool>> {
    outcome(collector(paths).sensors_is_on_ac_power())
}

/// [`sensors_is_on_ac_power`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<boolean | null>>")]
pub fn sensors_is_on_ac_power_async(paths: u32) -> Promised<Option<bool>> {
    off_thread(move || sensors_is_on_ac_power(paths))
}

/// The first battery.
#[napi(catch_unwind)]
pub fn sensors_battery(paths: u32) -> Outcome<Option<Battery>> {
    outcome(collector(paths).sensors_battery().map(|battery| battery.map(Battery::from)))
}

/// [`sensors_battery`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Battery | null>>")]
pub fn sensors_battery_async(paths: u32) -> Promised<Option<Battery>> {
    off_thread(move || sensors_battery(paths))
}

/// All of the machine's batteries as one.
#[napi(catch_unwind)]
pub fn sensors_battery_total(paths: u32) -> Outcome<Option<Battery>> {
    outcome(collector(paths).sensors_battery_total().map(|battery| battery.map(Battery::from)))
}

/// [`sensors_battery_total`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Battery | null>>")]
pub fn sensors_battery_total_async(paths: u32) -> Promised<Option<Battery>> {
    off_thread(move || sensors_battery_total(paths))
}
