//! Which backend this build uses: the one switch between the operating systems.

use crate::Paths;
use crate::availability::Platform;

#[cfg(any(target_os = "linux", target_os = "android"))]
mod this {
    /// The collector of the system this was built for.
    pub type Host = crate::backend::linux::Linux<crate::port::Kernel>;
    /// The system this was built for.
    pub const PLATFORM: super::Platform = super::Platform::Linux;
}

#[cfg(target_os = "macos")]
mod this {
    /// The collector of the system this was built for.
    pub type Host = crate::backend::macos::MacOs<crate::port::Kernel>;
    /// The system this was built for.
    pub const PLATFORM: super::Platform = super::Platform::MacOs;
}

#[cfg(target_os = "freebsd")]
mod this {
    /// The collector of the system this was built for.
    pub type Host = crate::backend::freebsd::FreeBsd<crate::port::Kernel>;
    /// The system this was built for.
    pub const PLATFORM: super::Platform = super::Platform::FreeBsd;
}

#[cfg(target_os = "openbsd")]
mod this {
    /// The collector of the system this was built for.
    pub type Host = crate::backend::openbsd::OpenBsd<crate::port::Kernel>;
    /// The system this was built for.
    pub const PLATFORM: super::Platform = super::Platform::OpenBsd;
}

#[cfg(target_os = "netbsd")]
mod this {
    /// The collector of the system this was built for.
    pub type Host = crate::backend::netbsd::NetBsd<crate::port::Kernel>;
    /// The system this was built for.
    pub const PLATFORM: super::Platform = super::Platform::NetBsd;
}

pub use this::{Host, PLATFORM};

/// The collector, reading from these paths.
pub fn host(paths: Paths) -> Host {
    Host::new(paths)
}
