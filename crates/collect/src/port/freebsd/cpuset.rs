//! `cpuset_getaffinity(2)`.

use nix::errno::Errno;

use crate::model::process::Pid;
use crate::port::{CpuLevel, CpuSets, Kernel, Port, PortError};

const fn number(level: CpuLevel) -> libc::cpulevel_t {
    match level {
        CpuLevel::Cpuset => libc::CPU_LEVEL_CPUSET,
        CpuLevel::Which => libc::CPU_LEVEL_WHICH,
    }
}

impl CpuSets for Kernel {
    fn cpuset_getaffinity(&self, level: CpuLevel, pid: Pid, mask: &mut [u8]) -> Port<()> {
        // SAFETY: the kernel writes at most as many bytes as it is told that there are, and there are; how they are aligned
        // is of no interest to it, whatever the type says. They outlive the call.
        let result = unsafe {
            libc::cpuset_getaffinity(
                number(level),
                libc::CPU_WHICH_PID,
                pid.into(),
                mask.len(),
                mask.as_mut_ptr().cast(),
            )
        };
        Errno::result(result).map(drop).map_err(|errno| PortError::new("cpuset_getaffinity", errno))
    }

    fn cpuset_setaffinity(&self, pid: Pid, mask: &[u8]) -> Port<()> {
        // SAFETY: the kernel reads as many bytes as it is told that there are, and there are. They outlive the call.
        let result = unsafe {
            libc::cpuset_setaffinity(
                libc::CPU_LEVEL_WHICH,
                libc::CPU_WHICH_PID,
                pid.into(),
                mask.len(),
                mask.as_ptr().cast(),
            )
        };
        Errno::result(result).map(drop).map_err(|errno| PortError::new("cpuset_setaffinity", errno))
    }
}
