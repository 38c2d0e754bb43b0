//! Batteries by `/dev/acpi`, else by `hw.acpi.battery`; the mains by `hw.acpi.acline`.

use nix::errno::Errno;
use psutil_parse::freebsd::acpi_battinfo::AcpiBattinfo;
use psutil_parse::freebsd::acpi_bif::AcpiBif;
use psutil_parse::freebsd::acpi_bst::AcpiBst;

use super::battery;
use crate::backend::bsd::sysctl::is_missing;
use crate::backend::freebsd::FreeBsd;
use crate::model::power::{AcSupply, Battery, PowerSupplies};
use crate::port::{FreeBsdKernel, Port, PortError};
use crate::{Error, Result};

/// `ACPIIO_BATT_GET_UNITS` of `dev/acpica/acpiio.h`: how many batteries there may be.
const GET_UNITS: u64 = 0x4004_4201;
/// `ACPIIO_BATT_GET_BATTINFO`, `_BIF` and `_BST`, with the union that they have had since there are any: since FreeBSD 13
/// there is a longer one, and this is still taken.
const GET_BATTINFO: u64 = 0xc0a4_4203;
const GET_BIF: u64 = 0xc0a4_4210;
const GET_BST: u64 = 0xc0a4_4211;
/// As long as that union is.
const ROOM: usize = 164;

/// More batteries than a machine has.
const MOST: u32 = 64;

impl<K: FreeBsdKernel> FreeBsd<K> {
    pub(super) fn power_supplies(&self) -> Result<PowerSupplies> {
        let batteries = match self.units()? {
            Some(units) => self.batteries(units)?,
            None => self.combined()?.into_iter().collect(),
        };
        let line = self.ac_line()?;
        let supply = line.map(|is_online| AcSupply { name: b"ACAD".to_vec(), is_online });
        Ok(PowerSupplies::new(batteries, supply.into_iter().collect()))
    }

    /// Whether mains power is there; `None` without ACPI.
    pub(super) fn ac_line(&self) -> Result<Option<bool>> {
        let line = self.number_if_there("hw.acpi.acline")?;
        Ok(match line {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        })
    }

    /// How many batteries there may be; `None` where that cannot be asked.
    fn units(&self) -> Result<Option<u32>> {
        let mut room = [0; 4];
        match self.ask(GET_UNITS, &mut room) {
            Err(error) if cannot_be_asked(&error) => Ok(None),
            asked => {
                asked?;
                Ok(Some(u32::from_ne_bytes(room).min(MOST)))
            }
        }
    }

    fn batteries(&self, units: u32) -> Result<Vec<Battery>> {
        let mut batteries = Vec::new();
        for unit in 0..units {
            let Some(bif) = self.of_unit(GET_BIF, unit, AcpiBif::parse)? else { continue };
            let Some(bst) = self.of_unit(GET_BST, unit, AcpiBst::parse)? else { continue };
            let info = self.of_unit(GET_BATTINFO, unit, AcpiBattinfo::parse).ok().flatten();
            batteries.extend(battery::battery(unit, &bif, &bst, info));
        }
        Ok(batteries)
    }

    /// What there is to know of one; `None` if it was taken out.
    fn of_unit<T>(
        &self,
        request: u64,
        unit: u32,
        parse: impl FnOnce(&[u8]) -> psutil_parse::Result<T>,
    ) -> Result<Option<T>> {
        let mut room = [0; ROOM];
        let (place, _) = room.split_at_mut(size_of::<u32>());
        place.copy_from_slice(&unit.to_ne_bytes());
        match self.ask(request, &mut room) {
            Err(error) if is_missing(&error) || error.errno == Errno::EINVAL => Ok(None),
            asked => {
                asked?;
                let path = self.paths.devfs.join("acpi");
                parse(&room).map(Some).map_err(|error| Error::kernel_data(path, error))
            }
        }
    }

    fn ask(&self, request: u64, room: &mut [u8]) -> Port<()> {
        self.kernel.ask_device(&self.paths.devfs.join("acpi"), request, room)
    }

    fn combined(&self) -> Result<Option<Battery>> {
        let Some(life) = self.number_if_there("hw.acpi.battery.life")? else { return Ok(None) };
        let state = self.number_if_there("hw.acpi.battery.state")?;
        let minutes = self.number_if_there("hw.acpi.battery.time")?;
        Ok(battery::combined(life, state, minutes))
    }
}

/// Without ACPI, in a jail without its device, and for users who may not read it.
const fn cannot_be_asked(error: &PortError) -> bool {
    is_missing(error) || matches!(error.errno, Errno::EACCES | Errno::EPERM | Errno::ENOTTY)
}
