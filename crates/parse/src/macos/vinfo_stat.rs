//! `struct vinfo_stat` of `sys/proc_info.h` (macOS 15): `struct stat` of stat(2) with fixed widths, of whatever a
//! descriptor stands for.

use crate::record::record;

record! {
    /// A file. Of a pipe `vst_size` is what waits in it and `vst_blksize` what it holds; of a kqueue `vst_size` is what
    /// is pending.
    #[derive(Default)]
    pub struct VinfoStat("vinfo_stat", 136) {
        pub vst_dev: u32,
        pub vst_mode: u16,
        pub vst_nlink: u16,
        pub vst_ino: u64,
        pub vst_uid: u32,
        pub vst_gid: u32,
        pub vst_atime: i64,
        pub vst_atimensec: i64,
        pub vst_mtime: i64,
        pub vst_mtimensec: i64,
        pub vst_ctime: i64,
        pub vst_ctimensec: i64,
        pub vst_birthtime: i64,
        pub vst_birthtimensec: i64,
        pub vst_size: i64,
        pub vst_blocks: i64,
        pub vst_blksize: i32,
        pub vst_flags: u32,
        pub vst_gen: u32,
        pub vst_rdev: u32,
        _vst_qspare: [i64; 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &0x0100_0005_u32.to_ne_bytes()),
            (4, &0o100_644_u16.to_ne_bytes()),
            (6, &2_u16.to_ne_bytes()),
            (8, &u64::MAX.to_ne_bytes()),
            (16, &501_u32.to_ne_bytes()),
            (20, &20_u32.to_ne_bytes()),
            (24, &(-1_i64).to_ne_bytes()),
            (88, &(1_i64 << 40).to_ne_bytes()),
            (96, &8_i64.to_ne_bytes()),
            (104, &4096_i32.to_ne_bytes()),
            (108, &1_u32.to_ne_bytes()),
            (112, &2_u32.to_ne_bytes()),
            (116, &3_u32.to_ne_bytes()),
        ];
        written(136, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("vst_dev", 0),
            ("vst_mode", 4),
            ("vst_nlink", 6),
            ("vst_ino", 8),
            ("vst_uid", 16),
            ("vst_gid", 20),
            ("vst_atime", 24),
            ("vst_birthtimensec", 80),
            ("vst_size", 88),
            ("vst_blocks", 96),
            ("vst_blksize", 104),
            ("vst_flags", 108),
            ("vst_gen", 112),
            ("vst_rdev", 116),
        ];
        stand(VinfoStat::OFFSETS, &places);
        let stat = VinfoStat::parse(&made()).unwrap();
        assert_eq!((stat.vst_dev, stat.vst_mode, stat.vst_nlink), (0x0100_0005, 0o100_644, 2));
        assert_eq!((stat.vst_ino, stat.vst_uid, stat.vst_gid), (u64::MAX, 501, 20));
        assert_eq!((stat.vst_atime, stat.vst_size, stat.vst_blocks), (-1, 1 << 40, 8));
        assert_eq!((stat.vst_blksize, stat.vst_flags, stat.vst_rdev), (4096, 1, 3));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), VinfoStat::parse);
    }
}
