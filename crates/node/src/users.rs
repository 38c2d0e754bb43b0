//! Who is logged in.

use crate::thin::napi;
use napi::Either;
use napi::bindgen_prelude::Null;
use psutil_collect::backend::UserCollector;
use psutil_collect::model::users as model;

use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::promise::{Promised, off_thread};
use crate::value::{NumberOrNull, float_or_null, lossy, text_or_null};

/// Somebody who is logged in.
#[napi(object, object_from_js = false)]
pub struct User {
    /// Who.
    pub name: String,
    /// Where they type, without `/dev/`: `pts/0`, `tty1`, or an X11 display such as `:0`; `null` for neither.
    pub terminal: Either<String, Null>,
    /// The machine that they came from; `null` for those who sit at this one.
    pub host: Either<String, Null>,
    /// When they logged in, in milliseconds since the epoch; `null` if that is not recorded.
    pub started: NumberOrNull,
    /// The process that logged them in; `null` if that is not recorded.
    pub pid: Either<i32, Null>,
}

impl From<model::User> for User {
    fn from(user: model::User) -> Self {
        let model::User { name, terminal, host, started, pid } = user;
        Self {
            name: lossy(name),
            terminal: text_or_null(terminal),
            host: text_or_null(host),
            started: float_or_null(started),
            pid: pid.map_or(Either::B(Null), Either::A),
        }
    }
}

/// Everybody who is logged in.
#[napi(catch_unwind)]
pub fn users(paths: u32) -> Outcome<Vec<User>> {
    let users = collector(paths).users();
    outcome(users.map(|users| users.into_iter().map(User::from).collect()))
}

/// [`users`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<Array<User>>>")]
pub fn users_async(paths: u32) -> Promised<Vec<User>> {
    off_thread(move || users(paths))
}
