//! The I/O Registry of macOS: disks and batteries. Its framework is loaded when it is first asked, so that no other
//! program needs it.

use super::Port;

/// A value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// `CFNumber`
    Number(i64),
    /// `CFBoolean`
    Boolean(bool),
    /// `CFString`
    Text(Vec<u8>),
    /// `CFData`
    Data(Vec<u8>),
    /// `CFDictionary`
    Dictionary(Properties),
    /// Something else.
    Other,
}

/// Names and values.
pub type Properties = Vec<(Vec<u8>, Property)>;

/// Asking the registry.
pub trait IoKit {
    /// The services of a class, `IOServiceMatching`; of these only those of this name, if there is one.
    fn services(&self, class: &str, name: Option<&str>) -> Port<Vec<Service>>;

    /// The power sources, `IOPSCopyPowerSourcesInfo`, as `IOPSKeys.h` describes them.
    fn power_sources(&self) -> Port<Vec<Properties>>;

    /// What the machine gets its power from at present, `IOPSGetProvidingPowerSourceType`; `None` if it does not say.
    fn providing_power_source(&self) -> Port<Option<Vec<u8>>>;
}

/// A service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// Its name in the plane `IOService`.
    pub name: Vec<u8>,
    /// Its own properties.
    pub properties: Properties,
    /// The properties of its first child; none if it has no child.
    pub child: Properties,
}
