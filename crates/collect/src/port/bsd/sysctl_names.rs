//! `sysctlnametomib(3)`.

use std::ffi::CString;

use nix::errno::Errno;

use crate::port::{Kernel, Port, PortError, SysctlNames};

impl SysctlNames for Kernel {
    fn mib(&self, name: &str) -> Port<Vec<i32>> {
        let failed = |errno| PortError::at("sysctlnametomib", errno, name.into());
        let c_name = CString::new(name).map_err(|_| failed(Errno::EINVAL))?;
        // CTL_MAXNAME is 12 on NetBSD and macOS, 24 on FreeBSD.
        let mut mib = [0; 24];
        let mut levels = mib.len();
        // SAFETY: the name ends with a NUL; at most `levels` numbers are written to mib, which has as many, and then how
        // many there are. All of it outlives the call.
        let result =
            unsafe { libc::sysctlnametomib(c_name.as_ptr(), mib.as_mut_ptr(), &raw mut levels) };
        Errno::result(result).map_err(failed)?;
        Ok(mib.get(..levels).unwrap_or_default().to_vec())
    }
}
