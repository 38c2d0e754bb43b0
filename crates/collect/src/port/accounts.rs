//! Accounts of users, wherever they are kept.

use super::Port;

/// Who has which number.
pub trait Accounts {
    /// The name of a user, `getpwuid_r(3)`; `None` if nobody has this number. May ask a server and wait for it.
    fn name_of_user(&self, uid: u32) -> Port<Option<Vec<u8>>>;
}
