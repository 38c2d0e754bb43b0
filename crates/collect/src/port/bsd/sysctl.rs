//! `sysctl(3)`.

use std::ptr;

use nix::errno::Errno;

use super::Kernel;
use crate::port::{Port, PortError, Sysctl};

impl Sysctl for Kernel {
    fn sysctl(&self, mib: &[i32], old: Option<&mut [u8]>, new: Option<&[u8]>) -> Port<usize> {
        let failed = |errno| PortError::new("sysctl", errno);
        let levels = mib.len().try_into().map_err(|_| failed(Errno::EINVAL))?;
        let (old, mut length) = match old {
            Some(old) => (old.as_mut_ptr(), old.len()),
            None => (ptr::null_mut(), 0),
        };
        let (new, new_length) = new.map_or((ptr::null(), 0), |new| (new.as_ptr(), new.len()));
        // macOS and FreeBSD declare the numbers as mutable; no kernel writes to them.
        let mib = mib.as_ptr().cast_mut();
        // SAFETY: there are as many numbers as is said, and they are only read. The kernel writes at most length bytes to
        // old, which has that many or is null, for the length alone, and then the length itself. It reads new_length
        // bytes of new, or nothing of a null. All of it outlives the call.
        let result = unsafe {
            libc::sysctl(
                mib,
                levels,
                old.cast(),
                &raw mut length,
                new.cast_mut().cast(),
                new_length,
            )
        };
        Errno::result(result).map_err(failed)?;
        Ok(length)
    }
}
