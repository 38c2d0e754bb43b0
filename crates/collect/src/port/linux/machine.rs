//! `sysconf(3)`, `getpid(2)`, `sysinfo(2)`.

use nix::unistd::{SysconfVar, sysconf};

use super::Kernel;
use crate::model::process::Pid;
use crate::port::{LinuxMachine, Machine, Port, PortError};

impl Machine for Kernel {
    fn getpid(&self) -> Pid {
        nix::unistd::getpid().as_raw()
    }

    fn page_size(&self) -> u64 {
        constant(SysconfVar::PAGE_SIZE, 4096)
    }

    fn clock_ticks(&self) -> u64 {
        constant(SysconfVar::CLK_TCK, 100)
    }
}

impl LinuxMachine for Kernel {
    fn descriptor_limit(&self) -> u64 {
        constant(SysconfVar::OPEN_MAX, 1024)
    }

    fn swap(&self) -> Port<(u64, u64)> {
        let info =
            nix::sys::sysinfo::sysinfo().map_err(|errno| PortError::new("sysinfo", errno))?;
        Ok((info.swap_total(), info.swap_free()))
    }
}

/// What every libc on Linux knows; the fallback is what all current kernels answer.
fn constant(name: SysconfVar, usual: u64) -> u64 {
    let value = sysconf(name).ok().flatten();
    value.and_then(|value| u64::try_from(value).ok()).filter(|value| *value > 0).unwrap_or(usual)
}
