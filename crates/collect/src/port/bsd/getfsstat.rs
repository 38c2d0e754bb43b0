//! `getfsstat(2)`.

use std::ptr;

use nix::errno::Errno;

use super::bsd::mounts;
use super::system::Statfs;
use super::{Kernel, Mounts, Port};

impl Mounts for Kernel {
    fn getfsstat(&self) -> Port<Vec<u8>> {
        mounts::all("getfsstat", Statfs::SIZE, fill)
    }
}

#[allow(
    clippy::unnecessary_fallible_conversions,
    clippy::useless_conversion,
    reason = "the length has another type on each system"
)]
fn fill(words: &mut [u64]) -> Result<usize, Errno> {
    let length = size_of_val(words).try_into().map_err(|_| Errno::ENOMEM)?;
    let buffer = if words.is_empty() { ptr::null_mut() } else { words.as_mut_ptr() };
    // SAFETY: the kernel writes whole structs, as many as go into so many bytes at most; the buffer has as many, is
    // aligned as the struct, and outlives the call. Of a null only the number of structs is told. MNT_NOWAIT: no file
    // system is asked.
    let count = unsafe { libc::getfsstat(buffer.cast(), length, libc::MNT_NOWAIT) };
    usize::try_from(Errno::result(count)?).map_err(|_| Errno::EINVAL)
}
