//! `struct proc_bsdinfo` of `sys/proc_info.h` (macOS 15), `PROC_PIDTBSDINFO`: what `kinfo_proc` tells, a longer name, and
//! how many descriptors there are. For processes of the same user only.

use crate::record::record;

/// `pbi_flags`: of the kernel.
pub const PROC_FLAG_SYSTEM: u32 = 0x1;
/// `pbi_flags`: on its way out.
pub const PROC_FLAG_INEXIT: u32 = 0x4;
/// `pbi_flags`: a 64-bit process.
pub const PROC_FLAG_LP64: u32 = 0x10;
/// `pbi_flags`: leads its session.
pub const PROC_FLAG_SLEADER: u32 = 0x20;
/// `pbi_flags`: has a controlling terminal.
pub const PROC_FLAG_CONTROLT: u32 = 0x80;

record! {
    /// A process.
    pub struct ProcBsdinfo("proc_bsdinfo", 136) {
        pub pbi_flags: u32,
        /// As `p_stat`.
        pub pbi_status: u32,
        pub pbi_xstatus: u32,
        pub pbi_pid: u32,
        pub pbi_ppid: u32,
        pub pbi_uid: u32,
        pub pbi_gid: u32,
        pub pbi_ruid: u32,
        pub pbi_rgid: u32,
        pub pbi_svuid: u32,
        pub pbi_svgid: u32,
        _rfu_1: u32,
        pub pbi_comm: [u8; 16],
        /// The name, 31 bytes of it; empty if it has none of its own.
        pub pbi_name: [u8; 32],
        pub pbi_nfiles: u32,
        pub pbi_pgid: u32,
        _pbi_pjobc: u32,
        pub e_tdev: u32,
        pub e_tpgid: u32,
        pub pbi_nice: i32,
        pub pbi_start_tvsec: u64,
        pub pbi_start_tvusec: u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::char_array::text;
    use crate::macos::tests::{chars, ends, hostile, stand, written};

    fn made(name: [u8; 32]) -> Vec<u8> {
        let ids: Vec<u8> = (1_u32..12).flat_map(u32::to_ne_bytes).collect();
        let fields: &[(usize, &[u8])] = &[
            (0, &ids),
            (48, &hostile::<16>()),
            (64, &name),
            (96, &9_u32.to_ne_bytes()),
            (100, &77_u32.to_ne_bytes()),
            (108, &u32::MAX.to_ne_bytes()),
            (112, &78_u32.to_ne_bytes()),
            (116, &(-5_i32).to_ne_bytes()),
            (120, &1_700_000_000_u64.to_ne_bytes()),
            (128, &999_999_u64.to_ne_bytes()),
        ];
        written(136, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [("pbi_svgid", 40), ("pbi_comm", 48), ("pbi_name", 64), ("pbi_nice", 116)];
        stand(ProcBsdinfo::OFFSETS, &places);
        let process = ProcBsdinfo::parse(&made(chars(b"com.apple.WebKit.WebContent"))).unwrap();
        assert_eq!((process.pbi_flags, process.pbi_status, process.pbi_xstatus), (1, 2, 3));
        assert_eq!((process.pbi_pid, process.pbi_ppid), (4, 5));
        assert_eq!((process.pbi_uid, process.pbi_ruid, process.pbi_svuid), (6, 8, 10));
        assert_eq!((process.pbi_gid, process.pbi_rgid, process.pbi_svgid), (7, 9, 11));
        assert_eq!((process.pbi_nfiles, process.pbi_pgid), (9, 77));
        assert_eq!((process.e_tdev, process.e_tpgid, process.pbi_nice), (u32::MAX, 78, -5));
        assert_eq!((process.pbi_start_tvsec, process.pbi_start_tvusec), (1_700_000_000, 999_999));
        assert_eq!(text(&process.pbi_name), b"com.apple.WebKit.WebContent");
    }

    #[test]
    fn a_name_does_not_run_into_the_other() {
        let process = ProcBsdinfo::parse(&made(hostile())).unwrap();
        assert_eq!(text(&process.pbi_comm), hostile::<16>());
        assert_eq!(text(&process.pbi_name), hostile::<32>());
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made([0; 32]), ProcBsdinfo::parse);
    }
}
