//! macOS.

mod abi;
mod core_foundation;
mod errno;
mod file_systems;
mod framework;
mod iokit;
mod libproc;
mod mach;
pub(super) mod numbers;
#[cfg(test)]
mod tests;

pub(super) use errno::of_this_system;
pub(super) use psutil_parse::macos::statfs::Statfs;

/// No process's limits are told or set but this program's own.
pub(crate) const RESOURCES: &[(&str, i32)] = &[];

/// There are none, or none that `kill(2)` sends.
pub(crate) const fn realtime_signals() -> Option<(i32, i32)> {
    None
}
