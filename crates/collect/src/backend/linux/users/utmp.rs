//! `/run/utmp`, or `/var/run/utmp` where there is no `/run`.

use std::path::PathBuf;

use nix::errno::Errno;
use psutil_parse::linux::utmp::{self, UserProcess};

use super::{host, instant, terminal};
use crate::Result;
use crate::backend::linux::Linux;
use crate::model::users::User;
use crate::port::{At, LinuxKernel};

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn utmp_users(&self) -> Result<Vec<User>> {
        for path in self.utmp_paths() {
            let read = self.kernel.read_to_end(At::Path(&path), |bytes| {
                let logged_in =
                    utmp::users(bytes).filter(|it| !(it.pid > 0 && self.has_ended(it.pid)));
                logged_in.map(|record| user(&record)).collect()
            });
            match read {
                Err(error) if matches!(error.errno, Errno::ENOENT | Errno::ENOTDIR) => {}
                read => return Ok(read?),
            }
        }
        Ok(Vec::new())
    }

    /// `/var/run` is now a link to `/run`, which in another machine's tree would lead out of it.
    fn utmp_paths(&self) -> Vec<PathBuf> {
        let var_run = self.paths.beside_etc("var/run");
        let is_link = self.kernel.read_link(At::Path(&var_run)).is_ok();
        let directories = [Some(self.paths.beside_etc("run")), (!is_link).then_some(var_run)];
        directories.into_iter().flatten().map(|directory| directory.join("utmp")).collect()
    }
}

fn user(record: &UserProcess<'_>) -> User {
    let address = || record.address.map(|address| address.to_string().into_bytes());
    User {
        name: record.user.to_vec(),
        terminal: terminal(record.line),
        host: host(record.host).or_else(address),
        started: instant(record.time),
        pid: Some(record.pid).filter(|pid| *pid > 0),
    }
}
