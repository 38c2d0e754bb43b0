//! The running Linux kernel.

mod by_number;
mod clock;
mod device;
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

pub(crate) use limits::RESOURCES;

/// The kernel this program runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kernel;

/// An ioctl number in the type that this libc gives it: signed on musl, unsigned on glibc.
#[allow(clippy::cast_possible_wrap, clippy::cast_lossless, reason = "32 bits either way")]
const fn request(number: u32) -> libc::Ioctl {
    number as libc::Ioctl
}
