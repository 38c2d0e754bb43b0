//! Who is logged in: `/var/run/utx.active`.

use nix::errno::Errno;
use psutil_parse::freebsd::futx::{self, Futx};

use super::FreeBsd;
use super::host::exact;
use crate::backend::UserCollector;
use crate::backend::bsd::list;
use crate::model::process::Pid;
use crate::model::users::User;
use crate::port::FreeBsdKernel;
use crate::{Result, order};

impl<K: FreeBsdKernel> UserCollector for FreeBsd<K> {
    fn users(&self) -> Result<Vec<User>> {
        let path = self.paths.beside_etc("var/run").join("utx.active");
        let bytes = match self.kernel.read_file(&path) {
            Err(error) if matches!(error.errno, Errno::ENOENT | Errno::ENOTDIR) => Vec::new(),
            read => read?,
        };
        let logged_in = futx::users(&bytes).filter(|it| it.pid() <= 0 || !self.has_ended(it.pid()));
        let mut users: Vec<_> = logged_in.map(|entry| user(&entry)).collect();
        order::sort_by(&mut users, |a, b| {
            a.started.unwrap_or(0.0).total_cmp(&b.started.unwrap_or(0.0))
        });
        Ok(users)
    }
}

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// Whether the process is known to have ended: nobody has written down that its user has left.
    fn has_ended(&self, pid: Pid) -> bool {
        matches!(list::number_is_taken(self, pid), Ok(false))
    }
}

fn user(entry: &Futx) -> User {
    let known = |text: &[u8]| (!text.is_empty()).then(|| text.to_vec());
    // What begins with a colon is a display of this machine.
    let host = Some(entry.host()).filter(|host| !host.starts_with(b":"));
    User {
        name: entry.user().to_vec(),
        terminal: known(entry.line()),
        host: host.and_then(known),
        started: Some(entry.tv()).filter(|&time| time > 0).map(|time| exact(time) / 1e3),
        pid: Some(entry.pid()).filter(|&pid| pid > 0),
    }
}
