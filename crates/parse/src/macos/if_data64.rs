//! `struct if_data64` of `net/if_var.h` (macOS 15): what went through an interface.

use crate::record::record;

record! {
    /// Counted since it was attached. Its fields stand at multiples of 4 only.
    pub struct IfData64("if_data64", 128) {
        pub ifi_type: u8,
        _ifi_typelen: [u8; 7],
        pub ifi_mtu: u32,
        pub ifi_metric: u32,
        /// Bits a second.
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
        pub ifi_iqdrops: u64,
        pub ifi_noproto: u64,
        _ifi_recvtiming: [u32; 4],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let counts: Vec<u8> = (1_u64..13).flat_map(u64::to_ne_bytes).collect();
        let fields: &[(usize, &[u8])] =
            &[(0, &[6]), (8, &1500_u32.to_ne_bytes()), (12, &0_u32.to_ne_bytes()), (16, &counts)];
        written(128, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("ifi_type", 0),
            ("ifi_mtu", 8),
            ("ifi_metric", 12),
            ("ifi_baudrate", 16),
            ("ifi_ipackets", 24),
            ("ifi_ierrors", 32),
            ("ifi_opackets", 40),
            ("ifi_oerrors", 48),
            ("ifi_ibytes", 64),
            ("ifi_obytes", 72),
            ("ifi_iqdrops", 96),
            ("ifi_noproto", 104),
        ];
        stand(IfData64::OFFSETS, &places);
        let data = IfData64::parse(&made()).unwrap();
        assert_eq!((data.ifi_type, data.ifi_mtu, data.ifi_baudrate), (6, 1500, 1));
        assert_eq!((data.ifi_ipackets, data.ifi_opackets), (2, 4));
        assert_eq!((data.ifi_ierrors, data.ifi_oerrors), (3, 5));
        assert_eq!((data.ifi_ibytes, data.ifi_obytes, data.ifi_iqdrops), (7, 8, 11));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), IfData64::parse);
    }
}
