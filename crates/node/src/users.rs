//! Who is logged in, for `src/users.ts`.

use crate::thin::napi;
use psutil_collect::backend::UserCollector;
use psutil_collect::model::users::User;

use crate::cells::{Cells, Put, Stream};
use crate::machine::{Counted, stream};
use crate::outcome::Outcome;
use crate::paths::collector;
use crate::promise::{Promised, off_thread};

impl Put for User {
    fn put(self, cells: &mut Cells) {
        let Self { name, terminal, host, started, pid } = self;
        cells.put(name);
        cells.put(terminal);
        cells.put(host);
        cells.put(started);
        cells.put(pid);
    }
}

/// Everybody who is logged in.
#[napi(catch_unwind)]
pub fn users(paths: u32) -> Outcome<Stream> {
    stream(collector(paths).users().map(Counted))
}

/// [`users`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Stream>>")]
pub fn users_async(paths: u32) -> Promised<Stream> {
    off_thread(move || users(paths))
}
