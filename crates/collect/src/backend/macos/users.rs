//! Who is logged in: `/var/run/utmpx`.
//!
//! Not by getutxent(3), which keeps one place in the file for all threads of a program.

use psutil_parse::bsd::char_array::text;
use psutil_parse::macos::utmpx::USER_PROCESS;
use psutil_parse::macos::utmpx32::{self, Utmpx32};

use super::MacOs;
use crate::backend::UserCollector;
use crate::backend::bsd::users;
use crate::model::users::User;
use crate::port::MacOsKernel;
use crate::{Error, Result};

impl<K: MacOsKernel> UserCollector for MacOs<K> {
    fn users(&self) -> Result<Vec<User>> {
        users::logged_in(self, "utmpx", |bytes, path| {
            let entries: psutil_parse::Result<Vec<_>> = utmpx32::rows(bytes).collect();
            let entries = entries.map_err(|error| Error::kernel_data(path.into(), error))?;
            let logged_in = entries
                .iter()
                .filter(|it| it.ut_type == USER_PROCESS && !users::has_ended(self, it.ut_pid));
            Ok(logged_in.map(user).collect())
        })
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
