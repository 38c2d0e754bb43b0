//! Batteries and what charges them, for `src/sensors.ts`.

use crate::thin::napi;
use psutil_collect::backend::SensorCollector;
use psutil_collect::model::power::{AcSupply, Battery, BatteryScope, BatteryStatus, PowerSupplies};

use crate::cells::{Cells, Put, Stream};
use crate::machine::{Counted, stream};
use crate::outcome::Outcome;
use crate::paths::collector;
use crate::promise::{Promised, off_thread};

impl Put for Battery {
    fn put(self, cells: &mut Cells) {
        let (secs_left, secs_left_full) = (self.secs_left(), self.secs_left_full());
        let power_plugged = self.power_plugged();
        let Self { name, scope, status, percent, energy_full, energy_now, power_now, .. } = self;
        cells.put(name);
        cells.put(match scope {
            BatteryScope::System => "system",
            BatteryScope::Device => "device",
        });
        cells.put(match status {
            BatteryStatus::Charging => "charging",
            BatteryStatus::Discharging => "discharging",
            BatteryStatus::Full => "full",
            BatteryStatus::Unknown => "unknown",
        });
        cells.put(percent);
        for energy in [energy_full, energy_now, power_now] {
            cells.put(energy);
        }
        cells.put(self.temperature);
        cells.put(power_plugged);
        cells.put(secs_left);
        cells.put(secs_left_full);
    }
}

impl Put for AcSupply {
    fn put(self, cells: &mut Cells) {
        let Self { name, is_online } = self;
        cells.put(name);
        cells.put(is_online);
    }
}

impl Put for PowerSupplies {
    fn put(self, cells: &mut Cells) {
        let is_on_ac_power = self.is_on_ac_power();
        let Self { batteries, ac_supplies } = self;
        cells.list(batteries);
        cells.list(ac_supplies);
        cells.put(is_on_ac_power);
    }
}

/// A battery, or none.
fn one(battery: Option<Battery>) -> Counted<Battery> {
    Counted(battery.into_iter().collect())
}

/// All batteries and supplies.
#[napi(catch_unwind)]
pub fn sensors_power(paths: u32) -> Outcome<Stream> {
    stream(collector(paths).sensors_power())
}

/// [`sensors_power`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Stream>>")]
pub fn sensors_power_async(paths: u32) -> Promised<Stream> {
    off_thread(move || sensors_power(paths))
}

/// Whether the machine runs on mains power.
#[napi(catch_unwind)]
pub fn sensors_is_on_ac_power(paths: u32) -> Outcome<Stream> {
    stream(collector(paths).sensors_is_on_ac_power())
}

/// [`sensors_is_on_ac_power`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Stream>>")]
pub fn sensors_is_on_ac_power_async(paths: u32) -> Promised<Stream> {
    off_thread(move || sensors_is_on_ac_power(paths))
}

/// The first battery.
#[napi(catch_unwind)]
pub fn sensors_battery(paths: u32) -> Outcome<Stream> {
    stream(collector(paths).sensors_battery().map(one))
}

/// [`sensors_battery`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Stream>>")]
pub fn sensors_battery_async(paths: u32) -> Promised<Stream> {
    off_thread(move || sensors_battery(paths))
}

/// All of the machine's batteries as one.
#[napi(catch_unwind)]
pub fn sensors_battery_total(paths: u32) -> Outcome<Stream> {
    stream(collector(paths).sensors_battery_total().map(one))
}

/// [`sensors_battery_total`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Stream>>")]
pub fn sensors_battery_total_async(paths: u32) -> Promised<Stream> {
    off_thread(move || sensors_battery_total(paths))
}
