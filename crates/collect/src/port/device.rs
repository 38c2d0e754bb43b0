//! Devices that are asked by `ioctl(2)`.

use std::path::Path;

use super::Port;

/// Asking devices.
pub trait Devices {
    /// Opens the device for reading, asks this of it, and closes it. What is in the buffer goes along, and what it answers
    /// is in it afterwards; the buffer is as long as the request says (`IOCPARM_LEN`).
    fn ask_device(&self, path: &Path, request: u64, buffer: &mut [u8]) -> Port<()>;
}
