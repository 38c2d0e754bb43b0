//! NetBSD's kernel.

mod abi;
mod clock;
mod envsys;
mod errno;
mod limits;
mod mounts;

pub use errno::of_netbsd;
pub(crate) use limits::RESOURCES;

/// The first and the last real-time signal, `SIGRTMIN` and `SIGRTMAX` of `sys/signal.h`. `kill(2)` sends them.
pub(crate) const REALTIME_SIGNALS: (i32, i32) = (33, 63);
