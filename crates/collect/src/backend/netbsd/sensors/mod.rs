//! `envsys(4)`: what is asked of `/dev/sysmon`.

mod envsys;
mod power;

use super::NetBsd;
use crate::Result;
use crate::backend::SensorCollector;
use crate::model::power::{Battery, PowerSupplies};
use crate::model::sensors::{Chip, Fan, Temperature};
use crate::port::NetBsdKernel;

impl<K: NetBsdKernel> SensorCollector for NetBsd<K> {
    fn sensors_temperatures(&self) -> Result<Vec<Chip<Temperature>>> {
        self.envsys_temperatures()
    }

    fn sensors_fans(&self) -> Result<Vec<Chip<Fan>>> {
        self.envsys_fans()
    }

    fn sensors_power(&self) -> Result<PowerSupplies> {
        self.power_supplies()
    }

    fn sensors_is_on_ac_power(&self) -> Result<Option<bool>> {
        Ok(self.power_supplies()?.is_on_ac_power())
    }

    fn sensors_battery(&self) -> Result<Option<Battery>> {
        Ok(self.power_supplies()?.battery())
    }

    fn sensors_battery_total(&self) -> Result<Option<Battery>> {
        Ok(self.power_supplies()?.total())
    }
}
