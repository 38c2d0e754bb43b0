//! `struct diskstats` of `sys/disk.h` (OpenBSD 7), `HW_DISKSTATS` of sysctl(2): what a disk transferred.
//!
//! There are `HW_DISKCOUNT` of them, one behind the other: the bytes by that number are the length of one.

use crate::bsd::char_array;
use crate::bsd::timeval::Timeval;
use crate::record::record;

record! {
    /// One disk.
    pub struct Diskstats("diskstats", 112) {
        pub ds_name: [u8; 16],
        pub ds_busy: i32,
        _pad: u32,
        pub ds_rxfer: u64,
        pub ds_wxfer: u64,
        pub ds_seek: u64,
        pub ds_rbytes: u64,
        pub ds_wbytes: u64,
        pub ds_attachtime: Timeval,
        pub ds_timestamp: Timeval,
        /// How long it was busy.
        pub ds_time: Timeval,
    }
}

impl Diskstats {
    /// `sd0`
    pub fn name(&self) -> &[u8] {
        char_array::text(&self.ds_name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::{lengths_are_checked, written};
    use super::*;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let offsets = [
            ("ds_name", 0),
            ("ds_busy", 16),
            ("_pad", 20),
            ("ds_rxfer", 24),
            ("ds_wxfer", 32),
            ("ds_seek", 40),
            ("ds_rbytes", 48),
            ("ds_wbytes", 56),
            ("ds_attachtime", 64),
            ("ds_timestamp", 80),
            ("ds_time", 96),
            ("", 112),
        ];
        assert_eq!(Diskstats::OFFSETS, offsets);
    }

    fn disk(name: &[u8]) -> [u8; 112] {
        let counters = [1_u64, 2, 3, 1 << 40, u64::MAX].map(u64::to_ne_bytes).concat();
        let busy = [86_400_i64, 999_999].map(i64::to_ne_bytes).concat();
        written(&[(0, name), (16, &1_i32.to_ne_bytes()), (24, &counters), (96, &busy)])
    }

    #[test]
    fn reads_each_field_of_its_width() {
        let it = Diskstats::parse(&disk(b"sd0\0")).unwrap();
        assert_eq!((it.name(), it.ds_busy, it.ds_rxfer, it.ds_wxfer), (&b"sd0"[..], 1, 1, 2));
        assert_eq!((it.ds_seek, it.ds_rbytes, it.ds_wbytes), (3, 1 << 40, u64::MAX));
        assert_eq!((it.ds_time.tv_sec, it.ds_time.tv_usec), (86_400, 999_999));
        lengths_are_checked(&disk(b"sd0\0"), Diskstats::parse);
    }

    #[test]
    fn names_are_bytes_up_to_the_first_nul() {
        let name = |bytes: &[u8]| Diskstats::parse(&disk(bytes)).unwrap().name().to_vec();
        assert_eq!(name(b"\0sd0"), b"");
        assert_eq!(name(b"a)\n\xFF\0"), b"a)\n\xFF");
        assert_eq!(name(&[b'x'; 16]), [b'x'; 16]);
    }
}
