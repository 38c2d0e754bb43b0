//! `ioctl(2)`.

use std::fs::OpenOptions;
use std::io::Error;
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use nix::errno::Errno;

use crate::port::{Devices, Kernel, Port, PortError};

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
        let errno = |error: Error| error.raw_os_error().map_or(Errno::EIO, Errno::from_raw);
        let open = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path);
        let device = open.map_err(|error| failed("open", errno(error)))?;
        // SAFETY: the descriptor is open until the end of this function. The request itself says how many bytes are read
        // and written, and it has just been seen that there are as many.
        let result = unsafe { libc::ioctl(device.as_raw_fd(), request, buffer.as_mut_ptr()) };
        Errno::result(result).map(drop).map_err(|errno| failed("ioctl", errno))
    }
}
