//! `libproc.h` of macOS.

use super::Port;
use crate::model::process::Pid;

/// What `libproc` tells of processes.
pub trait Libproc {
    /// `proc_pidinfo`: how many bytes it has written. The kernel writes whole structs, as many as there is room for of a
    /// list, or nothing.
    fn proc_pidinfo(&self, pid: Pid, flavor: i32, argument: u64, buffer: &mut [u8]) -> Port<usize>;

    /// `proc_pidfdinfo`, likewise of a descriptor.
    fn proc_pidfdinfo(&self, pid: Pid, fd: i32, flavor: i32, buffer: &mut [u8]) -> Port<usize>;

    /// `proc_pidpath`: the program's file.
    fn proc_pidpath(&self, pid: Pid) -> Port<Vec<u8>>;

    /// `proc_pid_rusage`, by flavor.
    fn proc_pid_rusage(&self, pid: Pid, flavor: i32, buffer: &mut [u8]) -> Port<()>;

    /// `getsid(2)`, which no record tells.
    fn getsid(&self, pid: Pid) -> Port<Pid>;
}
