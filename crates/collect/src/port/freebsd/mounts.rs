//! `getfsstat(2)`.

use std::ptr;

use nix::errno::Errno;
use psutil_parse::freebsd::statfs::Statfs;

use crate::port::{Kernel, Mounts, Port, PortError};

/// Room for what is mounted between the two calls.
const MORE: usize = 8;

impl Mounts for Kernel {
    fn getfsstat(&self) -> Port<Vec<u8>> {
        let mut count = ask(None)?;
        loop {
            let room = count.saturating_add(MORE);
            let mut buffer = vec![0; room.saturating_mul(Statfs::SIZE)];
            count = ask(Some(&mut buffer))?;
            if count < room {
                buffer.truncate(count.saturating_mul(Statfs::SIZE));
                return Ok(buffer);
            }
        }
    }
}

/// How many there are, or how many have been written.
fn ask(buffer: Option<&mut [u8]>) -> Port<usize> {
    let failed = |errno| PortError::new("getfsstat", errno);
    let (buffer, length) = buffer.map_or((ptr::null_mut(), 0), |it| (it.as_mut_ptr(), it.len()));
    let length = length.try_into().map_err(|_| failed(Errno::EINVAL))?;
    // SAFETY: the kernel writes at most so many bytes, which are there, or none to a null; how they are aligned is of no
    // interest to it, whatever the type says. MNT_NOWAIT: no file system is asked.
    let count = unsafe { libc::getfsstat(buffer.cast(), length, libc::MNT_NOWAIT) };
    let count = Errno::result(count).map_err(failed)?;
    Ok(usize::try_from(count).unwrap_or(0))
}
