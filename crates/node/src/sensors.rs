//! Temperatures and fans, chip by chip, for `src/sensors.ts`.

use crate::thin::napi;
use psutil_collect::backend::SensorCollector;
use psutil_collect::model::sensors::{Chip, Fan, Temperature};

use crate::cells::{Cells, Put, Stream};
use crate::machine::{Counted, stream};
use crate::outcome::Outcome;
use crate::paths::collector;
use crate::promise::{Promised, off_thread};

impl<S: Put> Put for Chip<S> {
    fn put(self, cells: &mut Cells) {
        let Self { name, chip, sensors } = self;
        cells.put(name);
        cells.put(chip);
        cells.list(sensors);
    }
}

impl Put for Temperature {
    fn put(self, cells: &mut Cells) {
        let Self { label, current, high, critical } = self;
        cells.put(label);
        cells.put(current);
        cells.put(high);
        cells.put(critical);
    }
}

impl Put for Fan {
    fn put(self, cells: &mut Cells) {
        let Self { label, current } = self;
        cells.put(label);
        cells.put(current);
    }
}

/// Temperatures.
#[napi(catch_unwind)]
pub fn sensors_temperatures(paths: u32) -> Outcome<Stream> {
    stream(collector(paths).sensors_temperatures().map(Counted))
}

/// [`sensors_temperatures`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Stream>>")]
pub fn sensors_temperatures_async(paths: u32) -> Promised<Stream> {
    off_thread(move || sensors_temperatures(paths))
}

/// Fans.
#[napi(catch_unwind)]
pub fn sensors_fans(paths: u32) -> Outcome<Stream> {
    stream(collector(paths).sensors_fans().map(Counted))
}

/// [`sensors_fans`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Stream>>")]
pub fn sensors_fans_async(paths: u32) -> Promised<Stream> {
    off_thread(move || sensors_fans(paths))
}
