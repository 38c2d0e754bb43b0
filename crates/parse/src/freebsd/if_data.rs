//! `struct if_data` of `net/if.h` (FreeBSD 11 to 15): what an interface has sent and received.

use crate::bsd::timeval::Timeval;
use crate::record::record;

record! {
    /// Counters of 64 bits.
    pub struct IfData("if_data", 152) {
        /// `IFT_*`.
        pub ifi_type: u8,
        _ifi_physical: [u8; 3],
        pub ifi_link_state: u8,
        _ifi_vhid: u8,
        pub ifi_datalen: u16,
        pub ifi_mtu: u32,
        pub ifi_metric: u32,
        /// Bits of a second.
        pub ifi_baudrate: u64,
        pub ifi_ipackets: u64,
        pub ifi_ierrors: u64,
        pub ifi_opackets: u64,
        pub ifi_oerrors: u64,
        pub ifi_collisions: u64,
        pub ifi_ibytes: u64,
        pub ifi_obytes: u64,
        pub ifi_imcasts: u64,
        pub ifi_omcasts: u64,
        /// Dropped on input.
        pub ifi_iqdrops: u64,
        /// Dropped on output.
        pub ifi_oqdrops: u64,
        pub ifi_noproto: u64,
        _ifi_hwassist: u64,
        pub ifi_epoch: i64,
        pub ifi_lastchange: Timeval,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    /// Where it begins in an `ifmibdata`, for which the reference has the offsets.
    const IN_IFMIBDATA: usize = 56;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let reference = [
            ("ifi_mtu", 64 - IN_IFMIBDATA),
            ("ifi_baudrate", 72 - IN_IFMIBDATA),
            ("ifi_ipackets", 80 - IN_IFMIBDATA),
            ("ifi_ierrors", 88 - IN_IFMIBDATA),
            ("ifi_opackets", 96 - IN_IFMIBDATA),
            ("ifi_oerrors", 104 - IN_IFMIBDATA),
            ("ifi_collisions", 112 - IN_IFMIBDATA),
            ("ifi_ibytes", 120 - IN_IFMIBDATA),
            ("ifi_obytes", 128 - IN_IFMIBDATA),
            ("ifi_iqdrops", 152 - IN_IFMIBDATA),
            ("ifi_oqdrops", 160 - IN_IFMIBDATA),
        ];
        assert_offsets(IfData::OFFSETS, &reference);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let mut bytes: Vec<u8> = (0..19_u64).flat_map(u64::to_ne_bytes).collect();
        put(&mut bytes, 0, [6, 0, 6, 14, 2, 0, 152, 0]);
        put(&mut bytes, 8, 1500_u32.to_ne_bytes());
        put(&mut bytes, 64, u64::MAX.to_ne_bytes());
        let data = IfData::parse(&bytes).unwrap();
        assert_eq!((data.ifi_type, data.ifi_link_state, data.ifi_mtu), (6, 2, 1500));
        assert_eq!((data.ifi_baudrate, data.ifi_ipackets, data.ifi_ierrors), (2, 3, 4));
        assert_eq!((data.ifi_opackets, data.ifi_oerrors, data.ifi_collisions), (5, 6, 7));
        assert_eq!((data.ifi_ibytes, data.ifi_obytes), (u64::MAX, 9));
        assert_eq!((data.ifi_iqdrops, data.ifi_oqdrops), (12, 13));
        assert_eq!(data.ifi_lastchange, Timeval { tv_sec: 17, tv_usec: 18 });
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(IfData::SIZE, IfData::parse);
    }
}
