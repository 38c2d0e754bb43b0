//! What the tests share: every getter in one list, a child that sleeps, and kernels that refuse.
#![allow(dead_code, reason = "no test file uses all of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests start the processes that they look at")]

#[cfg(target_os = "linux")]
pub mod kernels;
#[cfg(target_os = "linux")]
pub mod made_up;
#[cfg(target_os = "linux")]
pub mod scripted;
#[cfg(target_os = "linux")]
pub mod sys;
pub mod tree;

use std::any::Any;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use psutil_collect::Result;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::identity::Target;
use psutil_collect::model::net::ConnectionKind;
use psutil_collect::model::process::Pid;

/// `RLIMIT_NOFILE` of Linux.
pub const NOFILE: i32 = 7;

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
        ("root", ask(&|it| shown(host.root(it)))),
        ("fsuid", ask(&|it| shown(host.fsuid(it)))),
        ("fsgid", ask(&|it| shown(host.fsgid(it)))),
        ("groups", ask(&|it| shown(host.groups(it)))),
        ("umask", ask(&|it| shown(host.umask(it)))),
        ("pgid", ask(&|it| shown(host.pgid(it)))),
        ("sid", ask(&|it| shown(host.sid(it)))),
        ("sigmasks", ask(&|it| shown(host.sigmasks(it)))),
        ("terminal", ask(&|it| shown(host.terminal(it)))),
        ("has_terminal", ask(&|it| shown(host.has_terminal(it)))),
        // Its clocks go on between two looks.
        ("cpu_use", ask(&|it| shown(host.cpu_use(it).map(|used| used.cpu)))),
        ("cpu_num", ask(&|it| shown(host.cpu_num(it)))),
        ("threads", ask(&|it| shown(host.threads(it)))),
        ("memory_extras", ask(&|it| shown(host.memory_extras(it)))),
        ("memory_footprint", ask(&|it| shown(host.memory_footprint(it)))),
        ("memory_full_info", ask(&|it| shown(host.memory_full_info(it)))),
        ("memory_maps", ask(&|it| shown(host.memory_maps(it)))),
        ("memory_maps_grouped", ask(&|it| shown(host.memory_maps_grouped(it)))),
        ("num_fds", ask(&|it| shown(host.num_fds(it)))),
        ("open_fds", ask(&|it| shown(host.open_fds(it, &host.fd_numbers(it)?)))),
        ("open_files", ask(&|it| shown(host.open_files(it)))),
        ("connections", ask(&|it| shown(host.connections(it, ConnectionKind::All.into())))),
        ("page_faults", ask(&|it| shown(host.page_faults(it)))),
        ("io_counters", ask(&|it| shown(host.io_counters(it)))),
        ("num_ctx_switches", ask(&|it| shown(host.num_ctx_switches(it)))),
        ("priority", ask(&|it| shown(host.priority(it)))),
        ("io_priority", ask(&|it| shown(host.io_priority(it)))),
        ("cpu_affinity", ask(&|it| shown(host.cpu_affinity(it)))),
        ("rlimit", ask(&|it| shown(host.rlimit(it, NOFILE)))),
        ("memory_total", ask(&|it| shown(host.memory_total(it)))),
    ]
}

/// What of it a zombie no longer answers.
pub const GONE_WITH_MEMORY: [&str; 9] = [
    "exe",
    "cmdline",
    "cwd",
    "environ",
    "root",
    "umask",
    "memory_footprint",
    "memory_maps",
    "memory_maps_grouped",
];

/// Something that stays to the end, for threads that may. Who looks for leaks finds it here.
pub fn for_ever<T: Send + Sync + 'static>(it: T) -> &'static T {
    static ALL: Mutex<Vec<&'static (dyn Any + Send + Sync)>> = Mutex::new(Vec::new());
    let it: &'static T = Box::leak(Box::new(it));
    ALL.lock().unwrap().push(it);
    it
}

/// A child that sleeps, and is ended with the test.
pub struct Sleeper(pub Child);

impl Sleeper {
    /// Started and asleep: until then it has not even its name.
    pub fn start() -> Self {
        // Nothing of ours: where output goes into a file, its position moves while others write.
        let mut sleep = Command::new("sleep");
        let [stdin, stdout, stderr] = [(); 3].map(|()| Stdio::null());
        let child = sleep.arg("1000").stdin(stdin).stdout(stdout).stderr(stderr).spawn().unwrap();
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
