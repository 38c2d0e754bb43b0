//! Temperatures and fans.

use psutil_parse::netbsd::envsys::{self, Device, Sensor};

use crate::backend::bsd::sysctl;
use crate::backend::netbsd::NetBsd;
use crate::model::sensors::{Chip, Fan, Temperature};
use crate::port::NetBsdKernel;
use crate::{Error, Result};

impl<K: NetBsdKernel> NetBsd<K> {
    /// Hands over all that has sensors; nothing where there is no such device.
    pub(super) fn envsys<T>(&self, read: impl FnOnce(&[Device<'_>]) -> T) -> Result<T> {
        let path = self.paths.devfs.join("sysmon");
        let bytes = match self.kernel.envsys(&path) {
            Err(error) if sysctl::is_missing(&error) => return Ok(read(&[])),
            read => read?,
        };
        let devices = envsys::parse(&bytes);
        Ok(read(&devices.map_err(|error| Error::kernel_data(path, error))?))
    }

    pub(super) fn envsys_temperatures(&self) -> Result<Vec<Chip<Temperature>>> {
        self.envsys(|devices| chips(devices, b"Temperature", temperature))
    }

    pub(super) fn envsys_fans(&self) -> Result<Vec<Chip<Fan>>> {
        self.envsys(|devices| {
            chips(devices, b"Fan", |sensor| {
                Some(Fan { label: label(sensor), current: unsigned(sensor)? })
            })
        })
    }
}

/// The devices that have sensors of this kind which can be read.
fn chips<S>(
    devices: &[Device<'_>],
    kind: &[u8],
    make: impl Fn(&Sensor<'_>) -> Option<S>,
) -> Vec<Chip<S>> {
    let chips = devices.iter().map(|device| {
        let of_kind = device.sensors.iter().filter(|sensor| *sensor.kind == *kind);
        Chip {
            name: driver(&device.name).to_vec(),
            chip: device.name.to_vec(),
            sensors: of_kind.filter_map(&make).collect(),
        }
    });
    chips.filter(|chip: &Chip<S>| !chip.sensors.is_empty()).collect()
}

/// `coretemp` of `coretemp0`.
fn driver(device: &[u8]) -> &[u8] {
    let unit = device.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    match device.split_at_checked(device.len().saturating_sub(unit)) {
        Some((driver, _)) if !driver.is_empty() => driver,
        _ => device,
    }
}

fn temperature(sensor: &Sensor<'_>) -> Option<Temperature> {
    Some(Temperature {
        label: label(sensor),
        current: degrees(value(sensor)?)?,
        high: sensor.warning_max.and_then(degrees),
        critical: sensor.critical_max.and_then(degrees),
    })
}

fn label(sensor: &Sensor<'_>) -> Option<Vec<u8>> {
    Some(sensor.description.to_vec()).filter(|label| !label.is_empty())
}

/// What is measured, where that is to be trusted. States such as `critical` are about the value, and it is true.
pub(super) fn value(sensor: &Sensor<'_>) -> Option<i64> {
    let is_trusted = !matches!(&*sensor.state, b"invalid" | b"unknown");
    sensor.cur_value.filter(|_| is_trusted)
}

/// The same of what cannot be negative.
pub(super) fn unsigned(sensor: &Sensor<'_>) -> Option<u64> {
    value(sensor).and_then(|value| u64::try_from(value).ok())
}

/// From millionths of Kelvin; `None` of what is no temperature.
fn degrees(microkelvin: i64) -> Option<f64> {
    const MOST: i64 = 1_273_150_000;
    let millionths =
        Some(microkelvin).filter(|it| (1..MOST).contains(it))?.checked_sub(273_150_000)?;
    i32::try_from(millionths).ok().map(|it| f64::from(it) / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_temperature() {
        assert_eq!(degrees(318_150_000), Some(45.0));
        assert_eq!(degrees(273_150_000), Some(0.0));
        for bogus in [0, -1, 5_000_000_000, i64::MAX, i64::MIN] {
            assert_eq!(degrees(bogus), None, "{bogus}");
        }
    }

    #[test]
    fn a_driver_is_a_device_without_its_number() {
        assert_eq!(driver(b"coretemp12"), b"coretemp");
        assert_eq!(driver(b"12"), b"12");
        assert_eq!(driver(b"thinkpad"), b"thinkpad");
    }
}
