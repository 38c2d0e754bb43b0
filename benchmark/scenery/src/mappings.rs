//! A process with many mappings.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;

use crate::{stand, sys};

/// Neighbours that may be written and that may not are never joined into one mapping.
pub fn hold(count: usize) -> io::Result<()> {
    let (mut here, mut there) = UnixStream::pair()?;
    let child = sys::fork(move || {
        if (0..count).all(|at| sys::map_page(at % 2 == 0).is_ok()) && there.write_all(b"!").is_ok()
        {
            sys::sleep_forever();
        }
    })?;
    here.read_exact(&mut [0])?;
    stand(vec![child])
}
