//! `struct ifmibdata` of `net/if_mib.h` (macOS 15), `IFMIB_IFDATA` of sysctl(3): an interface by its number, with its name.

use super::if_data64::IfData64;
use crate::record::record;

record! {
    /// An interface.
    pub struct Ifmibdata("ifmibdata", 180) {
        pub ifmd_name: [u8; 16],
        _ifmd_pcount: u32,
        /// `IFF_UP` and so on.
        pub ifmd_flags: u32,
        pub ifmd_snd_len: u32,
        pub ifmd_snd_maxlen: u32,
        /// What was not sent for want of room.
        pub ifmd_snd_drops: u32,
        _ifmd_filler: [u32; 4],
        pub ifmd_data: IfData64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::char_array::text;
    use crate::macos::tests::{chars, ends, hostile, stand, written};

    fn made(name: [u8; 16]) -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &name),
            (20, &0x8863_u32.to_ne_bytes()),
            (32, &9_u32.to_ne_bytes()),
            (52 + 72, &(1_u64 << 33).to_ne_bytes()),
        ];
        written(180, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("ifmd_name", 0),
            ("ifmd_flags", 20),
            ("ifmd_snd_len", 24),
            ("ifmd_snd_drops", 32),
            ("ifmd_data", 52),
        ];
        stand(Ifmibdata::OFFSETS, &places);
        let interface = Ifmibdata::parse(&made(chars(b"en0"))).unwrap();
        assert_eq!(text(&interface.ifmd_name), b"en0");
        assert_eq!((interface.ifmd_flags, interface.ifmd_snd_drops), (0x8863, 9));
        assert_eq!(interface.ifmd_data.ifi_obytes, 1 << 33);
    }

    #[test]
    fn a_name_need_not_end() {
        let interface = Ifmibdata::parse(&made(hostile())).unwrap();
        assert_eq!(text(&interface.ifmd_name), hostile::<16>());
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made([0; 16]), Ifmibdata::parse);
    }
}
