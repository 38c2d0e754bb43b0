//! `struct proc_threadinfo` of `sys/proc_info.h` (macOS 15), `PROC_PIDTHREADID64INFO` and `PROC_PIDTHREADINFO`: a thread.

use crate::record::record;

record! {
    /// Times are nanoseconds.
    pub struct ProcThreadinfo("proc_threadinfo", 112) {
        pub pth_user_time: u64,
        pub pth_system_time: u64,
        pub pth_cpu_usage: i32,
        pub pth_policy: i32,
        pub pth_run_state: i32,
        pub pth_flags: i32,
        pub pth_sleep_time: i32,
        pub pth_curpri: i32,
        pub pth_priority: i32,
        pub pth_maxpriority: i32,
        /// What the thread calls itself; empty for most.
        pub pth_name: [u8; 64],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bsd::char_array::text;
    use crate::macos::tests::{chars, ends, hostile, stand};

    fn made(name: [u8; 64]) -> Vec<u8> {
        let times = [1_500_000_000_u64, 250_000_000].map(u64::to_ne_bytes).concat();
        let numbers = [1_i32, 2, 3, 4, 5, 6, 7, 8].map(i32::to_ne_bytes).concat();
        [times, numbers, name.to_vec()].concat()
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("pth_user_time", 0),
            ("pth_system_time", 8),
            ("pth_cpu_usage", 16),
            ("pth_policy", 20),
            ("pth_run_state", 24),
            ("pth_flags", 28),
            ("pth_sleep_time", 32),
            ("pth_curpri", 36),
            ("pth_priority", 40),
            ("pth_maxpriority", 44),
            ("pth_name", 48),
        ];
        stand(ProcThreadinfo::OFFSETS, &places);
        let thread = ProcThreadinfo::parse(&made([0; 64])).unwrap();
        assert_eq!((thread.pth_run_state, thread.pth_maxpriority), (3, 8));
    }

    #[test]
    fn trap_18_times_of_threads_are_nanoseconds_already() {
        let thread = ProcThreadinfo::parse(&made([0; 64])).unwrap();
        assert_eq!((thread.pth_user_time, thread.pth_system_time), (1_500_000_000, 250_000_000));
    }

    #[test]
    fn a_name_is_bytes_and_need_not_end() {
        let name = |name| ProcThreadinfo::parse(&made(name)).unwrap().pth_name;
        assert_eq!(text(&name(chars(b"com.apple.main-thread"))), b"com.apple.main-thread");
        assert_eq!(text(&name(hostile())), hostile::<64>());
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made([0; 64]), ProcThreadinfo::parse);
    }
}
