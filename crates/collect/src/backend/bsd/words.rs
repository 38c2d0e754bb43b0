//! What a process is called.

use psutil_parse::posix::environ;

use super::Record;
use crate::Result;
use crate::backend::words::made_whole;

/// The name of the process, made whole from its first argument where the kernel may have cut it off.
pub(in crate::backend) fn whole_name(
    record: &Record,
    arguments: impl FnOnce() -> Result<Vec<Vec<u8>>>,
) -> Result<Vec<u8>> {
    let comm = record.comm.clone();
    if record.comm_is_cut { made_whole(comm, arguments()) } else { Ok(comm) }
}

/// The variables among these strings, as (name, value).
pub(in crate::backend) fn environment<'a>(
    strings: impl Iterator<Item = &'a [u8]>,
) -> Vec<(Vec<u8>, Vec<u8>)> {
    let variables = strings.flat_map(environ::parse);
    variables.map(|(name, value)| (name.to_vec(), value.to_vec())).collect()
}
