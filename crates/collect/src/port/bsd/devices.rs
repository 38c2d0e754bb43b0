//! `ioctl(2)` of devices.

use std::fs::OpenOptions;
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use nix::errno::Errno;

use super::Kernel;
use crate::port::{Devices, Port, PortError};

/// `IOCPARM_LEN` of `sys/ioccom.h`: how many bytes go along with a request.
fn length(request: u64) -> usize {
    const MASK: u64 = (1 << 13) - 1;
    usize::try_from(request >> 16 & MASK).unwrap_or(usize::MAX)
}

impl Devices for Kernel {
    fn ask_device(&self, path: &Path, request: u64, buffer: &mut [u8]) -> Port<()> {
        let failed = |call, errno| PortError::at(call, errno, path.to_path_buf());
        if buffer.len() < length(request) {
            return Err(failed("ioctl", Errno::EINVAL));
        }
        // Not waiting is for made-up trees: a FIFO in one must not stop the program.
        let device = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path);
        let device = device.map_err(|error| {
            failed("open", error.raw_os_error().map_or(Errno::EIO, Errno::from_raw))
        })?;
        // SAFETY: the descriptor is open until the end of this function. The request itself says how many bytes are read
        // and written, and it has just been seen that there are as many.
        let result = unsafe { libc::ioctl(device.as_raw_fd(), request, buffer.as_mut_ptr()) };
        Errno::result(result).map(drop).map_err(|errno| failed("ioctl", errno))
    }
}
