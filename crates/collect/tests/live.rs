//! This machine: every getter on every process, while processes come and go.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests start the processes that they look at")]

mod common;

use std::io::ErrorKind;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use common::{GONE_WITH_MEMORY, Sleeper, everything};
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::{Host, host};
use psutil_collect::model::process::ProcessStatus;
use psutil_collect::{Error, Paths};

/// All that may go wrong with a process that is simply there, or no longer.
const fn is_expected(error: &Error) -> bool {
    matches!(
        error,
        Error::NoSuchProcess { .. } | Error::ZombieProcess { .. } | Error::AccessDenied { .. }
    )
}

fn every_getter_on_every_process(host: &Host) {
    for pid in host.pids().unwrap() {
        let answers = match host.open(Some(pid)) {
            Ok(target) => everything(host, target),
            Err(error) => vec![("open", Err(error))],
        };
        for (getter, answer) in answers {
            if let Err(error) = answer {
                assert!(is_expected(&error), "{getter} of {pid}: {error:?}");
            }
        }
    }
}

/// Asks everything again and again while processes come and go.
fn only_the_three_errors_occur() {
    let host = host(Paths::default());
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                Command::new("true").status().unwrap();
            }
        });
        for _ in 0..5 {
            every_getter_on_every_process(&host);
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn only_the_three_errors_occur_while_processes_come_and_go() {
    only_the_three_errors_occur();
}

/// Run by the test below in a process of its own, as another user.
#[test]
#[ignore = "as_an_ordinary_user runs it as uid 65534"]
fn as_whoever_runs_this() {
    only_the_three_errors_occur();
}

#[test]
fn as_an_ordinary_user() {
    use std::os::unix::process::CommandExt;
    if !nix::unistd::geteuid().is_root() {
        return; // then all the other tests are run by one
    }
    // A copy that everybody may run: the folder of the build need not be open to all.
    let copy = std::env::temp_dir().join(format!("psutil-live-{}", std::process::id()));
    std::fs::copy(std::env::current_exe().unwrap(), &copy).unwrap();
    let arguments = ["--ignored", "--exact", "as_whoever_runs_this"];
    let output = loop {
        match Command::new(&copy).args(arguments).uid(65534).gid(65534).output() {
            // Another test's child was forked while the copy was being written, and still holds it open.
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => std::thread::yield_now(),
            ended => break ended.unwrap(),
        }
    };
    std::fs::remove_file(&copy).unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && printed.contains("1 passed"), "{printed}");
}

#[test]
fn a_zombie_answers_what_the_kernel_still_knows() {
    let host = host(Paths::default());
    let mut child = Sleeper::start();
    let target = host.open(Some(child.pid())).unwrap();
    host.send_signal(target, libc::SIGKILL).unwrap();
    let status = || host.status(&host.snapshot(target).unwrap()).unwrap();
    while status() != ProcessStatus::Zombie {
        std::thread::yield_now();
    }
    let root = nix::unistd::geteuid().is_root();
    for (getter, answer) in everything(&host, target) {
        // Without memory its files belong to root, and this one is for the owner alone.
        if getter == "io_counters" && matches!(answer, Err(Error::AccessDenied { .. })) {
            assert!(!root, "{answer:?}");
            continue;
        }
        let zombie = matches!(answer, Err(Error::ZombieProcess { .. }));
        let has_no_memory = GONE_WITH_MEMORY.contains(&getter);
        assert_eq!(zombie, has_no_memory, "{getter}: {answer:?}");
        assert_eq!(answer.is_ok(), !has_no_memory, "{getter}: {answer:?}");
    }
    assert!(host.is_running(target).unwrap());
    child.end();
    assert!(!host.is_running(target).unwrap());
}

#[test]
fn a_snapshot_stays_with_its_process() {
    let host = host(Paths::default());
    let mut child = Sleeper::start();
    let target = host.open(Some(child.pid())).unwrap();
    let snapshot = host.snapshot(target).unwrap();
    let name = host.name(&snapshot, false).unwrap();
    assert_eq!(name, b"sleep");
    child.end();
    // What was not read before the end cannot be read after it.
    assert!(matches!(host.memory_info(&snapshot), Err(Error::NoSuchProcess { .. })));
    assert!(matches!(host.cmdline(&snapshot), Err(Error::NoSuchProcess { .. })));
}
