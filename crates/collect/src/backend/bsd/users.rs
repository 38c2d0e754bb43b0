//! Who is logged in: a file of records below `/var/run`.

use std::path::Path;

use nix::errno::Errno;

use super::{System, list};
use crate::Result;
use crate::backend::logins::sort;
use crate::model::process::Pid;
use crate::model::users::User;
use crate::port::PlainFiles;

/// Those that a file in `/var/run` names, the first to have come first; nobody if it is not there.
pub(in crate::backend) fn logged_in<S: System>(
    system: &S,
    name: &str,
    read: impl FnOnce(&[u8], &Path) -> Result<Vec<User>>,
) -> Result<Vec<User>> {
    let path = system.paths().beside_etc("var/run").join(name);
    let bytes = match system.kernel().read_file(&path) {
        Err(error) if matches!(error.errno, Errno::ENOENT | Errno::ENOTDIR) => Vec::new(),
        bytes => bytes?,
    };
    let mut logged_in = read(&bytes, &path)?;
    sort(&mut logged_in);
    Ok(logged_in)
}

/// Whether the process is known to have ended: nobody has written down that its user has left.
pub(in crate::backend) fn has_ended<S: System>(system: &S, pid: Pid) -> bool {
    pid > 0 && matches!(list::number_is_taken(system, pid), Ok(false))
}
