//! The dictionary of `ENVSYS_GETDICTIONARY`, envsys(4), `sysmon_envsys_tables.c` (NetBSD 10): temperatures, fans,
//! batteries.
//!
//! `<dict><key>acpibat0</key><array> <dict>a sensor</dict>… <dict><key>device-properties</key><dict>…</dict></dict>
//! </array>…</dict>`. Names of types are texts for users: `Temperature` (µK), `Fan` (turns of a minute), `Voltage DC`
//! (µV), `Watts` (µW), `Ampere` (µA), `Watt hour` (µWh), `Ampere hour` (µAh), `Indicator`, `Integer`, `Battery charge`,
//! `Battery capacity`.

use std::borrow::Cow;

use super::plist::{Event, events};
use crate::{ParseError, Result};

/// A text of the dictionary.
pub type Text<'a> = Cow<'a, [u8]>;

/// What has sensors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device<'a> {
    /// `acpibat0`
    pub name: Text<'a>,
    /// `device-class`: `battery`, `ac-adapter`, `other`; empty if the kernel does not tell.
    pub class: Text<'a>,
    /// In the kernel's order.
    pub sensors: Vec<Sensor<'a>>,
}

/// What a sensor tells. What is not told is empty or `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sensor<'a> {
    /// `sensor0`: its place in the device.
    pub index: Text<'a>,
    /// Its name.
    pub description: Text<'a>,
    /// `type`: what it measures, and in which unit.
    pub kind: Text<'a>,
    /// `valid`, or why `cur_value` is not to be trusted: `invalid`, `unknown`, `critical`, `warning-over` ….
    pub state: Text<'a>,
    /// What is measured; of an `Indicator` 1 for yes.
    pub cur_value: Option<i64>,
    /// The least that can be.
    pub min_value: Option<i64>,
    /// The most that can be; of a battery what it has when full.
    pub max_value: Option<i64>,
    /// From where on it is dangerous.
    pub critical_max: Option<i64>,
    /// From where on it is worth a word.
    pub warning_max: Option<i64>,
    /// Whether the value is meant as a part of `max_value`.
    pub want_percentage: bool,
    /// `battery-capacity` of a `Battery capacity`: `NORMAL`, `WARNING`, `CRITICAL`, `LOW`.
    pub battery_capacity: Text<'a>,
}

/// How deep what stands in the dictionary is.
const DEVICES: usize = 1;
const SENSORS: usize = 2;
const SENSOR: usize = 3;
const PROPERTIES: usize = 4;

/// Reads the dictionary. What stands where it is not expected is left out.
pub fn parse(bytes: &[u8]) -> Result<Vec<Device<'_>>> {
    let mut reader = Reader::default();
    let mut any = false;
    for event in events(bytes) {
        reader.take(event?);
        any = true;
    }
    if any { Ok(reader.devices) } else { Err(ParseError::new("envsys", "there is no dictionary")) }
}

#[derive(Default)]
struct Reader<'a> {
    devices: Vec<Device<'a>>,
    sensor: Sensor<'a>,
    /// How many dictionaries and arrays are around.
    depth: usize,
    /// Of the value that follows.
    key: Text<'a>,
    /// Whether what is around are the properties of a device, not of a sensor.
    of_device: bool,
}

impl<'a> Reader<'a> {
    fn take(&mut self, event: Event<'a>) {
        let key = std::mem::take(&mut self.key);
        match event {
            Event::Key(name) => self.key = name,
            Event::Dict | Event::Array => self.begin(event == Event::Array, key),
            Event::End => self.end(),
            Event::String(text) => self.text(&key, text),
            Event::Integer(number) => self.number(&key, i64::try_from(number).ok()),
            Event::Bool(yes) if self.depth == SENSOR && *key == *b"want-percentage" => {
                self.sensor.want_percentage = yes;
            }
            Event::Bool(_) | Event::Data(_) => {}
        }
    }

    fn begin(&mut self, array: bool, key: Text<'a>) {
        self.depth = self.depth.saturating_add(1);
        match self.depth {
            SENSORS if array => {
                self.devices.push(Device { name: key, ..Device::default() });
            }
            SENSOR => {
                self.sensor = Sensor::default();
                self.of_device = false;
            }
            PROPERTIES if *key == *b"device-properties" => self.of_device = true,
            _ => {}
        }
    }

    fn end(&mut self) {
        if self.depth == SENSOR {
            let sensor = std::mem::take(&mut self.sensor);
            let device = self.devices.last_mut().filter(|_| sensor != Sensor::default());
            if let Some(device) = device {
                device.sensors.push(sensor);
            }
        }
        self.depth = self.depth.saturating_sub(1);
        if self.depth <= DEVICES {
            self.of_device = false;
        }
    }

    fn text(&mut self, key: &[u8], text: Text<'a>) {
        match (self.depth, key) {
            (SENSOR, b"index") => self.sensor.index = text,
            (SENSOR, b"description") => self.sensor.description = text,
            (SENSOR, b"type") => self.sensor.kind = text,
            (SENSOR, b"state") => self.sensor.state = text,
            (SENSOR, b"battery-capacity") => self.sensor.battery_capacity = text,
            (PROPERTIES, b"device-class") if self.of_device => {
                if let Some(device) = self.devices.last_mut() {
                    device.class = text;
                }
            }
            _ => {}
        }
    }

    fn number(&mut self, key: &[u8], number: Option<i64>) {
        if self.depth != SENSOR {
            return;
        }
        match key {
            b"cur-value" => self.sensor.cur_value = number,
            b"min-value" => self.sensor.min_value = number,
            b"max-value" => self.sensor.max_value = number,
            b"critical-max" => self.sensor.critical_max = number,
            b"warning-max" => self.sensor.warning_max = number,
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "envsys/tests.rs"]
mod tests;
