//! What the tests share: every getter in one list, a child that sleeps, and a kernel without pidfds.
#![allow(dead_code, reason = "no test file uses all of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests start the processes that they look at")]

use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use nix::errno::Errno;
use psutil_collect::Result;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::identity::Target;
use psutil_collect::model::net::{Family, Protocol};
use psutil_collect::model::process::Pid;
use psutil_collect::port::{
    At, ByNumber, Clock, FileStatus, Files, InterfaceEntry, InterfaceState, Kernel, Machine,
    Network, PidfdInfo, Pidfds, Port, PortError,
};

/// Asks a process everything; what each getter answered, in a form that can be compared.
pub fn everything<B: ProcessCollector>(
    host: &B,
    target: Target,
) -> Vec<(&'static str, Result<String>)> {
    fn shown<T: std::fmt::Debug>(answer: Result<T>) -> Result<String> {
        answer.map(|value| format!("{value:?}"))
    }
    let ask = |question: &dyn Fn(&B::Snapshot) -> Result<String>| {
        host.snapshot(target).and_then(|snapshot| question(&snapshot))
    };
    vec![
        ("ppid", ask(&|it| shown(host.ppid(it)))),
        ("raw_create_time", ask(&|it| shown(host.raw_create_time(it)))),
        ("create_time", ask(&|it| shown(host.create_time(it).map(|_| ())))),
        ("name", ask(&|it| shown(host.name(it, false)))),
        ("raw name", ask(&|it| shown(host.name(it, true)))),
        ("exe", ask(&|it| shown(host.exe(it, false)))),
        ("cmdline", ask(&|it| shown(host.cmdline(it)))),
        ("cwd", ask(&|it| shown(host.cwd(it)))),
        ("environ", ask(&|it| shown(host.environ(it)))),
        ("uids", ask(&|it| shown(host.uids(it)))),
        ("gids", ask(&|it| shown(host.gids(it)))),
        ("username", ask(&|it| shown(host.username(it)))),
        ("status", ask(&|it| shown(host.status(it)))),
        ("cpu_times", ask(&|it| shown(host.cpu_times(it)))),
        ("memory_info", ask(&|it| shown(host.memory_info(it)))),
        ("num_threads", ask(&|it| shown(host.num_threads(it)))),
    ]
}

/// A child that sleeps, and is ended with the test.
pub struct Sleeper(pub Child);

impl Sleeper {
    /// Started and asleep: until then it has not even its name.
    pub fn start() -> Self {
        let child = Command::new("sleep").arg("1000").stdin(Stdio::null()).spawn().unwrap();
        let sleeper = Self(child);
        let stat = format!("/proc/{}/stat", sleeper.pid());
        while !std::fs::read_to_string(&stat).unwrap().contains("(sleep) S") {
            std::thread::yield_now();
        }
        sleeper
    }

    pub fn pid(&self) -> Pid {
        self.0.id().try_into().unwrap()
    }

    pub fn end(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A kernel before 5.1 (`SIGNALS` false) or 5.3: it has no pidfds. Nor has it the modules of `sock_diag`.
#[derive(Default)]
pub struct OldKernel<const SIGNALS: bool>(Kernel);

fn no_such_call<T>(call: &'static str) -> Port<T> {
    Err(PortError::new(call, Errno::ENOSYS))
}

impl<const SIGNALS: bool> Pidfds for OldKernel<SIGNALS> {
    type Pidfd = std::convert::Infallible;

    fn pidfd_open(&self, _pid: Pid) -> Port<Self::Pidfd> {
        no_such_call("pidfd_open")
    }

    fn fd_of_pidfd(&self, pidfd: &Self::Pidfd) -> i32 {
        match *pidfd {}
    }

    fn pidfs_inode(&self, pidfd: &Self::Pidfd) -> Port<Option<u64>> {
        match *pidfd {}
    }

    fn pidfd_info(&self, pidfd: &Self::Pidfd) -> Port<PidfdInfo> {
        match *pidfd {}
    }

    fn pidfd_send_signal(&self, pidfd: &Self::Pidfd, _signal: i32) -> Port<()> {
        match *pidfd {}
    }

    fn dir_send_signal(&self, dir: &Self::Dir, signal: i32) -> Port<()> {
        if SIGNALS {
            self.0.dir_send_signal(dir, signal)
        } else {
            no_such_call("pidfd_send_signal")
        }
    }
}

impl<const SIGNALS: bool> Files for OldKernel<SIGNALS> {
    type Dir = <Kernel as Files>::Dir;

    fn open_dir(&self, path: &Path) -> Port<Self::Dir> {
        self.0.open_dir(path)
    }

    fn fd_of_dir(&self, dir: &Self::Dir) -> i32 {
        self.0.fd_of_dir(dir)
    }

    fn read_record<T>(&self, at: At<'_, Self::Dir>, then: impl FnOnce(&[u8]) -> T) -> Port<T> {
        self.0.read_record(at, then)
    }

    fn read_to_end<T>(&self, at: At<'_, Self::Dir>, then: impl FnOnce(&[u8]) -> T) -> Port<T> {
        self.0.read_to_end(at, then)
    }

    fn read_link(&self, at: At<'_, Self::Dir>) -> Port<Vec<u8>> {
        self.0.read_link(at)
    }

    fn file_status(&self, at: At<'_, Self::Dir>) -> Port<FileStatus> {
        self.0.file_status(at)
    }

    fn is_executable(&self, path: &Path) -> bool {
        self.0.is_executable(path)
    }

    fn getdents(&self, at: At<'_, Self::Dir>, each: impl FnMut(&[u8])) -> Port<()> {
        self.0.getdents(at, each)
    }

    fn is_procfs(&self, path: &Path) -> Port<bool> {
        self.0.is_procfs(path)
    }
}

impl<const SIGNALS: bool> Clock for OldKernel<SIGNALS> {
    fn realtime(&self) -> Port<Duration> {
        self.0.realtime()
    }

    fn boottime(&self) -> Port<Duration> {
        self.0.boottime()
    }

    fn monotonic(&self) -> Port<Duration> {
        self.0.monotonic()
    }
}

impl<const SIGNALS: bool> Machine for OldKernel<SIGNALS> {
    fn getpid(&self) -> Pid {
        self.0.getpid()
    }

    fn page_size(&self) -> u64 {
        self.0.page_size()
    }

    fn clock_ticks(&self) -> u64 {
        self.0.clock_ticks()
    }

    fn swap(&self) -> Port<(u64, u64)> {
        self.0.swap()
    }
}

impl<const SIGNALS: bool> ByNumber for OldKernel<SIGNALS> {
    fn kill(&self, pid: Pid, signal: i32) -> Port<()> {
        self.0.kill(pid, signal)
    }

    fn cpu_clock(&self, pid: Pid) -> Port<Duration> {
        self.0.cpu_clock(pid)
    }

    fn getpriority(&self, pid: Pid) -> Port<i32> {
        self.0.getpriority(pid)
    }

    fn setpriority(&self, pid: Pid, nice: i32) -> Port<()> {
        self.0.setpriority(pid, nice)
    }

    fn ioprio_get(&self, pid: Pid) -> Port<u32> {
        self.0.ioprio_get(pid)
    }

    fn ioprio_set(&self, pid: Pid, ioprio: u32) -> Port<()> {
        self.0.ioprio_set(pid, ioprio)
    }

    fn sched_getaffinity(&self, pid: Pid) -> Port<Vec<u32>> {
        self.0.sched_getaffinity(pid)
    }

    fn sched_setaffinity(&self, pid: Pid, cpus: &[u32]) -> Port<()> {
        self.0.sched_setaffinity(pid, cpus)
    }

    fn sched_resetaffinity(&self, pid: Pid) -> Port<()> {
        self.0.sched_resetaffinity(pid)
    }

    fn prlimit(&self, pid: Pid, resource: i32) -> Port<(u64, u64)> {
        self.0.prlimit(pid, resource)
    }

    fn set_prlimit(&self, pid: Pid, resource: i32, limits: (u64, u64)) -> Port<()> {
        self.0.set_prlimit(pid, resource, limits)
    }
}

impl<const SIGNALS: bool> Network for OldKernel<SIGNALS> {
    fn sock_diag(
        &self,
        _family: Family,
        _protocol: Protocol,
        mut each: impl FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Port<()> {
        // NLMSG_ERROR with ENOENT
        let words = [20, 2, 0, 0, (-(Errno::ENOENT as i32)).cast_unsigned()];
        let _ = each(&words.map(u32::to_ne_bytes).concat());
        Ok(())
    }

    fn getifaddrs(&self) -> Port<Vec<InterfaceEntry>> {
        self.0.getifaddrs()
    }

    fn interface(&self, name: &[u8]) -> Port<InterfaceState> {
        self.0.interface(name)
    }
}
