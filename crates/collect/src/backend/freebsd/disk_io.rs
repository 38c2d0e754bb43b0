//! What disks did: `kern.devstat.all`, `devstat(9)`.

use psutil_parse::freebsd::bintime::Bintime;
use psutil_parse::freebsd::devstat::{self, Devstat, VERSION, device_type, transaction};

use super::FreeBsd;
use crate::backend::bsd::sysctl;
use crate::model::disk::{DiskIo, DiskIoCounters};
use crate::model::field::Field;
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

/// How often the list is read again while the kernel is writing to a device of it.
const LOOKS: usize = 4;

/// Disks that are made of files or of memory: what reaches a disk is counted there.
const VIRTUAL: [&[u8]; 2] = [b"md", b"ggate"];

/// `DEVSTAT_TYPE_DIRECT`: a disk, and no CD, tape, or enclosure.
const DIRECT: u32 = 0;

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// What every device did. One that only hands on what is asked of another is none.
    pub(super) fn every_device(&self) -> Result<Vec<DiskIo>> {
        Ok(self.devices()?.iter().map(disk_io).collect())
    }

    /// What every disk did, so that every request is counted once. Parts of disks are not listed.
    pub(super) fn every_disk(&self) -> Result<Vec<DiskIo>> {
        let devices = self.devices()?;
        Ok(devices.iter().filter(|device| is_disk(device)).map(disk_io).collect())
    }

    fn devices(&self) -> Result<Vec<Devstat>> {
        let version = self.number_if_there("kern.devstat.version")?;
        if version != Some(VERSION.into()) {
            let reason = format!("devstat: the structs are of version {version:?}");
            return Err(Error::senseless("kern.devstat.version".into(), reason));
        }
        let mut devices = self.listed_devices()?;
        for _ in 1..LOOKS {
            if devices.iter().all(Devstat::is_consistent) {
                break;
            }
            devices = self.listed_devices()?;
        }
        devices.retain(|device| {
            !device.name().is_empty() && device.device_type & device_type::PASS == 0
        });
        Ok(devices)
    }

    fn listed_devices(&self) -> Result<Vec<Devstat>> {
        let bytes = sysctl::named_table(&self.kernel, "kern.devstat.all")?;
        let listed = devstat::parse(&bytes);
        Ok(listed.map_err(|error| Error::kernel_data("kern.devstat.all".into(), error))?.1)
    }
}

fn is_disk(device: &Devstat) -> bool {
    device.device_type & device_type::MASK == DIRECT && !VIRTUAL.contains(&device.name())
}

fn disk_io(device: &Devstat) -> DiskIo {
    let name = [device.name(), device.unit_number.to_string().as_bytes()].concat();
    let [_, read_bytes, write_bytes, _] = device.bytes;
    let [_, read_count, write_count, _] = device.operations;
    let time = |index: usize| device.duration.get(index).copied().and_then(milliseconds).into();
    DiskIo {
        name,
        counters: DiskIoCounters {
            read_count,
            write_count,
            read_bytes,
            write_bytes,
            read_time: time(transaction::READ),
            write_time: time(transaction::WRITE),
            read_merged_count: Field::Lacking,
            write_merged_count: Field::Lacking,
            busy_time: milliseconds(device.busy_time).into(),
        },
    }
}

fn milliseconds(time: Bintime) -> Option<u64> {
    time.nanoseconds().map(|nanoseconds| nanoseconds / 1_000_000)
}
