//! The machine: `getpid` is a `Pid`, `getpagesize` and `sysconf` (clock ticks) a `u64`, `clock_gettime` with the number
//! 0 (realtime), 1 (since boot) or 2 (without suspend) a `Duration`. `getifaddrs` is a `Vec<InterfaceEntry>`,
//! `SIOCGIFMEDIA` with a name a [`Media`], `getpwuid` with a uid an `Option<Vec<u8>>`.

use std::time::Duration;

use nix::errno::Errno;

use super::{Question, Replay};
use crate::model::process::Pid;
use crate::port::{Accounts, Clock, InterfaceEntry, Interfaces, Machine, Media, Port};

impl Machine for Replay {
    fn getpid(&self) -> Pid {
        self.ask(&Question::about("getpid", ""), Errno::ENOSYS).unwrap_or(1)
    }

    fn page_size(&self) -> u64 {
        self.ask(&Question::about("getpagesize", ""), Errno::ENOSYS).unwrap_or(4096)
    }

    fn clock_ticks(&self) -> u64 {
        self.ask(&Question::about("sysconf", ""), Errno::ENOSYS).unwrap_or(100)
    }
}

impl Clock for Replay {
    fn realtime(&self) -> Port<Duration> {
        self.ask(&Question::of("clock_gettime", &[0]), Errno::EINVAL)
    }

    fn boottime(&self) -> Port<Duration> {
        self.ask(&Question::of("clock_gettime", &[1]), Errno::EINVAL)
    }

    fn monotonic(&self) -> Port<Duration> {
        self.ask(&Question::of("clock_gettime", &[2]), Errno::EINVAL)
    }
}

impl Interfaces for Replay {
    fn getifaddrs(&self) -> Port<Vec<InterfaceEntry>> {
        self.ask(&Question::about("getifaddrs", ""), Errno::ENOSYS)
    }

    fn media(&self, name: &[u8]) -> Port<Media> {
        self.ask(&Question::about("SIOCGIFMEDIA", name), Errno::EINVAL)
    }
}

impl Accounts for Replay {
    fn name_of_user(&self, uid: u32) -> Port<Option<Vec<u8>>> {
        self.ask(&Question::of("getpwuid", &[uid]), Errno::ENOENT)
    }
}
