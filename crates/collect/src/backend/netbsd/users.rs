//! Who is logged in: `/var/run/utmpx`.

use nix::errno::Errno;
use psutil_parse::netbsd::utmpx::{self, Utmpx};

use super::NetBsd;
use crate::backend::UserCollector;
use crate::backend::bsd::list;
use crate::model::process::Pid;
use crate::model::users::User;
use crate::port::NetBsdKernel;
use crate::{Result, order};

impl<K: NetBsdKernel> UserCollector for NetBsd<K> {
    fn users(&self) -> Result<Vec<User>> {
        let path = self.paths.beside_etc("var/run/utmpx");
        let bytes = match self.kernel.read_file(&path) {
            Err(error) if matches!(error.errno, Errno::ENOENT | Errno::ENOTDIR) => Vec::new(),
            read => read?,
        };
        let logged_in =
            utmpx::users(&bytes).filter(|it| !(it.ut_pid > 0 && self.has_ended(it.ut_pid)));
        let mut users: Vec<User> = logged_in.map(|record| user(&record)).collect();
        order::sort_by(&mut users, |one, other| {
            one.started.unwrap_or(0.0).total_cmp(&other.started.unwrap_or(0.0))
        });
        Ok(users)
    }
}

impl<K: NetBsdKernel> NetBsd<K> {
    /// Whether the process is known to have ended: nobody has written down that its user has left.
    fn has_ended(&self, pid: Pid) -> bool {
        matches!(list::number_is_taken(self, pid), Ok(false))
    }
}

fn user(record: &Utmpx) -> User {
    let text = |text: &[u8]| (!text.is_empty()).then(|| text.to_vec());
    // What begins with `:` is a display of this machine.
    let host = text(record.host()).filter(|host| !host.starts_with(b":"));
    User {
        name: record.name().to_vec(),
        terminal: text(record.line()),
        host,
        started: instant(record),
        pid: Some(record.ut_pid).filter(|pid| *pid > 0),
    }
}

/// `None` for the epoch itself, which stands for no time.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 seconds")]
fn instant(record: &Utmpx) -> Option<f64> {
    let time = record.ut_tv;
    (time.tv_sec > 0).then(|| time.tv_sec as f64 * 1e3 + f64::from(time.tv_usec) / 1e3)
}
