//! `struct proc_taskinfo` of `sys/proc_info.h` (macOS 15), `PROC_PIDTASKINFO`: memory, time and threads of a process.

use crate::record::record;

record! {
    /// Sizes are bytes. Times are ticks of Mach's clock, `hw.tbfrequency` of them a second: nanoseconds on Intel only.
    pub struct ProcTaskinfo("proc_taskinfo", 96) {
        pub pti_virtual_size: u64,
        pub pti_resident_size: u64,
        /// Ticks of all its threads, ended ones too.
        pub pti_total_user: u64,
        pub pti_total_system: u64,
        pub pti_threads_user: u64,
        pub pti_threads_system: u64,
        pub pti_policy: i32,
        /// All faults, those of `pti_pageins` too.
        pub pti_faults: i32,
        pub pti_pageins: i32,
        pub pti_cow_faults: i32,
        pub pti_messages_sent: i32,
        pub pti_messages_received: i32,
        pub pti_syscalls_mach: i32,
        pub pti_syscalls_unix: i32,
        pub pti_csw: i32,
        pub pti_threadnum: i32,
        pub pti_numrunning: i32,
        pub pti_priority: i32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand};

    fn made() -> Vec<u8> {
        let wide = [1_u64 << 40, 4096, 24_000_000, 12_000_000, 5, 6].map(u64::to_ne_bytes);
        let narrow = [1_i32, 2, 3, 4, 5, 6, 7, 8, -9, 10, 11, 12].map(i32::to_ne_bytes);
        [wide.concat(), narrow.concat()].concat()
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("pti_virtual_size", 0),
            ("pti_resident_size", 8),
            ("pti_total_user", 16),
            ("pti_total_system", 24),
            ("pti_threads_user", 32),
            ("pti_threads_system", 40),
            ("pti_policy", 48),
            ("pti_faults", 52),
            ("pti_pageins", 56),
            ("pti_cow_faults", 60),
            ("pti_messages_sent", 64),
            ("pti_messages_received", 68),
            ("pti_syscalls_mach", 72),
            ("pti_syscalls_unix", 76),
            ("pti_csw", 80),
            ("pti_threadnum", 84),
            ("pti_numrunning", 88),
            ("pti_priority", 92),
        ];
        stand(ProcTaskinfo::OFFSETS, &places);
        let task = ProcTaskinfo::parse(&made()).unwrap();
        assert_eq!((task.pti_virtual_size, task.pti_resident_size), (1 << 40, 4096));
        assert_eq!((task.pti_faults, task.pti_pageins), (2, 3));
        assert_eq!((task.pti_csw, task.pti_threadnum, task.pti_priority), (-9, 10, 12));
    }

    #[test]
    fn trap_18_times_are_handed_out_in_ticks() {
        let task = ProcTaskinfo::parse(&made()).unwrap();
        // A second and half of one where hw.tbfrequency is 24 MHz.
        assert_eq!((task.pti_total_user, task.pti_total_system), (24_000_000, 12_000_000));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), ProcTaskinfo::parse);
    }
}
