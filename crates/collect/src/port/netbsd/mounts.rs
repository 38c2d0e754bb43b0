//! `getvfsstat(2)`: the call whose structs are those of NetBSD 9, which later releases still have.

use std::ptr;

use nix::errno::Errno;

use crate::port::{Kernel, Mounts, Port, PortError};

/// How often a file system may be mounted while the list is read.
const TRIES: u32 = 16;

impl Mounts for Kernel {
    fn getfsstat(&self) -> Port<Vec<u8>> {
        let failed = |errno| PortError::new("getvfsstat", errno);
        // SAFETY: of a null nothing is written, and how many there are is the answer.
        let count = unsafe { libc::getvfsstat(ptr::null_mut(), 0, libc::MNT_NOWAIT) };
        let mut count = usize::try_from(Errno::result(count).map_err(failed)?).unwrap_or(0);
        for _ in 0..TRIES {
            // One more than there are: what fills all of the room may have been cut off.
            let room = count.saturating_add(1);
            let mut buffer = vec![0_u8; room.saturating_mul(size_of::<libc::statvfs>())];
            // SAFETY: at most so many bytes are written as are said to be there, as structs one behind the other, which
            // bytes may stand for wherever they are: the kernel copies them.
            let found = unsafe {
                libc::getvfsstat(buffer.as_mut_ptr().cast(), buffer.len(), libc::MNT_NOWAIT)
            };
            let found = usize::try_from(Errno::result(found).map_err(failed)?).unwrap_or(0);
            if found < room {
                buffer.truncate(found.saturating_mul(size_of::<libc::statvfs>()));
                return Ok(buffer);
            }
            count = room.saturating_mul(2);
        }
        Err(failed(Errno::ENOMEM))
    }
}
