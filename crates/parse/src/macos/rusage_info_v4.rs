//! `struct rusage_info_v4` of `sys/resource.h` (macOS 10.13 to 15), `proc_pid_rusage`: memory as Activity Monitor counts
//! it, bytes of disks, and the times of children.

use crate::record::record;

record! {
    /// Sizes are bytes. Times are ticks of Mach's clock, as those of `proc_taskinfo`.
    pub struct RusageInfoV4("rusage_info_v4", 296) {
        pub ri_uuid: [u8; 16],
        pub ri_user_time: u64,
        pub ri_system_time: u64,
        pub ri_pkg_idle_wkups: u64,
        pub ri_interrupt_wkups: u64,
        pub ri_pageins: u64,
        pub ri_wired_size: u64,
        pub ri_resident_size: u64,
        pub ri_phys_footprint: u64,
        pub ri_proc_start_abstime: u64,
        pub ri_proc_exit_abstime: u64,
        pub ri_child_user_time: u64,
        pub ri_child_system_time: u64,
        pub ri_child_pkg_idle_wkups: u64,
        pub ri_child_interrupt_wkups: u64,
        pub ri_child_pageins: u64,
        pub ri_child_elapsed_abstime: u64,
        pub ri_diskio_bytesread: u64,
        pub ri_diskio_byteswritten: u64,
        _ri_cpu_time_qos_default: [u64; 7],
        pub ri_billed_system_time: u64,
        pub ri_serviced_system_time: u64,
        pub ri_logical_writes: u64,
        pub ri_lifetime_max_phys_footprint: u64,
        pub ri_instructions: u64,
        pub ri_cycles: u64,
        pub ri_billed_energy: u64,
        pub ri_serviced_energy: u64,
        pub ri_interval_max_phys_footprint: u64,
        pub ri_runnable_time: u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand};

    /// Each number is its place.
    fn made() -> Vec<u8> {
        (0..296_u64).step_by(8).flat_map(u64::to_ne_bytes).collect()
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        let places = [
            ("ri_uuid", 0),
            ("ri_user_time", 16),
            ("ri_phys_footprint", 72),
            ("ri_child_user_time", 96),
            ("ri_diskio_bytesread", 144),
            ("ri_billed_system_time", 216),
            ("ri_lifetime_max_phys_footprint", 240),
            ("ri_runnable_time", 288),
        ];
        stand(RusageInfoV4::OFFSETS, &places);
        let usage = RusageInfoV4::parse(&made()).unwrap();
        assert_eq!((usage.ri_user_time, usage.ri_system_time), (16, 24));
        assert_eq!((usage.ri_pageins, usage.ri_wired_size, usage.ri_resident_size), (48, 56, 64));
        assert_eq!((usage.ri_child_user_time, usage.ri_child_system_time), (96, 104));
        assert_eq!((usage.ri_diskio_bytesread, usage.ri_diskio_byteswritten), (144, 152));
        assert_eq!(usage.ri_lifetime_max_phys_footprint, 240);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&made(), RusageInfoV4::parse);
    }
}
