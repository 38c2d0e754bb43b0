//! Network interfaces, `getifaddrs(3)` and what their drivers say.

use super::{InterfaceEntry, Port};

/// What the driver says of the line, `SIOCGIFMEDIA` of `net/if_media.h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Media {
    /// `ifm_status`: `IFM_AVALID` and `IFM_ACTIVE`.
    pub status: i32,
    /// `ifm_active`, as wide as this system has it: type, speed and options of the line as it is used now.
    pub active: u64,
}

/// The interfaces of this machine.
pub trait Interfaces {
    /// Their addresses, `getifaddrs(3)`.
    fn getifaddrs(&self) -> Port<Vec<InterfaceEntry>>;

    /// What the driver of one says. Many have nothing to say: `EINVAL`, `ENOTTY`, `EOPNOTSUPP`, `ENXIO`.
    fn media(&self, name: &[u8]) -> Port<Media>;
}
