//! The running kernel of macOS or a BSD, as far as they are alike.

mod accounts;
mod clock;
mod devices;
mod interfaces;
mod kqueue;
mod machine;
pub(super) mod mounts;
mod plain_files;
mod posix;
mod sysctl;

/// The kernel this program runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kernel;
