//! `struct pipe_fdinfo` of `sys/proc_info.h` (macOS 15), `PROC_PIDFDPIPEINFO`: a descriptor of a pipe.

use super::proc_fileinfo::ProcFileinfo;
use super::vinfo_stat::VinfoStat;
use crate::record::record;

record! {
    /// One end of a pipe.
    pub struct PipeFdinfo("pipe_fdinfo", 184) {
        pub pfi: ProcFileinfo,
        /// `vst_size` waits in it, `vst_blksize` is the room.
        pub pipe_stat: VinfoStat,
        pub pipe_handle: u64,
        /// The `pipe_handle` of the other end.
        pub pipe_peerhandle: u64,
        pub pipe_status: i32,
        _rfu_1: i32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand, written};

    fn made() -> Vec<u8> {
        let fields: &[(usize, &[u8])] = &[
            (4, &2_u32.to_ne_bytes()),
            (24 + 88, &13_i64.to_ne_bytes()),
            (24 + 104, &16384_i32.to_ne_bytes()),
            (160, &[1_u64, 2].map(u64::to_ne_bytes).concat()),
            (176, &3_i32.to_ne_bytes()),
        ];
        written(184, fields)
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [("pfi", 0), ("pipe_stat", 24), ("pipe_handle", 160), ("pipe_status", 176)];
        stand(PipeFdinfo::OFFSETS, &places);
        let pipe = PipeFdinfo::parse(&made()).unwrap();
        assert_eq!((pipe.pipe_stat.vst_size, pipe.pipe_stat.vst_blksize), (13, 16384));
        assert_eq!((pipe.pipe_handle, pipe.pipe_peerhandle, pipe.pipe_status), (1, 2, 3));
        assert_eq!(pipe.pfi.fi_status, 2);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), PipeFdinfo::parse);
    }
}
