//! The names of processes that the kernel has cut off.

use crate::{Error, Result};

/// A name that may be cut off, made whole from the first argument.
pub(super) fn made_whole(comm: Vec<u8>, arguments: Result<Vec<Vec<u8>>>) -> Result<Vec<u8>> {
    match arguments {
        Ok(arguments) => {
            let name = arguments.first().and_then(|program| program.rsplit(|b| *b == b'/').next());
            Ok(name.filter(|name| name.starts_with(&comm)).map_or(comm, <[u8]>::to_vec))
        }
        Err(gone @ Error::NoSuchProcess { .. }) => Err(gone),
        // A zombie, say: the name as the kernel has it is the best there is.
        Err(_) => Ok(comm),
    }
}
