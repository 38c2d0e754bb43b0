//! `ENVSYS_GETDICTIONARY` of `sys/envsys.h`, `proplib(3)`.

use std::ffi::c_void;
use std::fs::OpenOptions;
use std::io::Error;
use std::os::fd::AsRawFd;
use std::path::Path;
use std::{ptr, slice};

use nix::errno::Errno;

use crate::port::{Envsys, Kernel, Port, PortError};

/// `struct plistref` of `prop/plistref.h`: where a list is, and in how many bytes.
#[repr(C)]
struct Plistref {
    pref_plist: *mut c_void,
    pref_len: libc::size_t,
}

/// `_IOWR('E', 0, struct plistref)`
const ENVSYS_GETDICTIONARY: libc::c_ulong =
    0xc000_0000 | (size_of::<Plistref>() as libc::c_ulong) << 16 | (b'E' as libc::c_ulong) << 8;

impl Envsys for Kernel {
    fn envsys(&self, path: &Path) -> Port<Vec<u8>> {
        let failed = |call, errno| PortError::at(call, errno, path.to_path_buf());
        let errno = |error: &Error| error.raw_os_error().map_or(Errno::EIO, Errno::from_raw);
        let device = OpenOptions::new().read(true).open(path);
        let device = device.map_err(|error| failed("open", errno(&error)))?;
        let mut list = Plistref { pref_plist: ptr::null_mut(), pref_len: 0 };
        // SAFETY: the request takes this struct, which outlives the call, and fills it.
        let result =
            unsafe { libc::ioctl(device.as_raw_fd(), ENVSYS_GETDICTIONARY, &raw mut list) };
        Errno::result(result).map_err(|errno| failed("ioctl", errno))?;
        if list.pref_plist.is_null() || list.pref_len == 0 {
            return Ok(Vec::new());
        }
        // SAFETY: the kernel has mapped as many bytes there, for this program to read, and nobody else knows of them.
        let bytes = unsafe { slice::from_raw_parts(list.pref_plist.cast::<u8>(), list.pref_len) };
        let bytes = bytes.to_vec();
        // SAFETY: the mapping was made for the call, is ours to take away, and nothing points into it any more. If that
        // fails it stays, and does no harm.
        unsafe { libc::munmap(list.pref_plist, list.pref_len) };
        Ok(bytes)
    }
}
