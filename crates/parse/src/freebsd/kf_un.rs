//! The small ones of `kf_un` of `struct kinfo_file`, `sys/user.h` (FreeBSD 12 to 15). Offsets are those within `kf_un`,
//! which begins at byte 32; each struct ends with its last field.

use crate::record::record;

record! {
    /// A pipe.
    pub struct KfPipe("kf_pipe", 304) {
        _kf_spareint: [u64; 34],
        pub kf_pipe_addr: u64,
        pub kf_pipe_peer: u64,
        /// Bytes in it.
        pub kf_pipe_buffer_cnt: u32,
        pub kf_pipe_buffer_in: u32,
        pub kf_pipe_buffer_out: u32,
        pub kf_pipe_buffer_size: u32,
    }
}

record! {
    /// A pseudo terminal.
    pub struct KfPts("kf_pts", 288) {
        _kf_spareint: [u64; 34],
        pub kf_pts_dev_freebsd11: u32,
        _kf_pts_pad0: u32,
        pub kf_pts_dev: u64,
    }
}

record! {
    /// A process, as pdfork(2) gives it.
    pub struct KfProc("kf_proc", 276) {
        _kf_spareint: [u64; 34],
        pub kf_pid: i32,
    }
}

record! {
    /// A semaphore of `sem_open(3)`.
    pub struct KfSem("kf_sem", 278) {
        _kf_spareint: [u64; 34],
        pub kf_sem_value: u32,
        pub kf_sem_mode: u16,
    }
}

record! {
    /// An eventfd(2); since FreeBSD 13.
    pub struct KfEventfd("kf_eventfd", 32) {
        pub kf_eventfd_value: u64,
        pub kf_eventfd_flags: u32,
        _kf_eventfd_spareint: [u32; 3],
        pub kf_eventfd_addr: u64,
    }
}

record! {
    /// A timerfd(2); since FreeBSD 14.
    pub struct KfTimerfd("kf_timerfd", 16) {
        /// `CLOCK_*`.
        pub kf_timerfd_clockid: u32,
        pub kf_timerfd_flags: u32,
        pub kf_timerfd_addr: u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::written::{assert_cut_off, assert_offsets, put};

    const UN: usize = 32;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        assert_offsets(KfPipe::OFFSETS, &[("kf_pipe_buffer_cnt", 320 - UN), ("", 336 - UN)]);
        let pts = [("kf_pts_dev_freebsd11", 304 - UN), ("kf_pts_dev", 312 - UN)];
        assert_offsets(KfPts::OFFSETS, &pts);
        assert_offsets(KfProc::OFFSETS, &[("kf_pid", 304 - UN)]);
        assert_offsets(KfSem::OFFSETS, &[("kf_sem_value", 304 - UN), ("kf_sem_mode", 308 - UN)]);
        let eventfd = [("kf_eventfd_value", 32 - UN), ("kf_eventfd_flags", 40 - UN)];
        assert_offsets(KfEventfd::OFFSETS, &eventfd);
        assert_offsets(KfTimerfd::OFFSETS, &[("kf_timerfd_flags", 36 - UN), ("", 48 - UN)]);
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let mut bytes = [0; 304];
        put(&mut bytes, 0, 0xABCD_u64.to_ne_bytes());
        put(&mut bytes, 8, 4_u32.to_ne_bytes());
        put(&mut bytes, 272, 77_i32.to_ne_bytes());
        put(&mut bytes, 276, 0o600_u16.to_ne_bytes());
        put(&mut bytes, 280, (1_u64 << 40).to_ne_bytes());
        put(&mut bytes, 288, 512_u32.to_ne_bytes());
        put(&mut bytes, 300, 16384_u32.to_ne_bytes());
        let pipe = KfPipe::parse(&bytes).unwrap();
        assert_eq!((pipe.kf_pipe_buffer_cnt, pipe.kf_pipe_buffer_size), (512, 16384));
        assert_eq!(pipe.kf_pipe_peer, 1 << 40);
        let pts = KfPts::parse(&bytes).unwrap();
        assert_eq!((pts.kf_pts_dev_freebsd11, pts.kf_pts_dev), (77, 1 << 40));
        assert_eq!(KfProc::parse(&bytes).unwrap().kf_pid, 77);
        let sem = KfSem::parse(&bytes).unwrap();
        assert_eq!((sem.kf_sem_value, sem.kf_sem_mode), (77, 0o600));
        let eventfd = KfEventfd::parse(&bytes).unwrap();
        assert_eq!((eventfd.kf_eventfd_value, eventfd.kf_eventfd_flags), (0xABCD, 4));
        assert_eq!(KfTimerfd::parse(&bytes).unwrap().kf_timerfd_clockid, 0xABCD);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        assert_cut_off(KfPipe::SIZE, KfPipe::parse);
        assert_cut_off(KfPts::SIZE, KfPts::parse);
        assert_cut_off(KfProc::SIZE, KfProc::parse);
        assert_cut_off(KfSem::SIZE, KfSem::parse);
        assert_cut_off(KfEventfd::SIZE, KfEventfd::parse);
        assert_cut_off(KfTimerfd::SIZE, KfTimerfd::parse);
    }
}
