//! The devices that have sensors, and their sensors: `HW_SENSORS`.

use nix::errno::Errno;
use psutil_parse::openbsd::sensor::Sensor;
use psutil_parse::openbsd::sensordev::Sensordev;

use crate::backend::bsd::sysctl;
use crate::backend::openbsd::{OpenBsd, mib};
use crate::port::OpenBsdKernel;
use crate::{Error, Result};

/// More than there are: a kernel that never said that there are no more would be asked for ever.
const MOST_DEVICES: i32 = 4096;
const MOST_SENSORS: i32 = 4096;

/// A device that has sensors.
pub struct Device {
    number: i32,
    /// `acpibat0`
    pub name: Vec<u8>,
    /// How many sensors there are of each type.
    counts: [i32; 22],
}

impl Device {
    /// Its name without its number.
    pub fn driver(&self) -> &[u8] {
        let digits = self.name.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let driver = self.name.get(..self.name.len().saturating_sub(digits));
        driver.filter(|driver| !driver.is_empty()).unwrap_or(&self.name)
    }
}

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// All devices that have sensors, in the order of the kernel.
    pub(in crate::backend::openbsd) fn sensor_devices(&self) -> Result<Vec<Device>> {
        let mut devices = Vec::new();
        for number in 0..MOST_DEVICES {
            match sysctl::record(&self.kernel, &mib::sensordev(number), 256) {
                // This one has gone, and there are others behind it.
                Err(error) if error.errno == Errno::ENXIO => {}
                Err(error) if sysctl::is_missing(&error) => break,
                bytes => {
                    let device = Sensordev::parse(&bytes?)
                        .map_err(|error| Error::kernel_data("hw.sensors".into(), error))?;
                    let name = device.xname().to_vec();
                    devices.push(Device { number, name, counts: device.maxnumt });
                }
            }
        }
        Ok(devices)
    }

    /// Its sensors of a type that can be read.
    pub(in crate::backend::openbsd) fn sensors_of(
        &self,
        device: &Device,
        kind: u32,
    ) -> Vec<Sensor> {
        let count = usize::try_from(kind).ok().and_then(|kind| device.counts.get(kind));
        let count = count.map_or(0, |count| MOST_SENSORS.min(*count));
        let sensors = (0..count).filter_map(|number| {
            let kind = i32::try_from(kind).ok()?;
            let mib = mib::sensor(device.number, kind, number);
            let sensor = Sensor::parse(&sysctl::record(&self.kernel, &mib, 128).ok()?).ok();
            sensor.filter(|sensor| sensor.type_ == kind.cast_unsigned())
        });
        sensors.collect()
    }
}
