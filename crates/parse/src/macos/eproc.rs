//! `struct eproc` of `sys/sysctl.h` (macOS 15): whose a process is, the other part of `kinfo_proc`, sysctl(3).

use crate::record::record;

/// `e_flag`: the terminal is still there.
pub const EPROC_CTTY: i32 = 0x1;
/// `e_flag`: leads its session.
pub const EPROC_SLEADER: i32 = 0x2;

/// `e_tdev`: no terminal.
pub const NODEV: i32 = -1;

record! {
    /// Real and saved ids.
    pub struct Pcred("_pcred", 104) {
        _pc_lock: [u8; 72],
        _pc_ucred: u64,
        pub p_ruid: u32,
        pub p_svuid: u32,
        pub p_rgid: u32,
        pub p_svgid: u32,
        _p_refcnt: i32,
        _pad: u32,
    }
}

record! {
    /// The effective user, and the groups. The first of those is the effective one.
    pub struct Ucred("_ucred", 76) {
        _cr_ref: i32,
        pub cr_uid: u32,
        pub cr_ngroups: i16,
        _pad: u16,
        pub cr_groups: [u32; 16],
    }
}

impl Ucred {
    /// As many of the groups as it says there are, and there is room for.
    #[must_use]
    pub fn groups(&self) -> &[u32] {
        let count = usize::try_from(self.cr_ngroups).unwrap_or(0);
        self.cr_groups.get(..count).unwrap_or(&self.cr_groups)
    }
}

record! {
    /// Ids, parent, terminal.
    pub struct Eproc("eproc", 352) {
        _e_paddr: [u64; 2],
        pub e_pcred: Pcred,
        pub e_ucred: Ucred,
        _pad: u32,
        _e_vm: [u8; 64],
        pub e_ppid: i32,
        pub e_pgid: i32,
        _e_jobc: [u8; 4],
        pub e_tdev: i32,
        pub e_tpgid: i32,
        _e_tsess: [u8; 32],
        pub e_flag: i32,
        _e_login: [u8; 32],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made(groups: i16) -> Vec<u8> {
        let list: Vec<u8> = (20_u32..36).flat_map(u32::to_ne_bytes).collect();
        let fields: &[(usize, &[u8])] = &[
            (96, &[501_u32, 502, 20, 21].map(u32::to_ne_bytes).concat()),
            (124, &503_u32.to_ne_bytes()),
            (128, &groups.to_ne_bytes()),
            (132, &list),
            (264, &1_i32.to_ne_bytes()),
            (268, &77_i32.to_ne_bytes()),
            (276, &(-1_i32).to_ne_bytes()),
            (280, &78_i32.to_ne_bytes()),
            (316, &EPROC_SLEADER.to_ne_bytes()),
        ];
        written(352, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("e_pcred", 16),
            ("e_ucred", 120),
            ("e_ppid", 264),
            ("e_pgid", 268),
            ("e_tdev", 276),
            ("e_tpgid", 280),
            ("e_flag", 316),
        ];
        stand(Eproc::OFFSETS, &places);
        let of_ids = [("p_ruid", 96), ("p_svuid", 100), ("p_rgid", 104), ("p_svgid", 108)];
        stand(Pcred::OFFSETS, &of_ids.map(|(field, at)| (field, at - 16)));
        let of_groups = [("cr_uid", 124), ("cr_ngroups", 128), ("cr_groups", 132)];
        stand(Ucred::OFFSETS, &of_groups.map(|(field, at)| (field, at - 120)));
    }

    #[test]
    fn saved_ids_are_not_the_effective_ones() {
        let process = Eproc::parse(&made(1)).unwrap();
        let ids = process.e_pcred;
        assert_eq!((ids.p_ruid, process.e_ucred.cr_uid, ids.p_svuid), (501, 503, 502));
        assert_eq!((ids.p_rgid, process.e_ucred.groups(), ids.p_svgid), (20, &[20][..], 21));
    }

    #[test]
    fn trap_21_the_parent_stands_in_e_ppid() {
        let process = Eproc::parse(&made(1)).unwrap();
        assert_eq!((process.e_ppid, process.e_pgid, process.e_tpgid), (1, 77, 78));
        assert_eq!((process.e_tdev, process.e_flag), (NODEV, EPROC_SLEADER));
    }

    #[test]
    fn there_are_no_more_groups_than_room() {
        let count = |groups| Eproc::parse(&made(groups)).unwrap().e_ucred.groups().len();
        assert_eq!([0, 3, 16, 17, i16::MAX, -1, i16::MIN].map(count), [0, 3, 16, 16, 16, 0, 0]);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(1), Eproc::parse);
        ends(&[0; 104], Pcred::parse);
        ends(&[0; 76], Ucred::parse);
    }
}
