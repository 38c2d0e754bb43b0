//! `/sys/class/hwmon`, `hwmon/sysfs-interface` of the kernel's documentation.

use std::path::{Path, PathBuf};

use psutil_parse::linux::hwmon;

use super::degrees;
use crate::Result;
use crate::backend::linux::Linux;
use crate::backend::linux::sysfs::{if_readable, os};
use crate::model::sensors::{Chip, Fan, Temperature};
use crate::order;
use crate::port::{At, LinuxKernel};

/// A directory of attributes and the files in it, so that none is asked for that is not there.
struct Attributes {
    directory: PathBuf,
    files: Vec<Vec<u8>>,
}

impl Attributes {
    /// The numbers of the sensors that give a value, in ascending order.
    fn inputs(&self, sensor_type: &str) -> Vec<u32> {
        let attributes = self.files.iter().filter_map(|file| hwmon::attribute(file, sensor_type));
        let inputs = attributes.filter(|attribute| attribute.item == b"input");
        let mut numbers: Vec<u32> = inputs.map(|attribute| attribute.number).collect();
        order::sort(&mut numbers);
        numbers
    }
}

/// One sensor.
struct Sensor<'a> {
    attributes: &'a Attributes,
    /// `temp1`
    prefix: String,
}

impl Sensor<'_> {
    /// The path of a file of this sensor, if there is one.
    fn file(&self, item: &str) -> Option<PathBuf> {
        let name = format!("{}_{item}", self.prefix);
        let known = self.attributes.files.iter().any(|file| file == name.as_bytes());
        known.then(|| self.attributes.directory.join(name))
    }
}

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn hwmon_temperatures(&self) -> Result<Vec<Chip<Temperature>>> {
        self.chips("temp", |sensor, current| {
            let Some(current) = degrees(current) else {
                return Ok(None);
            };
            let label = self.label(sensor)?;
            let high = self.item(sensor, "max")?.and_then(degrees);
            let critical = self.item(sensor, "crit")?.and_then(degrees);
            Ok(Some(Temperature { label, current, high, critical }))
        })
    }

    pub(super) fn hwmon_fans(&self) -> Result<Vec<Chip<Fan>>> {
        self.chips("fan", |sensor, current| {
            let Ok(current) = u64::try_from(current) else {
                return Ok(None);
            };
            Ok(Some(Fan { label: self.label(sensor)?, current }))
        })
    }

    /// All chips with sensors of this type that can be read.
    fn chips<S>(
        &self,
        sensor_type: &str,
        make: impl Fn(&Sensor<'_>, i64) -> Result<Option<S>>,
    ) -> Result<Vec<Chip<S>>> {
        let mut chips = Vec::new();
        for directory in self.chip_directories()? {
            let Some(attributes) = self.attributes(&directory, sensor_type)? else {
                continue;
            };
            let mut sensors = Vec::new();
            for number in attributes.inputs(sensor_type) {
                let sensor =
                    Sensor { attributes: &attributes, prefix: format!("{sensor_type}{number}") };
                if let Some(current) = self.reading(&sensor)? {
                    sensors.extend(make(&sensor, current)?);
                }
            }
            if !sensors.is_empty() {
                let chip = self.device_of(&directory)?;
                let name = self.chip_name(&directory)?.unwrap_or_else(|| own_name(&directory));
                chips.push((directory, Chip { name, chip, sensors }));
            }
        }
        Ok(told_apart(chips))
    }

    /// The directories of all chips, each once.
    fn chip_directories(&self) -> Result<Vec<PathBuf>> {
        let class = self.sys_path("class/hwmon");
        let mut directories = hwmons_in(&class, &self.names_in(&class)?);
        // Linux 3.10 of CentOS 7 has chips of CPUs that it does not list in the class.
        let platform = self.sys_path("devices/platform");
        for device in self.names_of_device(&platform)? {
            if device.starts_with(b"coretemp.") {
                let device = platform.join(os(&device)).join("hwmon");
                directories.extend(hwmons_in(&device, &self.names_of_device(&device)?));
            }
        }
        let mut known = Vec::new();
        directories.retain(|directory| {
            let name = own_name(directory);
            let is_new = !known.contains(&name);
            known.push(name);
            is_new
        });
        Ok(directories)
    }

    /// Where the chip has its sensors of this type: before Linux 3.15 in the directory of its device.
    fn attributes(&self, chip: &Path, sensor_type: &str) -> Result<Option<Attributes>> {
        for directory in [chip.to_path_buf(), chip.join("device")] {
            let files = self.names_of_device(&directory)?;
            let attributes = Attributes { directory, files };
            if !attributes.inputs(sensor_type).is_empty() {
                return Ok(Some(attributes));
            }
        }
        Ok(None)
    }

    /// What the sensor says; `None` if it cannot be read or says that it is broken.
    fn reading(&self, sensor: &Sensor<'_>) -> Result<Option<i64>> {
        if self.item(sensor, "fault")?.is_some_and(|fault| fault != 0) {
            return Ok(None);
        }
        self.item(sensor, "input")
    }

    fn item(&self, sensor: &Sensor<'_>, item: &str) -> Result<Option<i64>> {
        sensor.file(item).map_or(Ok(None), |path| self.integer(&path))
    }

    fn label(&self, sensor: &Sensor<'_>) -> Result<Option<Vec<u8>>> {
        sensor.file("label").map_or(Ok(None), |path| self.word(&path))
    }

    fn chip_name(&self, chip: &Path) -> Result<Option<Vec<u8>>> {
        match self.word(&chip.join("name"))? {
            None => self.word(&chip.join("device/name")),
            named => Ok(named),
        }
    }

    /// What the chip belongs to: `nvme0`, `0000:00:18.3`, `coretemp.0`. A chip that belongs to nothing stands for itself.
    fn device_of(&self, chip: &Path) -> Result<Vec<u8>> {
        let link = self.kernel.read_link(At::Path(&chip.join("device")));
        let target = if_readable(link)?;
        let name = target.as_deref().and_then(|target| target.rsplit(|&byte| byte == b'/').next());
        let name = name.filter(|name| !name.is_empty() && !name.starts_with(b"."));
        Ok(name.map_or_else(|| own_name(chip), <[u8]>::to_vec))
    }
}

/// The paths of those that are chips.
fn hwmons_in(directory: &Path, names: &[Vec<u8>]) -> Vec<PathBuf> {
    let chips = names.iter().filter(|name| name.starts_with(b"hwmon"));
    chips.map(|name| directory.join(os(name))).collect()
}

/// `hwmon3`
fn own_name(chip: &Path) -> Vec<u8> {
    chip.file_name().unwrap_or_default().as_encoded_bytes().to_vec()
}

/// Chips of one name and one device go by their own names.
fn told_apart<S>(chips: Vec<(PathBuf, Chip<S>)>) -> Vec<Chip<S>> {
    let places: Vec<_> = chips.iter().map(|(_, it)| (it.name.clone(), it.chip.clone())).collect();
    let is_taken = |chip: &Chip<S>| {
        places.iter().filter(|(name, device)| *name == chip.name && *device == chip.chip).count()
            > 1
    };
    let told_apart = |(directory, chip): (PathBuf, Chip<S>)| {
        if is_taken(&chip) { Chip { chip: own_name(&directory), ..chip } } else { chip }
    };
    chips.into_iter().map(told_apart).collect()
}
