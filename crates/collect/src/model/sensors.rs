//! Temperatures and fans; batteries are in [`power`](super::power).

use crate::availability::{ALL_BUT_MACOS, EVERYWHERE, LINUX_OPENBSD_NETBSD, declare_features};

declare_features! {
    SENSORS_TEMPERATURES = "sensorsTemperatures" on ALL_BUT_MACOS;
    SENSORS_FANS = "sensorsFans" on LINUX_OPENBSD_NETBSD;
    SENSORS_POWER = "sensorsPower" on EVERYWHERE;
    SENSORS_IS_ON_AC_POWER = "sensorsIsOnAcPower" on EVERYWHERE;
    SENSORS_BATTERY = "sensorsBattery" on EVERYWHERE;
    SENSORS_BATTERY_TOTAL = "sensorsBatteryTotal" on EVERYWHERE;
}

/// A chip and the sensors of one kind that it reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip<S> {
    /// The kind of chip, by its driver: several may have one name.
    pub name: Vec<u8>,
    /// Which one of that name: the device it belongs to, else what the kernel calls the chip itself.
    pub chip: Vec<u8>,
    /// What it reads, at least one.
    pub sensors: Vec<S>,
}

/// A temperature, in degrees Celsius.
#[derive(Clone, Debug, PartialEq)]
pub struct Temperature {
    /// What it is the temperature of.
    pub label: Option<Vec<u8>>,
    /// Now.
    pub current: f64,
    /// Above it, it is hot.
    pub high: Option<f64>,
    /// Above it, the machine protects itself.
    pub critical: Option<f64>,
}

/// The speed of a fan.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// Which fan.
    pub label: Option<Vec<u8>>,
    /// Revolutions per minute.
    pub current: u64,
}
