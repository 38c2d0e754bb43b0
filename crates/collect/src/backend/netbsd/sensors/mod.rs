//! `envsys(4)`: what is asked of `/dev/sysmon`.

mod envsys;
mod power;

use super::NetBsd;
use crate::Result;
use crate::backend::SensorCollector;
use crate::model::power::PowerSupplies;
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
}
