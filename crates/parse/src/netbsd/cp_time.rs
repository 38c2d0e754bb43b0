//! `CPUSTATES` of `sys/sched.h` (NetBSD 10), `KERN_CP_TIME` of sysctl(3) and sysctl(7): what a CPU did, in ticks.
//!
//! Asked without the number of a CPU, the kernel gives the sum if there is room for exactly one, else all of them one
//! behind the other.

use crate::record::record;

record! {
    /// One CPU, or all of them together.
    pub struct CpTime("cp_time", 40) {
        /// `CP_USER`, and so on: the names are the header's.
        pub cp_user: u64,
        pub cp_nice: u64,
        pub cp_sys: u64,
        pub cp_intr: u64,
        pub cp_idle: u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netbsd::made::offsets;
    use crate::record::rows;

    #[test]
    fn states_have_the_order_of_the_header() {
        offsets(CpTime::OFFSETS, "cp_user 0 cp_nice 8 cp_sys 16 cp_intr 24 cp_idle 32");
        let bytes = [1_u64, 2, 3, 4, u64::MAX].map(u64::to_ne_bytes).concat();
        let time = CpTime::parse(&bytes).unwrap();
        assert_eq!((time.cp_user, time.cp_nice, time.cp_sys), (1, 2, 3));
        assert_eq!((time.cp_intr, time.cp_idle), (4, u64::MAX));
    }

    #[test]
    fn several_cpus_stand_behind_each_other() {
        let bytes: Vec<u8> = (0..10_u64).flat_map(u64::to_ne_bytes).collect();
        let cpus = |bytes: &[u8]| -> Vec<_> {
            let rows = rows::<CpTime>("cp_time", bytes, CpTime::SIZE);
            rows.map(|row| row.ok().map(|cpu| cpu.cp_user)).collect()
        };
        assert_eq!(cpus(&bytes), [Some(0), Some(5)]);
        assert_eq!(cpus(&bytes[..79]), [Some(0), None]);
        for length in 0..40 {
            assert!(CpTime::parse(&bytes[..length]).is_err(), "{length} bytes");
        }
    }
}
