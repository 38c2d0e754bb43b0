//! Watching processes on this machine and on others: which source, and that both see what happens.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests copy the files that they change")]

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::Sleeper;
use common::kernels::OldKernel;
use common::made_up::spoilable;
use common::scripted::{Scripted, made, refuse};
use common::tree::paths;
use nix::errno::Errno;
use psutil_collect::backend::linux::Linux;
use psutil_collect::backend::{ProcessWatcher, WatchCollector};
use psutil_collect::model::identity::Key;
use psutil_collect::model::process::ExitStatus;
use psutil_collect::model::process::Pid;
use psutil_collect::model::watch::{Happening, WatchEvent, WatchSource};
use psutil_collect::port::Kernel;
use psutil_collect::port::LinuxKernel;
use psutil_collect::{Error, Paths};

/// A look follows upon the other at once.
const OFTEN: Duration = Duration::from_millis(1);

fn watch<K: LinuxKernel>(host: Linux<K>) -> Box<dyn ProcessWatcher>
where
    Linux<K>: WatchCollector,
{
    Arc::new(host).watch_processes(OFTEN).unwrap()
}

/// Waits for what happens to a process next.
fn next_of(watcher: &mut Box<dyn ProcessWatcher>, wanted: Pid) -> WatchEvent {
    loop {
        let found = watcher.wait().unwrap().into_iter().find(|event| match event.what {
            Happening::Start { pid, .. } | Happening::Exit { pid, .. } => pid == wanted,
            Happening::Overflow => false,
        });
        if let Some(event) = found {
            return event;
        }
    }
}

/// A child begins, is killed, and is reaped only after its end has been told of.
fn sees_a_child(watcher: &mut Box<dyn ProcessWatcher>) {
    let mut child = Sleeper::start();
    let ours = std::process::id().cast_signed();
    let Happening::Start { pid, target: Some(target), ppid } = next_of(watcher, child.pid()).what
    else {
        panic!("no start of a process");
    };
    assert_eq!((pid, target.pid, ppid), (child.pid(), child.pid(), Some(ours)));
    child.0.kill().unwrap();
    let exit = next_of(watcher, pid).what;
    let status = Some(ExitStatus::Signal(9));
    assert_eq!(exit, Happening::Exit { pid, target: Some(target), status });
    child.end();
}

#[test]
fn this_machine() {
    sees_a_child(&mut watch(Linux::<Kernel>::new(Paths::default())));
}

#[test]
fn a_kernel_without_pidfds() {
    sees_a_child(&mut watch(Linux::<OldKernel<true>>::new(Paths::default())));
}

#[test]
fn before_linux_6_6_a_user_may_not_listen_and_then_there_is_the_list() {
    refuse(&[("process_listener", "", Errno::EPERM)]);
    let mut watcher = watch(Linux::<Scripted>::new(Paths::default()));
    assert_eq!(watcher.source(), WatchSource::Polling);
    sees_a_child(&mut watcher);
    // The same without pidfds.
    let refused = ["process_listener", "pidfd_open"].map(|call| (call, "", Errno::ENOSYS));
    refuse(&refused);
    let mut watcher = watch(Linux::<Scripted>::new(Paths::default()));
    assert_eq!(watcher.source(), WatchSource::Polling);
    sees_a_child(&mut watcher);
}

#[test]
fn the_numbers_of_the_kernel_are_not_those_of_another_procfs() {
    common::scripted::Script { is_foreign: true, ..Default::default() }.play();
    let mut watcher = watch(Linux::<Scripted>::new(Paths::default()));
    assert_eq!(watcher.source(), WatchSource::Polling);
    assert!(made(&["process_listener", "pidfd_open"]).is_empty());
    sees_a_child(&mut watcher);
}

#[test]
fn a_made_up_tree_is_looked_at_and_nothing_else() {
    let tree = spoilable();
    refuse(&[]);
    let mut watcher = watch(Linux::<Scripted>::new(paths(&tree.0)));
    assert_eq!(watcher.source(), WatchSource::Polling);
    assert!(made(&["process_listener", "pidfd_open"]).is_empty());
    let stat = std::fs::read_to_string(tree.file("proc/42/stat")).unwrap();
    let status = std::fs::read_to_string(tree.file("proc/42/status")).unwrap();
    tree.write("proc/4242/status", status.replace("Tgid:\t42\n", "Tgid:\t4242\n"));
    tree.write("proc/4242/stat", stat.replacen("42 (", "4242 (", 1));
    let start = next_of(&mut watcher, 4242).what;
    assert!(matches!(start, Happening::Start { pid: 4242, target: Some(_), .. }), "{start:?}");
    tree.remove("proc/4242");
    let exit = next_of(&mut watcher, 4242).what;
    assert!(matches!(exit, Happening::Exit { pid: 4242, status: None, .. }), "{exit:?}");
}

#[test]
fn a_process_is_known_by_its_pidfd_where_there_are_such() {
    let mut watcher = watch(Linux::<Kernel>::new(Paths::default()));
    let child = Sleeper::start();
    let Happening::Start { target: Some(target), .. } = next_of(&mut watcher, child.pid()).what
    else {
        panic!("no start of a process");
    };
    let opened = psutil_collect::host::host(Paths::default());
    let opened = psutil_collect::backend::ProcessCollector::open(&opened, Some(child.pid()));
    assert_eq!(opened, Ok(target));
    assert!(matches!(target.key, Key::Pidfs(_) | Key::Start(_)));
}

#[test]
fn without_a_list_there_is_no_watch() {
    let nowhere = Paths { procfs: "/nonexistent".into(), ..Paths::default() };
    let watch = Arc::new(Linux::<Kernel>::new(nowhere)).watch_processes(OFTEN);
    assert!(matches!(watch.map(drop), Err(Error::System(error)) if error.errno == Errno::ENOENT));
}

#[test]
fn the_alarm_ends_a_wait() {
    let hour = Duration::from_secs(3600);
    refuse(&[("process_listener", "", Errno::EPERM)]);
    let mut watcher =
        Arc::new(Linux::<Scripted>::new(Paths::default())).watch_processes(hour).unwrap();
    let alarm = watcher.alarm();
    std::thread::scope(|scope| {
        scope.spawn(move || alarm.ring());
        assert!(watcher.wait().unwrap().is_empty());
    });
}
