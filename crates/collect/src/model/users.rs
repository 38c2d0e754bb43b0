//! Who is logged in.

use super::process::Pid;
use crate::availability::{EVERYWHERE, declare_features};

declare_features! {
    USERS = "users" on EVERYWHERE;
}

/// Somebody who is logged in, once for each time they are.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Who.
    pub name: Vec<u8>,
    /// Where they type, without `/dev/`: `pts/0`, `tty1`, or an X11 display.
    pub terminal: Option<Vec<u8>>,
    /// The machine that they came from; `None` for those who sit at this one.
    pub host: Option<Vec<u8>>,
    /// When, in milliseconds since the epoch.
    pub started: Option<f64>,
    /// The process that logged them in.
    pub pid: Option<Pid>,
}
