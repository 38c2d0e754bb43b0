//! `getfsstat(2)`.

use std::ptr;

use nix::errno::Errno;
use psutil_parse::openbsd::statfs::Statfs;

use crate::port::{Kernel, Mounts, Port, PortError};

/// How many may be mounted between the question how many there are and the one for all of them.
const MORE: usize = 8;
/// How often to ask again when there were more than that.
const TRIES: u32 = 8;

impl Mounts for Kernel {
    fn getfsstat(&self) -> Port<Vec<u8>> {
        let failed = |errno| PortError::new("getfsstat", errno);
        for _ in 0..TRIES {
            // SAFETY: with a null and no room for anything the kernel only counts.
            let mounted = unsafe { libc::getfsstat(ptr::null_mut(), 0, libc::MNT_NOWAIT) };
            let mounted = Errno::result(mounted).map_err(failed)?;
            let room = usize::try_from(mounted).unwrap_or(0).saturating_add(MORE);
            let mut buffer = vec![0_u8; room.saturating_mul(Statfs::SIZE)];
            // SAFETY: the kernel copies whole structs, no more of them than fit into as many bytes as is said, and to any
            // address: that of bytes need not be one for a struct, and nothing is read through this pointer.
            let written = unsafe {
                libc::getfsstat(buffer.as_mut_ptr().cast(), buffer.len(), libc::MNT_NOWAIT)
            };
            let written = usize::try_from(Errno::result(written).map_err(failed)?).unwrap_or(0);
            if written < room {
                buffer.truncate(written.saturating_mul(Statfs::SIZE));
                return Ok(buffer);
            }
        }
        Err(failed(Errno::ENOMEM))
    }
}
