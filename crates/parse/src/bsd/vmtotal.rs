//! `struct vmtotal` of `sys/vmmeter.h`, `vm.vmtotal` and `VM_METER` of sysctl(3): memory by who uses it, in pages.
//!
//! FreeBSD has counts of 64 bits first (since 12.0), OpenBSD and NetBSD those of processes first, and 32 bits for pages.

use crate::record::record;

record! {
    /// FreeBSD 14.
    pub struct Vmtotal64("vmtotal", 88) {
        pub t_vm: u64,
        pub t_avm: u64,
        pub t_rm: u64,
        pub t_arm: u64,
        pub t_vmshr: u64,
        pub t_avmshr: u64,
        pub t_rmshr: u64,
        pub t_armshr: u64,
        pub t_free: u64,
        pub t_rq: i16,
        pub t_dw: i16,
        pub t_pw: i16,
        pub t_sl: i16,
        pub t_sw: i16,
        _t_pad: [u16; 3],
    }
}

record! {
    /// OpenBSD 7, NetBSD 10.
    pub struct Vmtotal32("vmtotal", 48) {
        pub t_rq: u16,
        pub t_dw: u16,
        pub t_pw: u16,
        pub t_sl: u16,
        pub t_sw: u16,
        _pad: u16,
        pub t_vm: u32,
        pub t_avm: u32,
        pub t_rm: u32,
        pub t_arm: u32,
        pub t_vmshr: u32,
        pub t_avmshr: u32,
        pub t_rmshr: u32,
        pub t_armshr: u32,
        pub t_free: u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::offset;

    #[test]
    fn fields_stand_where_the_headers_put_them() {
        for (field, at) in [
            ("t_vm", 0),
            ("t_avm", 8),
            ("t_rm", 16),
            ("t_arm", 24),
            ("t_vmshr", 32),
            ("t_avmshr", 40),
            ("t_rmshr", 48),
            ("t_armshr", 56),
            ("t_free", 64),
            ("t_rq", 72),
        ] {
            assert_eq!(offset(Vmtotal64::OFFSETS, field), at, "{field}");
        }
        for (field, at) in [
            ("t_rq", 0),
            ("t_sw", 8),
            ("t_vm", 12),
            ("t_avm", 16),
            ("t_rm", 20),
            ("t_arm", 24),
            ("t_vmshr", 28),
            ("t_avmshr", 32),
            ("t_rmshr", 36),
            ("t_armshr", 40),
            ("t_free", 44),
        ] {
            assert_eq!(offset(Vmtotal32::OFFSETS, field), at, "{field}");
        }
    }

    #[test]
    fn reads_each_number_at_its_place() {
        let pages = [1_u64, 2, 3, 4, 5, 6, 7, 8, 1 << 40].map(u64::to_ne_bytes).concat();
        let processes = [1_i16, -1, 3, 4, 5, 0, 0, 0].map(i16::to_ne_bytes).concat();
        let total = Vmtotal64::parse(&[pages, processes].concat()).unwrap();
        assert_eq!((total.t_vm, total.t_armshr, total.t_free), (1, 8, 1 << 40));
        assert_eq!((total.t_rq, total.t_dw, total.t_sw), (1, -1, 5));
        let processes = [1_u16, 2, 3, 4, 5, 0xAAAA].map(u16::to_ne_bytes).concat();
        let pages = [1_u32, 2, 3, 4, 5, 6, 7, 8, u32::MAX].map(u32::to_ne_bytes).concat();
        let total = Vmtotal32::parse(&[processes, pages].concat()).unwrap();
        assert_eq!((total.t_rq, total.t_sw, total.t_vm), (1, 5, 1));
        assert_eq!((total.t_armshr, total.t_free), (8, u32::MAX));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        for length in 0..Vmtotal64::SIZE {
            assert!(Vmtotal64::parse(&[0; 88][..length]).is_err(), "{length} bytes");
            assert_eq!(
                Vmtotal32::parse(&[0; 88][..length]).is_err(),
                length < 48,
                "{length} bytes"
            );
        }
    }
}
