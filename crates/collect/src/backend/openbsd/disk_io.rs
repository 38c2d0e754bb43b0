//! What disks transferred: `HW_DISKSTATS`.

use psutil_parse::bsd::number;
use psutil_parse::bsd::timeval::Timeval;
use psutil_parse::openbsd::diskstats::Diskstats;
use psutil_parse::openbsd::sensor::kind::SENSOR_DRIVE;
use psutil_parse::record::rows;

use super::{OpenBsd, mib};
use crate::backend::bsd::sysctl;
use crate::model::disk::{DiskIo, DiskIoCounters};
use crate::model::field::Field;
use crate::port::OpenBsdKernel;
use crate::{Error, Result};

/// How often a disk may come or go while all are read.
const TRIES: u32 = 4;

impl<K: OpenBsdKernel> OpenBsd<K> {
    pub(super) fn disks(&self) -> Result<Vec<DiskIo>> {
        let mut tries = TRIES;
        loop {
            // How long a struct is, and with that where the next one begins, only the number of them tells.
            let disks =
                self.machine("hw.diskcount", &mib::DISKCOUNT, size_of::<i32>(), number::unsigned)?;
            let disks = usize::try_from(disks).unwrap_or(usize::MAX);
            let bytes = sysctl::table(&self.kernel, &mib::DISKSTATS)?;
            if disks == 0 && bytes.is_empty() {
                return Ok(Vec::new());
            }
            let length = bytes.len().checked_div(disks).unwrap_or(0);
            let is_whole =
                length >= Diskstats::SIZE && length.checked_mul(disks) == Some(bytes.len());
            tries = tries.saturating_sub(1);
            if is_whole || tries == 0 {
                let length = if is_whole { length } else { Diskstats::SIZE };
                let disks = rows::<Diskstats>("diskstats", &bytes, length);
                let disks = disks.map(|disk| disk.map(|disk| disk_io(&disk)));
                return disks
                    .collect::<psutil_parse::Result<_>>()
                    .map_err(|error| Error::kernel_data("hw.diskstats".into(), error));
            }
        }
    }

    /// Those that are no part of others: neither made of files or memory, nor of disks by softraid(4).
    pub(super) fn physical_disks(&self) -> Result<Vec<DiskIo>> {
        let mut disks = self.disks()?;
        let volumes = self.softraid_volumes();
        disks.retain(|disk| !is_made_of_others(&disk.name) && !volumes.contains(&disk.name));
        Ok(disks)
    }

    /// The disks that softraid(4) makes of others. It has a sensor for each, by the name of the disk.
    fn softraid_volumes(&self) -> Vec<Vec<u8>> {
        let devices = self.sensor_devices().unwrap_or_default();
        let softraid = devices.iter().filter(|device| device.name.starts_with(b"softraid"));
        let volumes = softraid.flat_map(|device| self.sensors_of(device, SENSOR_DRIVE));
        volumes.map(|sensor| sensor.desc().to_vec()).collect()
    }
}

/// vnd(4) and rd(4) by their numbered names.
fn is_made_of_others(name: &[u8]) -> bool {
    let numbered = |driver: &[u8]| {
        let number = name.strip_prefix(driver);
        number.is_some_and(|number| !number.is_empty() && number.iter().all(u8::is_ascii_digit))
    };
    numbered(b"vnd") || numbered(b"rd")
}

fn disk_io(disk: &Diskstats) -> DiskIo {
    DiskIo {
        name: disk.name().to_vec(),
        counters: DiskIoCounters {
            read_count: disk.ds_rxfer,
            write_count: disk.ds_wxfer,
            read_bytes: disk.ds_rbytes,
            write_bytes: disk.ds_wbytes,
            busy_time: Field::from(milliseconds(disk.ds_time)),
            ..DiskIoCounters::default()
        },
    }
}

fn milliseconds(time: Timeval) -> Option<u64> {
    let seconds = u64::try_from(time.tv_sec).ok()?;
    let rest = u64::try_from(time.tv_usec).ok()? / 1000;
    seconds.checked_mul(1000)?.checked_add(rest)
}
