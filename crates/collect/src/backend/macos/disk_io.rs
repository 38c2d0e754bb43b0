//! What disks did: `IOBlockStorageDriver` of the I/O Registry.

use super::MacOs;
use crate::Result;
use crate::model::disk::{DiskIo, DiskIoCounters};
use crate::model::field::Field;
use crate::order;
use crate::port::{MacOsKernel, Properties, Property, Service};

impl<K: MacOsKernel> MacOs<K> {
    /// What each disk did, in the order of their names. What is made of parts of disks, as APFS does, has no driver of its
    /// own, so every request is counted once.
    pub(super) fn drives(&self) -> Result<Vec<DiskIo>> {
        let drivers = self.kernel.services("IOBlockStorageDriver", None)?;
        let mut drives: Vec<_> = drivers.iter().filter_map(drive).collect();
        order::sort_by(&mut drives, |one, other| one.name.cmp(&other.name));
        Ok(drives)
    }
}

/// The driver counts; the name is that of the medium, its child. A drive without a medium has none.
fn drive(driver: &Service) -> Option<DiskIo> {
    let name = text(&driver.child, "BSD Name")?;
    let Property::Dictionary(statistics) = value(&driver.properties, "Statistics")? else {
        return None;
    };
    let number = |key| number(statistics, key);
    let milliseconds =
        |key| Field::from(number(key)).map(|nanoseconds: u64| nanoseconds / 1_000_000);
    Some(DiskIo {
        name: name.to_vec(),
        counters: DiskIoCounters {
            read_count: number("Operations (Read)")?,
            write_count: number("Operations (Write)")?,
            read_bytes: number("Bytes (Read)")?,
            write_bytes: number("Bytes (Write)")?,
            read_time: milliseconds("Total Time (Read)"),
            write_time: milliseconds("Total Time (Write)"),
            ..DiskIoCounters::default()
        },
    })
}

pub(super) fn value<'p>(properties: &'p Properties, key: &str) -> Option<&'p Property> {
    properties.iter().find(|(name, _)| name == key.as_bytes()).map(|(_, value)| value)
}

fn text<'p>(properties: &'p Properties, key: &str) -> Option<&'p [u8]> {
    match value(properties, key)? {
        Property::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// A count, which a `CFNumber` holds as a signed one.
fn number(properties: &Properties, key: &str) -> Option<u64> {
    match value(properties, key)? {
        Property::Number(number) => Some(number.cast_unsigned()),
        _ => None,
    }
}
