//! `struct proc_uniqidentifierinfo` of `sys/proc_info_private.h` (macOS 15), `PROC_PIDUNIQIDENTIFIERINFO`: which process
//! it is. The kernel tells everybody; the header is not published, so a release may have another.

use crate::record::record;

record! {
    /// Numbers that no other process gets until the machine goes down.
    pub struct ProcUniqidentifierinfo("proc_uniqidentifierinfo", 56) {
        pub p_uuid: [u8; 16],
        pub p_uniqueid: u64,
        /// Its parent's.
        pub p_puniqueid: u64,
        /// Each `execve(2)` gives it another.
        pub p_idversion: i32,
        _p_orig_ppidversion: i32,
        _p_reserve2: [u64; 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (0, &[7; 16]),
            (16, &(1_u64 << 40).to_ne_bytes()),
            (24, &1_u64.to_ne_bytes()),
            (32, &99_i32.to_ne_bytes()),
        ];
        written(56, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [("p_uuid", 0), ("p_uniqueid", 16), ("p_puniqueid", 24), ("p_idversion", 32)];
        stand(ProcUniqidentifierinfo::OFFSETS, &places);
        let process = ProcUniqidentifierinfo::parse(&made()).unwrap();
        assert_eq!((process.p_uuid, process.p_uniqueid), ([7; 16], 1 << 40));
        assert_eq!((process.p_puniqueid, process.p_idversion), (1, 99));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), ProcUniqidentifierinfo::parse);
    }
}
