//! A kernel that does as a test has written down, and notes what it was asked.

use std::cell::RefCell;
use std::time::Duration;

use nix::errno::Errno;
use psutil_collect::Paths;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::backend::linux::Linux;
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::process::Pid;

use super::kernels::{Change, Changed};
use super::made_up::MACHINE;
use super::tree::fixture_paths;

pub type Host = Linux<Scripted>;
pub type Refused = (&'static str, &'static str, Errno);

pub const WITHOUT_PIDFDS: Refused = ("pidfd_open", "", Errno::ENOSYS);
/// All that can be done by number.
pub const BY_NUMBER: [&str; 11] = [
    "kill",
    "cpu_clock",
    "getpriority",
    "setpriority",
    "ioprio_get",
    "ioprio_set",
    "sched_getaffinity",
    "sched_setaffinity",
    "sched_resetaffinity",
    "prlimit",
    "set_prlimit",
];

/// A kernel that does as the thread that asks it has written down, and notes what it was asked.
pub type Scripted = Changed<Script>;

/// What to do, and what was done.
#[derive(Default)]
pub struct Script {
    /// Calls that are refused, or calls on files that end so: `("read_record", "stat", EIO)`.
    pub refused: Vec<(&'static str, &'static str, Errno)>,
    /// The same, each for one time.
    pub refused_once: Vec<(&'static str, &'static str, Errno)>,
    /// How many descriptors there may be.
    pub descriptor_limit: Option<u64>,
    /// After so many looks the process is gone.
    pub gone_after: Option<usize>,
    /// Whether our number is another one in the procfs.
    pub is_foreign: bool,
    /// Another size of a page, and other clock ticks.
    pub units: Option<(u64, u64)>,
    /// How far the clock has been set forward.
    pub clock_set: Duration,
    /// Each call that was made.
    pub calls: Vec<&'static str>,
}

thread_local! {
    static SCRIPT: RefCell<Script> = RefCell::default();
}

impl Script {
    /// From now on, in this thread.
    pub fn play(self) {
        SCRIPT.set(self);
    }

    /// The calls so far.
    pub fn calls() -> Vec<&'static str> {
        SCRIPT.with_borrow(|script| script.calls.clone())
    }
}

impl Change for Script {
    fn refuse(call: &'static str, file: &str) -> Option<Errno> {
        SCRIPT.with_borrow_mut(|script| {
            script.calls.push(call);
            let looks = call == "pidfd_check" || (call == "file_status" && file.ends_with("/."));
            if looks && let Some(left) = &mut script.gone_after {
                let Some(fewer) = left.checked_sub(1) else { return Some(Errno::ESRCH) };
                *left = fewer;
            }
            let is_it = |(name, end, _): &&(&str, &str, _)| *name == call && file.ends_with(end);
            if let Some(at) = script.refused_once.iter().position(|once| is_it(&once)) {
                return Some(script.refused_once.remove(at).2);
            }
            script.refused.iter().find(is_it).map(|(_, _, errno)| *errno)
        })
    }

    fn own_pid(real: Pid) -> Pid {
        SCRIPT.with_borrow(|script| if script.is_foreign { real + 1 } else { real })
    }

    fn units(page_size: u64, clock_ticks: u64) -> (u64, u64) {
        SCRIPT.with_borrow(|script| script.units.unwrap_or((page_size, clock_ticks)))
    }

    fn descriptor_limit(real: u64) -> u64 {
        SCRIPT.with_borrow(|script| script.descriptor_limit.unwrap_or(real))
    }

    fn realtime(real: Duration) -> Duration {
        SCRIPT.with_borrow(|script| real + script.clock_set)
    }
}

/// This machine.
pub fn machine() -> Host {
    Script::default().play();
    Linux::new(Paths::default())
}

/// The made-up machine.
pub fn fixture() -> Host {
    Script::default().play();
    Linux::new(fixture_paths(MACHINE))
}

pub fn refuse(refused: &[Refused]) {
    Script { refused: refused.to_vec(), ..Script::default() }.play();
}

/// Calls that were made since the script began.
pub fn made(among: &[&str]) -> Vec<&'static str> {
    Script::calls().into_iter().filter(|call| among.contains(call)).collect()
}

/// The process, known by its start or by its pidfd.
pub fn find(host: &Host, pid: Pid, by_start: bool) -> Target {
    refuse(if by_start { &[WITHOUT_PIDFDS] } else { &[] });
    let target = host.open(Some(pid)).unwrap();
    assert!(!by_start || matches!(target.key, Key::Start(_)));
    target
}
