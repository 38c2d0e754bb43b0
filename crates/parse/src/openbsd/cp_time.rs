//! `CPUSTATES` ticks of `sys/sched.h` (OpenBSD 7), `KERN_CPTIME` (`long`) and `KERN_CPTIME2` (`u_int64_t`)
//! of sysctl(2): what a CPU did.
//!
//! `KERN_CPTIME` is the average of the CPUs that are online, `KERN_CPTIME2` one of them; [`sum`] tells what all did.

use crate::record::record;

record! {
    /// In ticks of `stathz`. `cp_spin` stands before `cp_intr`;.
    #[derive(Default)]
    pub struct CpTime("cp_time", 48) {
        pub cp_user: u64,
        pub cp_nice: u64,
        pub cp_sys: u64,
        pub cp_spin: u64,
        pub cp_intr: u64,
        pub cp_idle: u64,
    }
}

/// What all CPUs did together.
pub fn sum(cpus: impl IntoIterator<Item = CpTime>) -> CpTime {
    cpus.into_iter().fold(CpTime::default(), |all, one| CpTime {
        cp_user: all.cp_user.saturating_add(one.cp_user),
        cp_nice: all.cp_nice.saturating_add(one.cp_nice),
        cp_sys: all.cp_sys.saturating_add(one.cp_sys),
        cp_spin: all.cp_spin.saturating_add(one.cp_spin),
        cp_intr: all.cp_intr.saturating_add(one.cp_intr),
        cp_idle: all.cp_idle.saturating_add(one.cp_idle),
    })
}

#[cfg(test)]
mod tests {
    use super::super::by_hand::lengths_are_checked;
    use super::*;

    fn cpu(ticks: [u64; 6]) -> CpTime {
        CpTime::parse(&ticks.map(u64::to_ne_bytes).concat()).unwrap()
    }

    #[test]
    fn states_are_user_nice_sys_spin_intr_idle() {
        let offsets = [
            ("cp_user", 0),
            ("cp_nice", 8),
            ("cp_sys", 16),
            ("cp_spin", 24),
            ("cp_intr", 32),
            ("cp_idle", 40),
            ("", 48),
        ];
        assert_eq!(CpTime::OFFSETS, offsets);
        let it = cpu([1, 2, 3, 4, 5, u64::MAX]);
        assert_eq!((it.cp_user, it.cp_nice, it.cp_sys), (1, 2, 3));
        assert_eq!((it.cp_spin, it.cp_intr, it.cp_idle), (4, 5, u64::MAX));
        lengths_are_checked(&[7; 48], CpTime::parse);
    }

    #[test]
    fn trap_31_all_cpus_are_the_sum_and_not_the_average() {
        let cpus = [cpu([10, 20, 30, 40, 50, 60]), cpu([30, 0, 10, 0, 10, u64::MAX])];
        assert_eq!(sum(cpus), cpu([40, 20, 40, 40, 60, u64::MAX]));
        assert_eq!(sum([]), CpTime::default());
    }
}
