//! `struct cpustats` of `sys/sched.h` (OpenBSD 7), `KERN_CPUSTATS` of sysctl(2): what one CPU did.
//!
//! Tells what `KERN_CPTIME2` tells, and whether the CPU is online: some releases refuse that one if it is not.

use super::cp_time::CpTime;
use crate::record::record;

/// `CPUSTATS_ONLINE`, of `cs_flags`.
pub const CPUSTATS_ONLINE: u64 = 1;

record! {
    /// One CPU, online or not.
    pub struct Cpustats("cpustats", 56) {
        pub cs_time: CpTime,
        pub cs_flags: u64,
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::lengths_are_checked;
    use super::*;

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        assert_eq!(Cpustats::OFFSETS, [("cs_time", 0), ("cs_flags", 48), ("", 56)]);
        let bytes = [1_u64, 2, 3, 4, 5, 6, CPUSTATS_ONLINE].map(u64::to_ne_bytes).concat();
        let it = Cpustats::parse(&bytes).unwrap();
        assert_eq!((it.cs_time.cp_user, it.cs_time.cp_spin, it.cs_time.cp_idle), (1, 4, 6));
        assert_eq!(it.cs_flags & CPUSTATS_ONLINE, CPUSTATS_ONLINE);
        lengths_are_checked(&bytes, Cpustats::parse);
    }
}
