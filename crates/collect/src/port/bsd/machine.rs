//! `sysconf(3)` and `getpid(2)`.

use nix::unistd::{SysconfVar, sysconf};

use super::Kernel;
use crate::model::process::Pid;
use crate::port::Machine;

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

/// What every libc knows; the fallback is what most machines answer.
fn constant(name: SysconfVar, usual: u64) -> u64 {
    let value = sysconf(name).ok().flatten();
    value.and_then(|value| u64::try_from(value).ok()).filter(|value| *value > 0).unwrap_or(usual)
}
