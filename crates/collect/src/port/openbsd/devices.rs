//! `ioctl(2)` of devices.

use std::fs::OpenOptions;
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use nix::errno::Errno;

use crate::port::{Devices, Kernel, Port, PortError};

impl Devices for Kernel {
    fn ask_device(&self, path: &Path, request: u64, buffer: &mut [u8]) -> Port<()> {
        let failed = |call, errno| PortError::at(call, errno, path.to_path_buf());
        // `IOCPARM_LEN` of `sys/ioccom.h`: what the request says that is copied.
        let length = usize::try_from(request >> 16 & 0x1FFF);
        if length.is_ok_and(|length| buffer.len() < length) {
            return Err(failed("ioctl", Errno::EINVAL));
        }
        // Not waiting is for made-up trees: a FIFO in one must not stop the program.
        let file = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path);
        let file = file.map_err(|error| {
            failed("open", error.raw_os_error().map_or(Errno::EIO, Errno::from_raw))
        })?;
        // SAFETY: the request reads and writes as many bytes as it says itself, and the buffer, which outlives the call,
        // has at least as many. The file is open for as long.
        let result = unsafe { libc::ioctl(file.as_raw_fd(), request, buffer.as_mut_ptr()) };
        Errno::result(result).map(drop).map_err(|errno| failed("ioctl", errno))
    }
}
