//! The running Linux kernel.

mod by_number;
mod clock;
mod file_systems;
mod files;
mod limits;
mod machine;
mod pidfd;
mod status;

pub(crate) use limits::RESOURCES;

/// The kernel this program runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kernel;
