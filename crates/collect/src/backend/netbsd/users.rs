//! Who is logged in: `/var/run/utmpx`.

use psutil_parse::netbsd::utmpx::{self, Utmpx};

use super::NetBsd;
use crate::Result;
use crate::backend::UserCollector;
use crate::backend::bsd::users;
use crate::model::users::User;
use crate::port::NetBsdKernel;

impl<K: NetBsdKernel> UserCollector for NetBsd<K> {
    fn users(&self) -> Result<Vec<User>> {
        users::logged_in(self, "utmpx", |bytes, _| {
            let logged_in = utmpx::users(bytes).filter(|it| !users::has_ended(self, it.ut_pid));
            Ok(logged_in.map(|record| user(&record)).collect())
        })
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
