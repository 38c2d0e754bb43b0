//! Who is logged in: `/var/run/utmp`.

use psutil_parse::openbsd::utmp::Utmp;
use psutil_parse::record::rows;

use super::OpenBsd;
use crate::backend::UserCollector;
use crate::backend::bsd::users;
use crate::model::users::User;
use crate::port::OpenBsdKernel;
use crate::{Error, Result};

impl<K: OpenBsdKernel> UserCollector for OpenBsd<K> {
    fn users(&self) -> Result<Vec<User>> {
        users::logged_in(self, "utmp", |bytes, path| {
            let records: psutil_parse::Result<Vec<_>> =
                rows::<Utmp>("utmp", bytes, Utmp::SIZE).collect();
            let records = records.map_err(|error| Error::kernel_data(path.into(), error))?;
            Ok(records.iter().filter(|record| !record.name().is_empty()).map(user).collect())
        })
    }
}

fn user(record: &Utmp) -> User {
    let text = |bytes: &[u8]| Some(bytes.to_vec()).filter(|text| !text.is_empty());
    // What begins with a colon is a display of this machine.
    let host = text(record.host()).filter(|host| !host.starts_with(b":"));
    User {
        name: record.name().to_vec(),
        terminal: text(record.line()),
        host,
        started: (record.ut_time > 0).then(|| milliseconds(record.ut_time)),
        // The file has none.
        pid: None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact for longer than there are calendars")]
const fn milliseconds(seconds: i64) -> f64 {
    seconds as f64 * 1e3
}
