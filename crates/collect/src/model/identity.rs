//! One process, not a number: what makes a process the same one later.

use std::fmt;

use super::process::Pid;
use crate::availability::Platform;
use crate::{Error, Result};

/// What the kernel never gives to two processes of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The inode number of its pidfd: unique for as long as the machine is up (Linux 6.9).
    Pidfs(u64),
    /// When it started, in clock ticks since boot (10 ms on Linux).
    Start(u64),
}

/// A process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// Its number.
    pub pid: Pid,
    /// What tells it from others of that number.
    pub key: Key,
}

/// A process in words that last: `linux:BOOT_ID:i250916:31001`.
///
/// The letter before the third part says what it is: `i` an inode of pidfs, `t` clock ticks since boot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The operating system.
    pub platform: Platform,
    /// The identity of the boot.
    pub boot: String,
    /// The process.
    pub target: Target,
}

impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (letter, number) = match self.target.key {
            Key::Pidfs(inode) => ('i', inode),
            Key::Start(ticks) => ('t', ticks),
        };
        let (platform, boot, pid) = (self.platform.name(), &self.boot, self.target.pid);
        write!(formatter, "{platform}:{boot}:{letter}{number}:{pid}")
    }
}

impl std::str::FromStr for Identity {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        read(text).filter(|identity| identity.to_string() == text).ok_or(Error::InvalidIdentity)
    }
}

fn read(text: &str) -> Option<Identity> {
    let mut parts = text.split(':');
    let platform = parts.next()?;
    let platform = Platform::ALL.into_iter().find(|known| known.name() == platform)?;
    let boot = parts.next().filter(|boot| !boot.is_empty())?;
    let key = parts.next()?;
    let key = match key.strip_prefix('i') {
        Some(inode) => Key::Pidfs(inode.parse().ok()?),
        None => Key::Start(key.strip_prefix('t')?.parse().ok()?),
    };
    let pid = parts.next()?.parse().ok().filter(|pid| *pid >= 0)?;
    Some(Identity { platform, boot: boot.into(), target: Target { pid, key } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for text in
            ["linux:0a1b:i250916:31001", "freebsd:x:t0:0", "linux:b:t18446744073709551615:1"]
        {
            assert_eq!(text.parse::<Identity>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_not_exactly_an_identity_is_refused() {
        let bad = [
            "",
            "linux",
            "linux:b:i1",
            "linux::i1:1",
            "linux:b:1:1",
            "linux:b:i1:1:1",
            "plan9:b:i1:1",
        ];
        let odd = [
            "linux:b:i+1:1",
            "linux:b:i01:1",
            "linux:b:i1:-1",
            "linux:b:i-1:1",
            "linux:b:i1:2147483648",
        ];
        for text in bad.into_iter().chain(odd) {
            assert_eq!(text.parse::<Identity>(), Err(Error::InvalidIdentity), "{text}");
        }
    }
}
