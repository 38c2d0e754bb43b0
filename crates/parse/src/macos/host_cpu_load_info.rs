//! `struct host_cpu_load_info` of `mach/host_info.h` (macOS 15): what the CPUs did, in ticks of `CLK_TCK`.
//!
//! `host_statistics64(HOST_CPU_LOAD_INFO)` has one, of all CPUs together; `host_processor_info(PROCESSOR_CPU_LOAD_INFO)`
//! has one of each, which `mach/processor_info.h` calls `processor_cpu_load_info`.

use crate::Result;
use crate::record::{self, record};

record! {
    /// Ticks, of 32 bits. The order is not that of the BSDs.
    pub struct HostCpuLoadInfo("host_cpu_load_info", 16) {
        /// `CPU_STATE_USER`, `CPU_STATE_SYSTEM`, `CPU_STATE_IDLE`, `CPU_STATE_NICE`.
        pub cpu_ticks: [u32; 4],
    }
}

impl HostCpuLoadInfo {
    /// `CPU_STATE_USER`
    #[must_use]
    pub const fn user(&self) -> u32 {
        let [user, ..] = self.cpu_ticks;
        user
    }

    /// `CPU_STATE_SYSTEM`
    #[must_use]
    pub const fn system(&self) -> u32 {
        let [_, system, ..] = self.cpu_ticks;
        system
    }

    /// `CPU_STATE_IDLE`
    #[must_use]
    pub const fn idle(&self) -> u32 {
        let [_, _, idle, _] = self.cpu_ticks;
        idle
    }

    /// `CPU_STATE_NICE`
    #[must_use]
    pub const fn nice(&self) -> u32 {
        let [.., nice] = self.cpu_ticks;
        nice
    }
}

/// One of each CPU.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<HostCpuLoadInfo>> {
    record::rows("processor_cpu_load_info", bytes, HostCpuLoadInfo::SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand};

    #[test]
    fn the_order_of_states_is_user_system_idle_nice() {
        stand(HostCpuLoadInfo::OFFSETS, &[("cpu_ticks", 0)]);
        let bytes = [1_u32, 2, u32::MAX, 4].map(u32::to_ne_bytes).concat();
        let load = HostCpuLoadInfo::parse(&bytes).unwrap();
        assert_eq!((load.user(), load.system(), load.idle(), load.nice()), (1, 2, u32::MAX, 4));
    }

    #[test]
    fn each_cpu_has_one() {
        let bytes: Vec<u8> = (1_u32..9).flat_map(u32::to_ne_bytes).collect();
        let users: Vec<_> = rows(&bytes).map(|cpu| cpu.map(|cpu| cpu.user())).collect();
        assert_eq!(users, [Ok(1), Ok(5)]);
        assert_eq!(rows(&bytes[..31]).last().map(|cpu| cpu.is_err()), Some(true));
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&[1; 16], HostCpuLoadInfo::parse);
    }
}
