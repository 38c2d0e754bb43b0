//! What is asked and done by number.

use std::time::Duration;

use psutil_collect::model::process::Pid;
use psutil_collect::port::{ByNumber, Port, Posix};

use super::{Change, Changed};

impl<C: Change> Posix for Changed<C> {
    fn kill(&self, pid: Pid, signal: i32) -> Port<()> {
        self.unless_refused("kill")?.kill(pid, signal)
    }

    fn setpriority(&self, pid: Pid, nice: i32) -> Port<()> {
        self.unless_refused("setpriority")?.setpriority(pid, nice)
    }
}

impl<C: Change> ByNumber for Changed<C> {
    fn cpu_clock(&self, pid: Pid) -> Port<Duration> {
        self.unless_refused("cpu_clock")?.cpu_clock(pid)
    }

    fn getpriority(&self, pid: Pid) -> Port<i32> {
        self.unless_refused("getpriority")?.getpriority(pid)
    }

    fn ioprio_get(&self, pid: Pid) -> Port<u32> {
        self.unless_refused("ioprio_get")?.ioprio_get(pid)
    }

    fn ioprio_set(&self, pid: Pid, ioprio: u32) -> Port<()> {
        self.unless_refused("ioprio_set")?.ioprio_set(pid, ioprio)
    }

    fn sched_getaffinity(&self, pid: Pid) -> Port<Vec<u32>> {
        self.unless_refused("sched_getaffinity")?.sched_getaffinity(pid)
    }

    fn sched_setaffinity(&self, pid: Pid, cpus: &[u32]) -> Port<()> {
        self.unless_refused("sched_setaffinity")?.sched_setaffinity(pid, cpus)
    }

    fn sched_resetaffinity(&self, pid: Pid) -> Port<()> {
        self.unless_refused("sched_resetaffinity")?.sched_resetaffinity(pid)
    }

    fn prlimit(&self, pid: Pid, resource: i32) -> Port<(u64, u64)> {
        self.unless_refused("prlimit")?.prlimit(pid, resource)
    }

    fn set_prlimit(&self, pid: Pid, resource: i32, limits: (u64, u64)) -> Port<()> {
        self.unless_refused("set_prlimit")?.set_prlimit(pid, resource, limits)
    }
}
