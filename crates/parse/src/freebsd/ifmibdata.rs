//! `struct ifmibdata` of `net/if_mib.h` (FreeBSD 11 to 15), ifmib(4): an interface.

use super::if_data::IfData;
use crate::bsd::char_array::text;
use crate::record::record;

record! {
    /// An interface.
    pub struct Ifmibdata("ifmibdata", 208) {
        pub ifmd_name: [u8; 16],
        pub ifmd_pcount: i32,
        /// `IFF_*`.
        pub ifmd_flags: i32,
        _ifmd_snd_len: [i32; 8],
        pub ifmd_data: IfData,
    }
}

impl Ifmibdata {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        text(&self.ifmd_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [("ifmd_name", 0), ("ifmd_flags", 20), ("ifmd_data", 56)];
        assert_offsets(Ifmibdata::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let mut bytes = [0; 208];
        put(&mut bytes, 0, *b"em0\0old");
        put(&mut bytes, 20, 0x8843_i32.to_ne_bytes());
        put(&mut bytes, 120, 1_u64.to_ne_bytes());
        put(&mut bytes, 160, 2_u64.to_ne_bytes());
        let interface = Ifmibdata::parse(&bytes).unwrap();
        assert_eq!((interface.name(), interface.ifmd_flags), (&b"em0"[..], 0x8843));
        assert_eq!((interface.ifmd_data.ifi_ibytes, interface.ifmd_data.ifi_oqdrops), (1, 2));
        put(&mut bytes, 0, *b"a) b\n\xFF 123456789");
        assert_eq!(Ifmibdata::parse(&bytes).unwrap().name(), b"a) b\n\xFF 123456789");
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(Ifmibdata::SIZE, Ifmibdata::parse);
    }
}
