//! The running Linux kernel.

mod clock;
mod files;
mod machine;
mod pidfd;
mod status;

/// The kernel this program runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kernel;
