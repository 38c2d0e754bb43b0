//! `cpuset_getaffinity(2)` of FreeBSD.

use super::Port;
use crate::model::process::Pid;

/// `CPU_LEVEL_*` of `sys/cpuset.h`: which of the sets that a process is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CpuLevel {
    /// `CPU_LEVEL_CPUSET`: the one that it was given.
    Cpuset,
    /// `CPU_LEVEL_WHICH`: its own.
    Which,
}

/// Sets of CPUs.
pub trait CpuSets {
    /// Fills the mask. `ERANGE`: it is longer or shorter than the kernel's.
    fn cpuset_getaffinity(&self, level: CpuLevel, pid: Pid, mask: &mut [u8]) -> Port<()>;

    /// Sets the mask of the process itself.
    fn cpuset_setaffinity(&self, pid: Pid, mask: &[u8]) -> Port<()>;
}
