//! NetBSD's kernel.

mod abi;
mod envsys;
mod errno;
mod limits;
mod mounts;
pub(super) mod numbers;

pub(super) use errno::of_this_system;
pub(crate) use limits::RESOURCES;

/// The first and the last real-time signal, `sys/signal.h`. `kill(2)` sends them.
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
pub(crate) const fn realtime_signals() -> Option<(i32, i32)> {
    Some((33, 63))
}
