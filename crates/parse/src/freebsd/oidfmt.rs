//! `{0, 4, …}` (`CTL_SYSCTL`, `CTL_SYSCTL_OIDFMT`) of sysctl(3): how a number of sysctl is to be read. The `u_int` of
//! `CTLTYPE_*` and `CTLFLAG_*`, then a text with a NUL behind it, such as `I`, `IK` or `IK3`.

use crate::bsd::char_array::text;
use crate::record::{Field, cut_off};
use crate::text::narrow;
use crate::{ParseError, Result};

/// How a number is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Oidfmt<'a> {
    /// `CTLTYPE_*` and `CTLFLAG_*`.
    pub kind: u32,
    /// `I`, `IK`, `S,clockinfo`.
    pub format: &'a [u8],
}

impl Oidfmt<'_> {
    /// How many decimals of a kelvin a temperature has: 1 for `IK`, 3 for `IK3`. `None` if it is no temperature.
    #[must_use]
    pub fn kelvin_decimals(&self) -> Option<u8> {
        match self.format.strip_prefix(b"IK")? {
            b"" => Some(1),
            digits => narrow(digits).filter(|&decimals| decimals <= 9),
        }
    }
}

/// Reads it.
pub fn parse(bytes: &[u8]) -> Result<Oidfmt<'_>> {
    let kind = u32::read(bytes).ok_or_else(|| cut_off("oidfmt", bytes.len()))?;
    let format = bytes.get(u32::WIDTH..).unwrap_or_default();
    if !format.contains(&0) {
        return Err(ParseError::new("oidfmt", "the format is cut off").at(bytes.len()));
    }
    Ok(Oidfmt { kind, format: text(format) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: &[u8]) -> Vec<u8> {
        [&0x8000_0002_u32.to_ne_bytes(), format].concat()
    }

    #[test]
    fn a_format_follows_the_kind() {
        let bytes = written(b"S,clockinfo\0");
        assert_eq!(parse(&bytes), Ok(Oidfmt { kind: 0x8000_0002, format: b"S,clockinfo" }));
        assert_eq!(parse(&written(b"\0")).map(|oidfmt| oidfmt.format), Ok(&b""[..]));
    }

    #[test]
    fn trap_26_a_temperature_has_decimals_of_a_kelvin() {
        let decimals = |format: &[u8]| parse(&written(format)).unwrap().kelvin_decimals();
        assert_eq!(decimals(b"IK\0"), Some(1));
        assert_eq!(decimals(b"IK0\0"), Some(0));
        assert_eq!(decimals(b"IK3\0"), Some(3));
        for other in [&b"I\0"[..], b"\0", b"LK\0", b"IKx\0", b"IK-1\0", b"IK10\0", b" IK\0"] {
            assert_eq!(decimals(other), None, "{other:?}");
        }
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let bytes = written(b"IK\0");
        for length in 0..bytes.len() {
            assert!(parse(&bytes[..length]).is_err(), "{length} bytes");
        }
    }
}
