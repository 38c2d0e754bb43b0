//! The kernel of OpenBSD.

mod abi;
mod errno;
pub(super) mod numbers;

pub(super) use errno::of_this_system;
pub(super) use psutil_parse::openbsd::statfs::Statfs;

/// No process's limits are told or set but this program's own.
pub(crate) const RESOURCES: &[(&str, i32)] = &[];

/// There are none, or none that `kill(2)` sends.
pub(crate) const fn realtime_signals() -> Option<(i32, i32)> {
    None
}
