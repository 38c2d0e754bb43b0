//! `getfsstat(2)`.

use std::ptr;

use nix::errno::Errno;
use psutil_parse::macos::statfs::Statfs;

use crate::port::{Kernel, Mounts, Port, PortError};

/// A struct in words of 8 bytes, which is how it is aligned.
const WORDS: usize = Statfs::SIZE / size_of::<u64>();

/// How often there may be more mounts than a moment before.
const TRIES: u32 = 16;

impl Mounts for Kernel {
    fn getfsstat(&self) -> Port<Vec<u8>> {
        let failed = |errno| PortError::new("getfsstat", errno);
        let mut room = count(&mut []).map_err(failed)?;
        for _ in 0..TRIES {
            room = room.saturating_add(room / 8).saturating_add(4);
            let mut words = vec![0_u64; room.saturating_mul(WORDS)];
            let count = count(&mut words).map_err(failed)?;
            if count < room {
                words.truncate(count.saturating_mul(WORDS));
                return Ok(words.iter().flat_map(|word| word.to_ne_bytes()).collect());
            }
        }
        Err(failed(Errno::ENOMEM))
    }
}

/// Fills the buffer, and says how many structs it has written; how many there are if there is no room for any.
fn count(buffer: &mut [u64]) -> Result<usize, Errno> {
    let bytes = size_of_val(buffer).try_into().map_err(|_| Errno::ENOMEM)?;
    let buffer = if buffer.is_empty() { ptr::null_mut() } else { buffer.as_mut_ptr() };
    // SAFETY: the kernel writes whole structs, at most as many as go into that many bytes; the buffer has as many, is
    // aligned as the struct, and outlives the call. Of a null only the number of structs is told. It waits for nothing.
    let count = unsafe { libc::getfsstat(buffer.cast(), bytes, libc::MNT_NOWAIT) };
    usize::try_from(Errno::result(count)?).map_err(|_| Errno::EINVAL)
}
