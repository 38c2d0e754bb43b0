//! Who is logged in: as logind says, else as `utmp` does.
//!
//! Distributions give up `utmp`, whose times end in 2038; systems without systemd have nothing else, and those with
//! musl not even that.

mod logind;
mod utmp;

use super::Linux;
use crate::Result;
use crate::backend::UserCollector;
use crate::backend::logins::sort;
use crate::model::process::Pid;
use crate::model::users::User;
use crate::port::LinuxKernel;

impl<K: LinuxKernel> UserCollector for Linux<K> {
    fn users(&self) -> Result<Vec<User>> {
        let mut users = self.logind_users()?;
        if users.is_empty() {
            users = self.utmp_users()?;
        }
        sort(&mut users);
        Ok(users)
    }
}

impl<K: LinuxKernel> Linux<K> {
    /// Whether the process is known to have ended: nobody has written down that its user has left.
    fn has_ended(&self, pid: Pid) -> bool {
        matches!(self.number_is_taken(pid), Ok(false))
    }
}

/// A name of a machine. What begins with `:` is a display or a terminal of this one.
fn host(text: &[u8]) -> Option<Vec<u8>> {
    (!text.is_empty() && !text.starts_with(b":")).then(|| text.to_vec())
}

/// A terminal without `/dev/`.
fn terminal(text: &[u8]) -> Option<Vec<u8>> {
    let name = text.strip_prefix(b"/dev/").unwrap_or(text);
    (!name.is_empty()).then(|| name.to_vec())
}

/// Microseconds in milliseconds; `None` for the epoch itself, which stands for no time.
fn instant(microseconds: u64) -> Option<f64> {
    (microseconds > 0).then(|| super::host::exact(microseconds) / 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_f20_a_display_is_no_machine() {
        for local in [&b""[..], b":0", b":0.0", b":pts/3:S.0"] {
            assert_eq!(host(local), None);
        }
        assert_eq!(host(b"10.0.2.2").as_deref(), Some(&b"10.0.2.2"[..]));
        assert_eq!(host(b"far:0").as_deref(), Some(&b"far:0"[..]));
    }
}
