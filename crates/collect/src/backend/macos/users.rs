//! Who is logged in: `/var/run/utmpx`.
//!
//! Not by getutxent(3), which keeps one place in the file for all threads of a program.

use nix::errno::Errno;
use psutil_parse::bsd::char_array::text;
use psutil_parse::macos::utmpx::USER_PROCESS;
use psutil_parse::macos::utmpx32::{self, Utmpx32};

use super::MacOs;
use crate::backend::UserCollector;
use crate::backend::bsd::list;
use crate::model::process::Pid;
use crate::model::users::User;
use crate::order;
use crate::port::MacOsKernel;
use crate::{Error, Result};

impl<K: MacOsKernel> UserCollector for MacOs<K> {
    fn users(&self) -> Result<Vec<User>> {
        let path = self.paths.beside_etc("var/run/utmpx");
        let bytes = match self.kernel.read_file(&path) {
            Err(error) if matches!(error.errno, Errno::ENOENT | Errno::ENOTDIR) => Vec::new(),
            bytes => bytes?,
        };
        let entries: psutil_parse::Result<Vec<_>> = utmpx32::rows(&bytes).collect();
        let entries = entries.map_err(|error| Error::kernel_data(path, error))?;
        let logged_in = entries.iter().filter(|it| {
            it.ut_type == USER_PROCESS && !(it.ut_pid > 0 && self.has_ended(it.ut_pid))
        });
        let mut users: Vec<_> = logged_in.map(user).collect();
        order::sort_by(&mut users, |one, other| {
            one.started.unwrap_or(0.0).total_cmp(&other.started.unwrap_or(0.0))
        });
        Ok(users)
    }
}

impl<K: MacOsKernel> MacOs<K> {
    /// Whether the process is known to have ended: nobody has written down that its user has left.
    fn has_ended(&self, pid: Pid) -> bool {
        matches!(list::number_is_taken(self, pid), Ok(false))
    }
}

fn user(entry: &Utmpx32) -> User {
    let known = |field: &[u8]| Some(text(field)).filter(|it| !it.is_empty()).map(<[u8]>::to_vec);
    let milliseconds = f64::from(entry.ut_tv_sec) * 1e3 + f64::from(entry.ut_tv_usec) / 1e3;
    User {
        name: text(&entry.ut_user).to_vec(),
        terminal: known(&entry.ut_line),
        // What begins with `:` is a display of this machine.
        host: known(&entry.ut_host).filter(|host| !host.starts_with(b":")),
        started: Some(milliseconds).filter(|it| *it > 0.0),
        pid: Some(entry.ut_pid).filter(|pid| *pid > 0),
    }
}
