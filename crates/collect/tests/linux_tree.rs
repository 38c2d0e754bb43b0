//! A signal to a whole tree of processes: nobody escapes, nobody is left standing.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "tests start the processes that they look at")]
#![allow(clippy::panic, reason = "a kernel that panics stands for a bug of ours")]
#![allow(clippy::indexing_slicing, reason = "a test that cannot go on may panic")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod common;

use std::cell::Cell;
use std::os::unix::process::CommandExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Child, Command, Stdio};
use std::thread::yield_now;
use std::time::{Duration, Instant};

use common::Sleeper;
use common::kernels::{Change, Changed, OldKernel};
use nix::errno::Errno;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::backend::linux::Linux;
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::process::{Pid, ProcessStatus};
use psutil_collect::port::{Kernel, LinuxKernel};
use psutil_collect::{Error, Paths};

fn machine<K: LinuxKernel + Default>() -> Linux<K> {
    Linux::new(Paths::default())
}

/// As long as it takes, within reason.
fn patiently() -> impl Fn(Duration) -> bool {
    let begun = Instant::now();
    move |pause| {
        std::thread::sleep(pause);
        begun.elapsed() < Duration::from_secs(20)
    }
}

/// A script in a session of its own, and all that it has started, ended with the test.
struct Script(Child);

impl Script {
    fn start(script: &str) -> Self {
        let mut command = Command::new("setsid");
        command.args(["-w", "sh", "-c", script]).stdin(Stdio::null()).process_group(0);
        Self(command.spawn().unwrap())
    }

    fn pid(&self) -> Pid {
        self.0.id().try_into().unwrap()
    }

    /// The tree, once it has so many members.
    fn grown<K: LinuxKernel>(&self, host: &Linux<K>, size: usize) -> Vec<Target> {
        self.once(host, |members| members.len() >= size)
    }

    /// The tree, once it has so many members and all but the first only sleep: no shell is left that is about to end.
    fn asleep<K: LinuxKernel>(&self, host: &Linux<K>, size: usize) -> Vec<Target> {
        let sleeps = |member: &Target| {
            host.snapshot(*member)
                .is_ok_and(|it| host.name(&it, true).is_ok_and(|it| it == b"sleep"))
        };
        self.once(host, |members| members.len() == size && members.iter().skip(1).all(sleeps))
    }

    fn once<K: LinuxKernel>(
        &self,
        host: &Linux<K>,
        is_it: impl Fn(&[Target]) -> bool,
    ) -> Vec<Target> {
        let root = host.open(Some(self.pid())).unwrap();
        loop {
            let members = host.tree(&[root]).unwrap().members;
            if is_it(&members) {
                return members;
            }
            yield_now();
        }
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        let host = machine::<Kernel>();
        if let Ok(root) = host.open(Some(self.pid())) {
            let _ = host.signal_tree(&[root], libc::SIGKILL, &patiently());
        }
        let _ = self.0.wait();
    }
}

fn status<K: LinuxKernel>(host: &Linux<K>, target: Target) -> Option<ProcessStatus> {
    let snapshot = host.snapshot(target).ok()?;
    host.status(&snapshot).ok()
}

fn has_ended<K: LinuxKernel>(host: &Linux<K>, target: Target) -> bool {
    status(host, target).is_none_or(|status| status == ProcessStatus::Zombie)
}

fn until(done: impl Fn() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < Duration::from_secs(20), "not within 20 s");
        yield_now();
    }
}

/// setsid(1), which stays, two shells, and what they wait for.
const DEEP: &str = "sleep 1000 & sh -c 'sleep 1000 & sleep 1000; :'; :";
const MEMBERS_OF_DEEP: usize = 6;

fn ends_all<K: LinuxKernel + Default>(signal: i32) {
    let host = machine::<K>();
    let script = Script::start(DEEP);
    let members = script.grown(&host, MEMBERS_OF_DEEP);
    let tree = host.signal_tree(&[members[0]], signal, &patiently()).unwrap();
    assert_eq!(tree.denied, []);
    assert_eq!(tree.members.first(), members.first());
    for member in &members {
        assert!(tree.members.contains(member));
        until(|| has_ended(&host, *member));
    }
}

#[test]
fn all_members_get_the_signal() {
    for signal in [libc::SIGKILL, libc::SIGTERM, libc::SIGHUP] {
        ends_all::<Kernel>(signal);
    }
}

#[test]
fn on_older_kernels_too() {
    ends_all::<OldKernel<true>>(libc::SIGTERM);
    ends_all::<OldKernel<false>>(libc::SIGTERM);
}

#[test]
fn who_has_lost_its_parent_is_found_by_the_session_that_a_member_began() {
    let host = machine::<Kernel>();
    // The subshell ends, and what it has started is a child of init.
    let script = Script::start("(sleep 1000 & sleep 1000 &); exec sleep 1000");
    let members = script.asleep(&host, 4);
    let orphans: Vec<_> = members
        .iter()
        .filter(|member| {
            let parent = host.parent(**member).unwrap();
            parent.is_none_or(|parent| !members.contains(&parent))
        })
        .collect();
    assert_eq!(orphans.len(), 3, "the root and two that have lost their parent");
    host.signal_tree(&[members[0]], libc::SIGKILL, &patiently()).unwrap();
    for member in members {
        until(|| has_ended(&host, member));
    }
}

#[test]
fn the_sessions_of_members_that_have_ended_are_theirs_while_a_member_is_in_them() {
    let host = machine::<Kernel>();
    let script = Script::start("(sleep 1000 & sleep 1000 &); exec sleep 1000");
    let members = script.asleep(&host, 4);
    let named = |target: &&Target| {
        let snapshot = host.snapshot(**target).unwrap();
        host.sid(&snapshot).unwrap() == target.pid
    };
    let leader = *members.iter().find(named).unwrap();
    let orphan =
        *members.iter().rfind(|target| !named(target) && target.pid != script.pid()).unwrap();
    host.send_signal(leader, libc::SIGKILL).unwrap();
    until(|| !host.is_running(leader).unwrap());
    assert_eq!(host.tree(&[leader]).unwrap().members, []);
    assert_eq!(host.tree(&[orphan]).unwrap().members, [orphan], "nobody knows whose session it is");
    assert_eq!(host.tree(&[leader, orphan]).unwrap().members.len(), 2);
    host.signal_tree(&[leader, orphan], libc::SIGKILL, &patiently()).unwrap();
    until(|| members.iter().all(|member| member.pid == script.pid() || has_ended(&host, *member)));
}

#[test]
fn others_of_the_session_or_group_do_not_belong() {
    let host = machine::<Kernel>();
    let (ours, other) = (Sleeper::start(), Sleeper::start());
    let root = host.open(Some(ours.pid())).unwrap();
    assert_eq!(host.tree(&[root]).unwrap().members, [root]);
    host.signal_tree(&[root], libc::SIGKILL, &patiently()).unwrap();
    until(|| has_ended(&host, root));
    let other = host.open(Some(other.pid())).unwrap();
    assert_eq!(status(&host, other), Some(ProcessStatus::Sleeping));
}

#[test]
fn this_program_is_never_ended() {
    let host = machine::<Kernel>();
    let ourselves = host.open(None).unwrap();
    for root in std::iter::once(ourselves).chain(host.parents(ourselves).unwrap()) {
        let refused = Err(Error::HoldsThisProgram { pid: root.pid });
        assert_eq!(host.signal_tree(&[root], libc::SIGKILL, &patiently()), refused);
    }
}

#[test]
fn one_that_has_ended_has_no_tree() {
    let host = machine::<Kernel>();
    let mut child = Sleeper::start();
    let target = host.open(Some(child.pid())).unwrap();
    child.end();
    let tree = host.signal_tree(&[target], libc::SIGKILL, &patiently()).unwrap();
    assert_eq!((tree.members, tree.denied), (vec![], vec![]));
}

#[test]
fn whoever_has_the_number_now_is_not_meant() {
    let host = machine::<Kernel>();
    let child = Sleeper::start();
    let target = host.open(Some(child.pid())).unwrap();
    for key in [Key::Pidfs(1), Key::Start(1)] {
        let before = Target { key, ..target };
        let tree = host.signal_tree(&[before], libc::SIGKILL, &patiently()).unwrap();
        assert_eq!((tree.members, tree.denied), (vec![], vec![]));
    }
    assert_eq!(status(&host, target), Some(ProcessStatus::Sleeping));
}

#[test]
fn without_time_the_signal_goes_to_those_that_are_known() {
    let host = machine::<Kernel>();
    let script = Script::start(DEEP);
    let members = script.grown(&host, MEMBERS_OF_DEEP);
    host.signal_tree(&[members[0]], libc::SIGTERM, &|_| false).unwrap();
    for member in members {
        until(|| has_ended(&host, member));
    }
}

#[test]
fn who_heeds_no_signal_is_told_apart() {
    let host = machine::<Kernel>();
    let Ok(kthreadd) = host.open(Some(2)) else { return };
    let snapshot = host.snapshot(kthreadd).unwrap();
    if host.name(&snapshot, true).unwrap() != b"kthreadd" {
        return;
    }
    let tree = host.signal_tree(&[kthreadd], libc::SIGTERM, &patiently()).unwrap();
    assert_eq!(tree.members, []);
    assert_eq!(tree.denied.first(), Some(&kthreadd));
}

thread_local! {
    /// How many listings of `/proc` go well, and what the next one does.
    static LISTINGS: Cell<(u32, Fault)> = const { Cell::new((u32::MAX, Fault::Error)) };
    static SIGNALS_REFUSED: Cell<bool> = const { Cell::new(false) };
}

#[derive(Clone, Copy)]
enum Fault {
    Error,
    Panic,
}

#[derive(Default)]
struct Failing;

impl Change for Failing {
    fn refuse(call: &'static str, file: &str) -> Option<Errno> {
        // By the directory where there is no pidfs.
        let is_signal = ["pidfd_send_signal", "dir_send_signal"].contains(&call);
        if is_signal && SIGNALS_REFUSED.get() {
            return Some(Errno::EPERM);
        }
        if call != "getdents" || file != "/proc" {
            return None;
        }
        match LISTINGS.get() {
            (0, Fault::Error) => Some(Errno::EMFILE),
            (0, Fault::Panic) => panic!("a bug on purpose"),
            (left, fault) => {
                LISTINGS.set((left - 1, fault));
                None
            }
        }
    }
}

/// Fails once all members that are known have been told to stop.
fn fails(host: &Linux<Changed<Failing>>, root: Target, fault: Fault) {
    LISTINGS.set((1, fault));
    let result = catch_unwind(AssertUnwindSafe(|| {
        host.signal_tree(&[root], libc::SIGTERM, &patiently()).unwrap_err()
    }));
    LISTINGS.set((u32::MAX, fault));
    assert!(matches!(
        (result, fault),
        (Ok(Error::System(_)), Fault::Error) | (Err(_), Fault::Panic)
    ));
}

#[test]
fn nobody_is_left_standing_when_something_fails() {
    let host = machine::<Changed<Failing>>();
    for fault in [Fault::Error, Fault::Panic] {
        let script = Script::start(DEEP);
        let members = script.grown(&host, MEMBERS_OF_DEEP);
        fails(&host, members[0], fault);
        for member in members {
            until(|| status(&host, member) == Some(ProcessStatus::Sleeping));
        }
    }
}

#[test]
fn who_stood_before_stands_on_when_something_fails() {
    let host = machine::<Changed<Failing>>();
    let child = Sleeper::start();
    let root = host.open(Some(child.pid())).unwrap();
    host.send_signal(root, libc::SIGSTOP).unwrap();
    until(|| status(&host, root) == Some(ProcessStatus::Stopped));
    fails(&host, root, Fault::Error);
    assert_eq!(status(&host, root), Some(ProcessStatus::Stopped));
    // And ends when nothing does: a process that stands heeds only SIGKILL.
    host.signal_tree(&[root], libc::SIGTERM, &patiently()).unwrap();
    until(|| has_ended(&host, root));
}

#[test]
fn who_may_not_be_signalled_is_denied_and_goes_on() {
    let host = machine::<Changed<Failing>>();
    let child = Sleeper::start();
    let root = host.open(Some(child.pid())).unwrap();
    SIGNALS_REFUSED.set(true);
    let tree = host.signal_tree(&[root], libc::SIGKILL, &patiently()).unwrap();
    SIGNALS_REFUSED.set(false);
    assert_eq!((tree.members, tree.denied), (vec![], vec![root]));
    assert_eq!(status(&host, root), Some(ProcessStatus::Sleeping));
}
