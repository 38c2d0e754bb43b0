//! Temperatures and fans, chip by chip, for `src/sensors.ts`.

use crate::thin::napi;
use napi::Either;
use napi::bindgen_prelude::Null;
use psutil_collect::backend::SensorCollector;
use psutil_collect::model::sensors as model;

use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::promise::{Promised, off_thread};
use crate::value::{NumberOrNull, float_or_null, lossy, number, text_or_null};

/// A temperature, in degrees Celsius.
#[napi(object, object_from_js = false)]
pub struct TemperatureSensor {
    /// Which of the chips of this name: the device that it belongs to (`nvme0`, `coretemp.0`, `0000:00:18.3`), else
    /// what the kernel calls the chip (`hwmon3`, `thermal_zone0`).
    pub chip: String,
    /// What it is the temperature of; `null` where the chip does not tell.
    pub label: Either<String, Null>,
    /// Now.
    pub current: f64,
    /// Above it, it is hot; `null` where the chip has no such limit.
    pub high: NumberOrNull,
    /// Above it, the machine protects itself; `null` where the chip has no such limit.
    pub critical: NumberOrNull,
}

/// The speed of a fan.
#[napi(object, object_from_js = false)]
pub struct FanSensor {
    /// Which of the chips of this name, as in `TemperatureSensor`.
    pub chip: String,
    /// Which fan; `null` where the chip does not tell.
    pub label: Either<String, Null>,
    /// Revolutions per minute.
    pub current: f64,
}

/// A chip and its temperatures.
#[napi(object, object_from_js = false)]
pub struct ChipTemperatures {
    pub name: String,
    pub sensors: Vec<TemperatureSensor>,
}

/// A chip and its fans.
#[napi(object, object_from_js = false)]
pub struct ChipFans {
    pub name: String,
    pub sensors: Vec<FanSensor>,
}

impl From<model::Chip<model::Temperature>> for ChipTemperatures {
    fn from(chip: model::Chip<model::Temperature>) -> Self {
        let model::Chip { name, chip, sensors } = chip;
        let chip = lossy(chip);
        let sensor = |sensor: model::Temperature| TemperatureSensor {
            chip: chip.clone(),
            label: text_or_null(sensor.label),
            current: sensor.current,
            high: float_or_null(sensor.high),
            critical: float_or_null(sensor.critical),
        };
        Self { name: lossy(name), sensors: sensors.into_iter().map(sensor).collect() }
    }
}

impl From<model::Chip<model::Fan>> for ChipFans {
    fn from(chip: model::Chip<model::Fan>) -> Self {
        let model::Chip { name, chip, sensors } = chip;
        let chip = lossy(chip);
        let sensor = |sensor: model::Fan| FanSensor {
            chip: chip.clone(),
            label: text_or_null(sensor.label),
            current: number(sensor.current),
        };
        Self { name: lossy(name), sensors: sensors.into_iter().map(sensor).collect() }
    }
}

/// Temperatures.
#[napi(catch_unwind)]
pub fn sensors_temperatures(paths: u32) -> Outcome<Vec<ChipTemperatures>> {
    let chips = collector(paths).sensors_temperatures();
    outcome(chips.map(|chips| chips.into_iter().map(ChipTemperatures::from).collect()))
}

/// [`sensors_temperatures`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Array<ChipTemperatures>>>")]
pub fn sensors_temperatures_async(paths: u32) -> Promised<Vec<ChipTemperatures>> {
    off_thread(move || sensors_temperatures(paths))
}

/// Fans.
#[napi(catch_unwind)]
pub fn sensors_fans(paths: u32) -> Outcome<Vec<ChipFans>> {
    let chips = collector(paths).sensors_fans();
    outcome(chips.map(|chips| chips.into_iter().map(ChipFans::from).collect()))
}

/// [`sensors_fans`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Array<ChipFans>>>")]
pub fn sensors_fans_async(paths: u32) -> Promised<Vec<ChipFans>> {
    off_thread(move || sensors_fans(paths))
}
