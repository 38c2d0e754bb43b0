//! Temperatures: `coretemp(4)` and `amdtemp(4)` for CPUs, `acpi_thermal(4)` for zones.

use psutil_parse::bsd::number;
use psutil_parse::freebsd::oidfmt;

use crate::backend::CpuCollector;
use crate::backend::bsd::sysctl;
use crate::backend::freebsd::FreeBsd;
use crate::backend::freebsd::mib::{CTL_SYSCTL, CTL_SYSCTL_OIDFMT};
use crate::backend::freebsd::sysctl::if_there;
use crate::model::sensors::{Chip, Temperature};
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

/// How a number is to be read.
const OIDFMT: [i32; 2] = [CTL_SYSCTL, CTL_SYSCTL_OIDFMT];
/// As long as the format of any number is.
const FORMAT: usize = 64;

/// 0 °C in kelvin.
const FREEZING: f64 = 273.15;

impl<K: FreeBsdKernel> FreeBsd<K> {
    pub(super) fn chips(&self) -> Result<Vec<Chip<Temperature>>> {
        let mut chips = Vec::new();
        chips.extend(self.cpu_chip()?);
        for zone in 0_u32.. {
            let name = format!("hw.acpi.thermal.tz{zone}");
            if if_there(self.kernel.mib(&name))?.is_none() {
                break;
            }
            chips.extend(self.zone(&name, format!("tz{zone}"))?);
        }
        Ok(chips)
    }

    /// What the CPUs measure, as one chip. It bears the name of the driver that knows the limit of each; the other
    /// driver of most machines knows none.
    fn cpu_chip(&self) -> Result<Option<Chip<Temperature>>> {
        let mut sensors = Vec::new();
        for cpu in 0..self.logical_cpu_count()? {
            let Some(current) = self.degrees(&format!("dev.cpu.{cpu}.temperature"))? else {
                continue;
            };
            let critical = self.degrees(&format!("dev.cpu.{cpu}.coretemp.tjmax"))?;
            let label = Some(format!("cpu{cpu}").into_bytes());
            sensors.push(Temperature { label, current, high: None, critical });
        }
        let is_amd = if_there(self.kernel.mib("dev.amdtemp.0"))?.is_some();
        let name = if is_amd { b"amdtemp".to_vec() } else { b"coretemp".to_vec() };
        let chip = b"cpu".to_vec();
        Ok((!sensors.is_empty()).then_some(Chip { name, chip, sensors }))
    }

    fn zone(&self, name: &str, chip: String) -> Result<Option<Chip<Temperature>>> {
        let Some(current) = self.degrees(&format!("{name}.temperature"))? else { return Ok(None) };
        let high = self.degrees(&format!("{name}._HOT"))?;
        let critical = self.degrees(&format!("{name}._CRT"))?;
        let sensors = vec![Temperature { label: None, current, high, critical }];
        Ok(Some(Chip { name: b"acpi_thermal".to_vec(), chip: chip.into_bytes(), sensors }))
    }

    /// A temperature; `None` where there is none, and of a limit that is not set, which is -1.
    fn degrees(&self, name: &str) -> Result<Option<f64>> {
        let Some(mib) = if_there(self.kernel.mib(name))? else { return Ok(None) };
        // A sensor that cannot be read is left out.
        let Ok(bytes) = sysctl::record(&self.kernel, &mib, size_of::<i64>()) else {
            return Ok(None);
        };
        let raw = number::signed(&bytes);
        let raw = raw.map_err(|error| Error::kernel_data(name.into(), error))?;
        let decimals = self.decimals(&mib, name)?;
        let scale = 10_f64.powi(i32::from(decimals));
        let kelvin = i32::try_from(raw).ok().filter(|&raw| raw > 0).map(f64::from);
        Ok(kelvin.map(|kelvin| rounded(kelvin / scale - FREEZING)))
    }

    /// How many decimals a temperature has; one if the kernel does not say.
    fn decimals(&self, mib: &[i32], name: &str) -> Result<u8> {
        let question = [&OIDFMT[..], mib].concat();
        let read = if_there(sysctl::record(&self.kernel, &question, FORMAT))?;
        let Some(bytes) = read else { return Ok(1) };
        let format = oidfmt::parse(&bytes);
        let format = format.map_err(|error| Error::kernel_data(name.into(), error))?;
        Ok(format.kelvin_decimals().unwrap_or(1))
    }
}

/// To as many decimals as any sensor has, and none that come of counting in binary.
fn rounded(degrees: f64) -> f64 {
    const DECIMALS: f64 = 1e6;
    (degrees * DECIMALS).round() / DECIMALS
}
