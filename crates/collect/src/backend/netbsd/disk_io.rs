//! What disks did: `hw.iostats`.

use psutil_parse::netbsd::io_sysctl::{IOSTAT_DISK, IoSysctl};

use super::{NetBsd, mib, structs};
use crate::Result;
use crate::backend::bsd::sysctl;
use crate::model::disk::{DiskIo, DiskIoCounters};
use crate::model::field::Field;
use crate::port::NetBsdKernel;

/// Drivers of what is part of a disk, or made of others, of files or of memory.
const VIRTUAL: [&[u8]; 8] = [b"dk", b"raid", b"ccd", b"cgd", b"vnd", b"fss", b"md", b"dm"];

impl<K: NetBsdKernel> NetBsd<K> {
    /// What every device did: disks, wedges, and what is made of them. No tapes, and no file systems of others.
    pub(super) fn every_device(&self) -> Result<Vec<DiskIo>> {
        let bytes = sysctl::table(&self.kernel, &mib::IOSTATS)?;
        let devices: Vec<IoSysctl> = structs("hw.iostats", &bytes)?;
        Ok(devices.iter().filter(|it| it.kind == IOSTAT_DISK).map(disk_io).collect())
    }

    /// What every disk did: the devices that a sum counts, so that every request is counted once.
    pub(super) fn every_disk(&self) -> Result<Vec<DiskIo>> {
        let mut devices = self.every_device()?;
        devices.retain(|device| !is_virtual(&device.name));
        Ok(devices)
    }
}

fn disk_io(device: &IoSysctl) -> DiskIo {
    let milliseconds = u64::from(device.time_sec)
        .saturating_mul(1000)
        .saturating_add(u64::from(device.time_usec) / 1000);
    let counters = DiskIoCounters {
        read_count: device.rxfer,
        write_count: device.wxfer,
        read_bytes: device.rbytes,
        write_bytes: device.wbytes,
        busy_time: Field::Known(milliseconds),
        ..DiskIoCounters::default()
    };
    DiskIo { name: device.name().to_vec(), counters }
}

fn is_virtual(name: &[u8]) -> bool {
    let driver = name.trim_ascii_end();
    let unit = driver.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let driver = driver.get(..driver.len().saturating_sub(unit)).unwrap_or_default();
    VIRTUAL.contains(&driver)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_what_no_other_disk_does_the_work_of() {
        for disk in [&b"wd0"[..], b"sd12", b"ld1", b"xbd0", b"cd0", b"mdx0", b"", b"0"] {
            assert!(!is_virtual(disk), "{disk:?}");
        }
        for other in [&b"dk0"[..], b"raid10", b"cgd1", b"vnd0", b"md0"] {
            assert!(is_virtual(other), "{other:?}");
        }
    }
}
