//! Waiting for the end of processes: children, processes of others, zombies, and on kernels that cannot tell.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests start the processes that they look at")]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use common::kernels::{Change, Changed, OldKernel};
use common::made_up::MACHINE;
use common::scripted::{self, Refused, refuse};
use common::tree::Tree;
use common::{Sleeper, for_ever};
use nix::errno::Errno;
use psutil_collect::backend::linux::Linux;
use psutil_collect::backend::{ProcessCollector, Progress, WaitCollector};
use psutil_collect::background::waiter::{Begun, Waiter};
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::process::{ExitStatus, Pid, ProcessStatus};
use psutil_collect::port::{Exits, Kernel, LinuxKernel, Pidfds};
use psutil_collect::{Error, Paths, Result};

/// Longer than anything here takes; what comes later does not come at all.
const LONG: Duration = Duration::from_secs(60);

type Host<K> = Arc<Linux<K>>;
type Told = Receiver<(u64, Result<Option<ExitStatus>>)>;

fn host<K: LinuxKernel + Default>() -> Host<K> {
    Arc::new(Linux::new(Paths::default()))
}

fn waiter<K: LinuxKernel>() -> &'static Waiter<Linux<K>>
where
    Linux<K>: WaitCollector,
{
    for_ever(Waiter::new())
}

/// Begins to wait; what it is told, or how the process had ended already.
fn begin<K: LinuxKernel>(
    waiter: &'static Waiter<Linux<K>>,
    host: &Host<K>,
    target: Target,
) -> (Begun, Told)
where
    Linux<K>: WaitCollector,
{
    let (tell, told) = channel();
    let begun = waiter.begin(host, target, 1, move |token, status| {
        let _ = tell.send((token, status));
    });
    (begun.unwrap(), told)
}

/// Waits until the process has ended.
fn wait<K: LinuxKernel>(
    waiter: &'static Waiter<Linux<K>>,
    host: &Host<K>,
    target: Target,
) -> Option<ExitStatus>
where
    Linux<K>: WaitCollector,
{
    match begin(waiter, host, target) {
        (Begun::Ended(status), _) => status,
        (Begun::Waits(token), told) => {
            let (of, status) = told.recv_timeout(LONG).unwrap();
            assert_eq!(of, token);
            status.unwrap()
        }
    }
}

/// A shell that does as it reads.
struct Shell(Child);

impl Shell {
    fn start() -> Self {
        let mut command = Command::new("sh");
        Self(command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap())
    }

    fn pid(&self) -> Pid {
        self.0.id().cast_signed()
    }

    fn tell(&mut self, line: &str) {
        writeln!(self.0.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// The number that it prints next.
    fn number(&mut self) -> Pid {
        let mut line = String::new();
        let mut output = BufReader::with_capacity(1, self.0.stdout.as_mut().unwrap());
        output.read_line(&mut line).unwrap();
        line.trim().parse().unwrap()
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn children_are_told_of_and_left_to_be_reaped<K: LinuxKernel + Default>()
where
    Linux<K>: WaitCollector,
{
    let (host, waiter) = (host::<K>(), waiter());
    let mut returning = Shell::start();
    let target = host.open(Some(returning.pid())).unwrap();
    let (begun, told) = begin(waiter, &host, target);
    assert!(matches!(begun, Begun::Waits(_)));
    assert!(told.try_recv().is_err());
    returning.tell("exit 7");
    let seven = Some(ExitStatus::Code(7));
    assert_eq!(told.recv_timeout(LONG).unwrap().1, Ok(seven));
    // E-R10: a zombie by now, and again.
    assert_eq!(begin(waiter, &host, target).0, Begun::Ended(seven));
    assert_eq!(returning.0.wait().unwrap().code(), Some(7));
    assert!(matches!(begin(waiter, &host, target).0, Begun::Ended(_)));

    let mut killed = Sleeper::start();
    let target = host.open(Some(killed.pid())).unwrap();
    let (_, told) = begin(waiter, &host, target);
    host.send_signal(target, libc::SIGTERM).unwrap();
    assert_eq!(told.recv_timeout(LONG).unwrap().1, Ok(Some(ExitStatus::Signal(libc::SIGTERM))));
    killed.0.wait().unwrap();
}

#[test]
fn of_children() {
    children_are_told_of_and_left_to_be_reaped::<Kernel>();
}

#[test]
fn of_children_without_pidfds() {
    children_are_told_of_and_left_to_be_reaped::<OldKernel<true>>();
    children_are_told_of_and_left_to_be_reaped::<OldKernel<false>>();
}

fn e_r7_who_is_stopped_has_not_ended<K: LinuxKernel + Default>()
where
    Linux<K>: WaitCollector,
{
    let (host, waiter) = (host::<K>(), waiter());
    let mut child = Sleeper::start();
    let target = host.open(Some(child.pid())).unwrap();
    let (_, told) = begin(waiter, &host, target);
    for (signal, status) in
        [(libc::SIGSTOP, ProcessStatus::Stopped), (libc::SIGCONT, ProcessStatus::Sleeping)]
    {
        host.send_signal(target, signal).unwrap();
        while host.status(&host.snapshot(target).unwrap()).unwrap() != status {
            std::thread::yield_now();
        }
        assert!(told.try_recv().is_err());
    }
    assert!(matches!(begin(waiter, &host, target).0, Begun::Waits(_)));
    host.send_signal(target, libc::SIGKILL).unwrap();
    assert_eq!(told.recv_timeout(LONG).unwrap().1, Ok(Some(ExitStatus::Signal(libc::SIGKILL))));
    child.0.wait().unwrap();
}

#[test]
fn e_r7_a_stopped_child_is_waited_for_further() {
    e_r7_who_is_stopped_has_not_ended::<Kernel>();
    e_r7_who_is_stopped_has_not_ended::<OldKernel<true>>();
}

/// A process that is nobody's child here, and whose parent does not reap it: it stays a zombie.
fn e_r5_a_zombie_that_nobody_reaps<K: LinuxKernel + Default>()
where
    Linux<K>: WaitCollector,
{
    let (host, waiter) = (host::<K>(), waiter());
    let mut parent = Shell::start();
    // What is exec'ed does not know of the child that it has.
    parent.tell("sleep 1000 & echo $!; exec sleep 1000");
    let grandchild = host.open(Some(parent.number())).unwrap();
    let itself = host.open(Some(parent.pid())).unwrap();
    while host.name(&host.snapshot(itself).unwrap(), true).unwrap() != b"sleep" {
        std::thread::yield_now();
    }
    let (_, told) = begin(waiter, &host, grandchild);
    assert!(told.try_recv().is_err());
    host.send_signal(grandchild, libc::SIGUSR1).unwrap();
    let usr1 = Some(ExitStatus::Signal(libc::SIGUSR1));
    assert_eq!(told.recv_timeout(LONG).unwrap().1, Ok(usr1));
    assert!(host.is_running(grandchild).unwrap(), "a zombie, as before");
    assert_eq!(wait(waiter, &host, grandchild), usr1);
}

#[test]
fn e_r5_who_is_no_child_is_told_of_at_its_end() {
    e_r5_a_zombie_that_nobody_reaps::<Kernel>();
    e_r5_a_zombie_that_nobody_reaps::<OldKernel<true>>();
}

/// Whether this kernel tells how a process ended that has been reaped.
fn tells_of_the_reaped() -> bool {
    let mut child = Sleeper::start();
    let pidfd = Kernel.pidfd_open(child.pid()).unwrap();
    child.end();
    matches!(Kernel.pidfd_exit(&pidfd), Ok(Some(_)))
}

#[test]
fn who_is_reaped_at_once_is_told_of_where_the_kernel_does() {
    let (host, waiter) = (host::<Kernel>(), waiter());
    let mut parent = Shell::start();
    let (mut told_how, count) = (0, 20);
    for code in 1..=count {
        parent.tell(&format!("sh -c 'kill -STOP $$; exit {code}' & echo $!"));
        let grandchild = host.open(Some(parent.number())).unwrap();
        let (_, told) = begin(waiter, &host, grandchild);
        parent.tell("wait");
        while host.status(&host.snapshot(grandchild).unwrap()).unwrap() != ProcessStatus::Stopped {
            std::thread::yield_now();
        }
        host.send_signal(grandchild, libc::SIGCONT).unwrap();
        let status = told.recv_timeout(LONG).unwrap().1.unwrap();
        assert!(status.is_none_or(|status| status == ExitStatus::Code(code)), "{status:?}");
        told_how += i32::from(status.is_some());
    }
    if tells_of_the_reaped() {
        assert_eq!(told_how, count);
    }
}

/// Looks until it has something else to say than that the process goes on.
fn look(host: &scripted::Host, watched: &mut Watched) -> Progress {
    loop {
        match host.look(watched).unwrap() {
            Progress::Goes(None) => std::thread::yield_now(),
            progress => return progress,
        }
    }
}

type Watched = <scripted::Host as WaitCollector>::Watched;

/// A user who may not look into a process reads that it returned 0, whatever it did.
const NOT_PERMITTED: [Refused; 2] =
    [("peek_child", "", Errno::ECHILD), ("read_link", "/ns/user", Errno::EACCES)];

#[test]
fn a_zombie_that_may_not_be_looked_into_is_not_taken_for_one_that_returned_0() {
    let host = scripted::machine();
    let mut child = Shell::start();
    let mut watched = host.watch(host.open(Some(child.pid())).unwrap()).unwrap();
    child.tell("exit 0");
    refuse(&NOT_PERMITTED);
    let mut progress = look(&host, &mut watched);
    if tells_of_the_reaped() {
        // Its parent is given time to reap it; it does not take it.
        assert!(matches!(progress, Progress::Goes(Some(_))), "{progress:?}");
        while matches!(progress, Progress::Goes(_)) {
            progress = look(&host, &mut watched);
        }
    }
    assert_eq!(progress, Progress::Ended(None));
}

#[test]
fn who_is_reaped_in_time_is_known_even_so() {
    let host = scripted::machine();
    let mut child = Shell::start();
    let mut watched = host.watch(host.open(Some(child.pid())).unwrap()).unwrap();
    child.tell("exit 0");
    refuse(&NOT_PERMITTED);
    if let Progress::Goes(_) = look(&host, &mut watched) {
        child.0.wait().unwrap();
        let known = Progress::Ended(Some(ExitStatus::Code(0)));
        assert_eq!(look(&host, &mut watched), known);
    }
}

#[test]
fn a_child_of_another_user_is_peeked_at_by_its_number_where_there_are_no_pidfds() {
    let host = scripted::machine();
    let mut child = Shell::start();
    let target = scripted::find(&host, child.pid(), true);
    let mut watched = host.watch(target).unwrap();
    child.tell("exit 5");
    refuse(&[scripted::WITHOUT_PIDFDS, ("read_link", "/ns/user", Errno::EACCES)]);
    let mut progress = look(&host, &mut watched);
    while matches!(progress, Progress::Goes(_)) {
        progress = look(&host, &mut watched);
    }
    assert_eq!(progress, Progress::Ended(Some(ExitStatus::Code(5))));
}

#[test]
fn the_first_thread_may_end_before_the_others() {
    let tree = Tree::of(MACHINE);
    let host = Arc::new(tree.host());
    let stat = |state, threads, code| {
        let (times, rest) = ("0 ".repeat(9), "0 ".repeat(29));
        let line = format!(
            "4242 (many) {state} 1 4242 4242 0 -1 {times}20 0 {threads} 0 55 {rest}{code}\n"
        );
        tree.write("proc/4242/stat", line);
    };
    stat("S", 3, 0);
    std::fs::create_dir(tree.file("proc/4242/ns")).unwrap();
    std::os::unix::fs::symlink("user:[4026531837]", tree.file("proc/4242/ns/user")).unwrap();
    let mut watched = host.watch(host.open(Some(4242)).unwrap()).unwrap();
    stat("Z", 3, 0);
    assert!(matches!(host.look(&mut watched), Ok(Progress::Goes(Some(_)))));
    stat("Z", 1, 0);
    assert_eq!(host.look(&mut watched), Ok(Progress::Ended(Some(ExitStatus::Code(0)))));
    stat("Z", 1, 0x8b);
    assert_eq!(host.look(&mut watched), Ok(Progress::Ended(Some(ExitStatus::Signal(11)))));
    tree.remove("proc/4242");
    assert_eq!(host.look(&mut watched), Ok(Progress::Ended(None)));
}

#[test]
fn a_number_that_is_anothers_by_now_has_nothing_to_wait_for() {
    let (host, waiter) = (host::<Kernel>(), waiter());
    let child = Sleeper::start();
    for key in [Key::Pidfs(1), Key::Start(1)] {
        let former = Target { pid: child.pid(), key };
        assert_eq!(begin(waiter, &host, former).0, Begun::Ended(None));
    }
}

#[test]
fn who_gives_up_is_not_told() {
    let (host, waiter) = (host::<Kernel>(), waiter());
    let mut children = [Sleeper::start(), Sleeper::start(), Sleeper::start()];
    let [first, second, third] = children
        .each_ref()
        .map(|child| begin(waiter, &host, host.open(Some(child.pid())).unwrap()));
    let Begun::Waits(token) = first.0 else { panic!("{:?}", first.0) };
    waiter.cancel(token);
    for child in &mut children[..2] {
        child.end();
    }
    assert!(second.1.recv_timeout(LONG).unwrap().1.is_ok());
    waiter.cancel_all(1);
    children[2].end();
    // What was to tell is gone.
    assert!(first.1.recv().is_err());
    assert!(third.1.recv().is_err());
    // And the next wait is like the first.
    let mut last = Sleeper::start();
    let (_, told) = begin(waiter, &host, host.open(Some(last.pid())).unwrap());
    last.end();
    assert!(told.recv_timeout(LONG).unwrap().1.is_ok());
}

#[test]
fn many_at_once() {
    let (host, waiter) = (host::<Kernel>(), waiter());
    let mut children: Vec<Sleeper> = (0..100).map(|_| Sleeper::start()).collect();
    let told: Vec<Told> = children
        .iter()
        .map(|child| begin(waiter, &host, host.open(Some(child.pid())).unwrap()).1)
        .collect();
    for child in &mut children {
        child.0.kill().unwrap();
    }
    for told in told {
        let killed = Ok(Some(ExitStatus::Signal(libc::SIGKILL)));
        assert_eq!(told.recv_timeout(LONG).unwrap().1, killed);
    }
}

/// A poller that fails tells every wait so, and the next one has another.
#[test]
fn a_kernel_that_refuses_is_no_hang() {
    let waiter: &'static Waiter<Linux<Changed<NoPoll>>> = waiter();
    let host = host::<Changed<NoPoll>>();
    let child = Sleeper::start();
    let target = host.open(Some(child.pid())).unwrap();
    for _ in 0..2 {
        let (begun, told) = begin(waiter, &host, target);
        assert!(matches!(begun, Begun::Waits(_)));
        assert!(matches!(told.recv_timeout(LONG).unwrap().1, Err(Error::System(_))));
    }
}

#[derive(Default)]
struct NoPoll;

impl Change for NoPoll {
    fn refuse(call: &'static str, _file: &str) -> Option<Errno> {
        (call == "poll").then_some(Errno::EBADF)
    }
}
