//! `struct xswdev` of `vm/vm_param.h` (FreeBSD 12 to 15), `vm.swap_info.N` of sysctl(3): a swap device, in pages.

use crate::record::record;
use crate::{ParseError, Result};

/// `XSWDEV_VERSION`: the only one that this is.
const XSWDEV_VERSION: u32 = 2;

record! {
    /// A swap device.
    pub struct Xswdev("xswdev", 32) {
        pub xsw_version: u32,
        _pad: u32,
        pub xsw_dev: u64,
        pub xsw_flags: i32,
        /// Pages, of which the first `vm.dmmax` cannot be used.
        pub xsw_nblks: i32,
        /// Pages in use.
        pub xsw_used: i32,
        _end: u32,
    }
}

/// Reads one; another version is an error.
pub fn parse(bytes: &[u8]) -> Result<Xswdev> {
    let device = Xswdev::parse(bytes)?;
    match device.xsw_version {
        XSWDEV_VERSION => Ok(device),
        _ => Err(ParseError::new("xswdev", "the struct is of another version")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    fn written(version: u32) -> [u8; 32] {
        let mut bytes = [0xAA; 32];
        put(&mut bytes, 0, version.to_ne_bytes());
        put(&mut bytes, 8, (1_u64 << 40).to_ne_bytes());
        put(&mut bytes, 16, 1_i32.to_ne_bytes());
        put(&mut bytes, 20, 524_288_i32.to_ne_bytes());
        put(&mut bytes, 24, 7_i32.to_ne_bytes());
        bytes
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("xsw_version", 0),
            ("xsw_dev", 8),
            ("xsw_flags", 16),
            ("xsw_nblks", 20),
            ("xsw_used", 24),
        ];
        assert_offsets(Xswdev::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let device = parse(&written(2)).unwrap();
        assert_eq!((device.xsw_dev, device.xsw_flags), (1 << 40, 1));
        assert_eq!((device.xsw_nblks, device.xsw_used), (524_288, 7));
    }

    #[test]
    fn another_version_is_an_error() {
        for version in [0, 1, 3, u32::MAX] {
            assert!(parse(&written(version)).is_err(), "{version}");
        }
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Xswdev::SIZE, Xswdev::parse);
        for length in 0..32 {
            assert!(parse(&written(2)[..length]).is_err(), "{length} bytes");
        }
    }
}
