//! `envsys(4)` of NetBSD: sensors, as a property list.

use std::path::Path;

use super::Port;

/// Asking for sensors.
pub trait Envsys {
    /// `ENVSYS_GETDICTIONARY` of `sys/envsys.h` asked of the device: a property list as XML.
    fn envsys(&self, path: &Path) -> Port<Vec<u8>>;
}
