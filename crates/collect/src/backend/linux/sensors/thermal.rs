//! `/sys/class/thermal`, `sysfs-class-thermal` of the kernel's documentation.

use std::path::Path;

use psutil_parse::linux::hwmon;

use super::degrees;
use crate::Result;
use crate::backend::linux::Linux;
use crate::backend::linux::sysfs::os;
use crate::model::sensors::{Chip, Temperature};
use crate::port::LinuxKernel;

impl<K: LinuxKernel> Linux<K> {
    /// Each zone as a chip with one sensor.
    pub(super) fn thermal_zones(&self) -> Result<Vec<Chip<Temperature>>> {
        let class = self.sys_path("class/thermal");
        let mut chips = Vec::new();
        for zone in self.names_in(&class)? {
            if !zone.starts_with(b"thermal_zone") {
                continue;
            }
            let directory = class.join(os(&zone));
            let Some(current) = self.integer(&directory.join("temp"))?.and_then(degrees) else {
                continue;
            };
            let name = self.word(&directory.join("type"))?.unwrap_or_else(|| zone.clone());
            let (high, critical) = self.trip_points(&directory)?;
            let sensors = vec![Temperature { label: None, current, high, critical }];
            chips.push(Chip { name, chip: zone, sensors });
        }
        Ok(chips)
    }

    /// The lowest temperatures at which the zone counts as hot and as critical.
    fn trip_points(&self, zone: &Path) -> Result<(Option<f64>, Option<f64>)> {
        let (mut high, mut critical): (Option<f64>, Option<f64>) = (None, None);
        for file in self.names_of_device(zone)? {
            let attribute = hwmon::attribute(&file, "trip_point_");
            let Some(point) = attribute.filter(|attribute| attribute.item == b"type") else {
                continue;
            };
            let limit = match self.word(&zone.join(os(&file)))?.as_deref() {
                Some(b"critical") => &mut critical,
                Some(b"hot" | b"high") => &mut high,
                _ => continue,
            };
            let path = zone.join(format!("trip_point_{}_temp", point.number));
            if let Some(degrees) = self.integer(&path)?.and_then(degrees) {
                *limit = Some(limit.map_or(degrees, |known| known.min(degrees)));
            }
        }
        Ok((high, critical))
    }
}
