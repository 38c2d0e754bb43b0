//! `getvfsstat(2)`: the call whose structs are those of NetBSD 9, which later releases still have.

use std::ptr;

use nix::errno::Errno;
use psutil_parse::netbsd::statvfs::Statvfs;

use crate::port::bsd::mounts;
use crate::port::{Kernel, Mounts, Port};

impl Mounts for Kernel {
    fn getfsstat(&self) -> Port<Vec<u8>> {
        mounts::all("getvfsstat", Statvfs::SIZE, fill)
    }
}

fn fill(words: &mut [u64]) -> Result<usize, Errno> {
    let buffer = if words.is_empty() { ptr::null_mut() } else { words.as_mut_ptr() };
    // SAFETY: the kernel writes whole structs, as many as go into so many bytes at most; the buffer has as many, is
    // aligned as the struct, and outlives the call. Of a null only the number of structs is told. MNT_NOWAIT: no file
    // system is asked.
    let count = unsafe { libc::getvfsstat(buffer.cast(), size_of_val(words), libc::MNT_NOWAIT) };
    usize::try_from(Errno::result(count)?).map_err(|_| Errno::EINVAL)
}
