//! Who is logged in: `/var/run/utx.active`.

use psutil_parse::freebsd::futx::{self, Futx};

use super::{FreeBsd, exact};
use crate::Result;
use crate::backend::UserCollector;
use crate::backend::bsd::users;
use crate::model::users::User;
use crate::port::FreeBsdKernel;

impl<K: FreeBsdKernel> UserCollector for FreeBsd<K> {
    fn users(&self) -> Result<Vec<User>> {
        users::logged_in(self, "utx.active", |bytes, _| {
            let logged_in = futx::users(bytes).filter(|it| !users::has_ended(self, it.pid()));
            Ok(logged_in.map(|entry| user(&entry)).collect())
        })
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
