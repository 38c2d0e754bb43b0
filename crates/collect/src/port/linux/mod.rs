//! The running Linux kernel.

mod by_number;
mod clock;
mod device;
mod errno;
mod exits;
mod fd_links;
mod file_systems;
mod files;
mod interfaces;
mod limits;
mod machine;
mod network;
mod pidfd;
mod proc_connector;
mod sock_diag;
mod status;

use std::time::Duration;

pub(super) use errno::of_this_system;
pub(crate) use limits::RESOURCES;

/// The kernel this program runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kernel;

/// The first and the last real-time signal.
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
pub(crate) fn realtime_signals() -> Option<(i32, i32)> {
    Some((libc::SIGRTMIN(), libc::SIGRTMAX()))
}

/// How long to wait, as `poll(2)` and `epoll_wait(2)` count it: in whole milliseconds, none of them too early, or -1.
fn milliseconds(patience: Option<Duration>) -> i32 {
    patience.map_or(-1, |patience| {
        i32::try_from(patience.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX)
    })
}

/// An ioctl number in the type that this libc gives it: signed on musl, unsigned on glibc.
#[allow(clippy::cast_possible_wrap, clippy::cast_lossless, reason = "32 bits either way")]
const fn request(number: u32) -> libc::Ioctl {
    number as libc::Ioctl
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_is_never_cut_short() {
        assert_eq!(milliseconds(None), -1);
        assert_eq!(milliseconds(Some(Duration::ZERO)), 0);
        assert_eq!(milliseconds(Some(Duration::from_nanos(1))), 1);
        assert_eq!(milliseconds(Some(Duration::MAX)), i32::MAX);
    }
}
