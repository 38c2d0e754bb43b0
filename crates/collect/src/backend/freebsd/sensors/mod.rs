//! `dev.cpu.N.temperature`, `hw.acpi.thermal` and `acpi(4)`. Fans are nowhere.

mod battery;
mod supplies;
mod temperatures;

use super::FreeBsd;
use crate::Result;
use crate::backend::SensorCollector;
use crate::model::power::PowerSupplies;
use crate::model::sensors::{Chip, Temperature};
use crate::port::FreeBsdKernel;

impl<K: FreeBsdKernel> SensorCollector for FreeBsd<K> {
    fn sensors_temperatures(&self) -> Result<Vec<Chip<Temperature>>> {
        self.chips()
    }

    fn sensors_power(&self) -> Result<PowerSupplies> {
        self.power_supplies()
    }

    fn sensors_is_on_ac_power(&self) -> Result<Option<bool>> {
        match self.ac_line()? {
            Some(line) => Ok(Some(line)),
            None => Ok(self.power_supplies()?.is_on_ac_power()),
        }
    }
}
