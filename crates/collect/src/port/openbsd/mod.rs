//! The kernel of OpenBSD.

mod abi;
mod clock;
mod devices;
mod errno;
mod mounts;

pub use errno::of_openbsd;
