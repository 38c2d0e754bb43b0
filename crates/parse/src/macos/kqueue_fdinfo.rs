//! `struct kqueue_fdinfo` of `sys/proc_info.h` (macOS 15), `PROC_PIDFDKQUEUEINFO`: a descriptor of a kqueue.

use super::proc_fileinfo::ProcFileinfo;
use super::vinfo_stat::VinfoStat;
use crate::record::record;

record! {
    /// A kqueue.
    pub struct KqueueFdinfo("kqueue_fdinfo", 168) {
        pub pfi: ProcFileinfo,
        /// `vst_size` events are pending.
        pub kq_stat: VinfoStat,
        pub kq_state: u32,
        _rfu_1: u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] =
            &[(24 + 88, &3_i64.to_ne_bytes()), (160, &0x10_u32.to_ne_bytes())];
        written(168, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        stand(KqueueFdinfo::OFFSETS, &[("pfi", 0), ("kq_stat", 24), ("kq_state", 160)]);
        let kqueue = KqueueFdinfo::parse(&made()).unwrap();
        assert_eq!((kqueue.kq_stat.vst_size, kqueue.kq_state), (3, 0x10));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), KqueueFdinfo::parse);
    }
}
