//! Kernels without pidfds: the same answers by the older ways.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod common;

use std::sync::Arc;

use common::kernels::OldKernel;
use common::{Sleeper, everything};
use psutil_collect::backend::ProcessCollector;
use psutil_collect::backend::linux::Linux;
use psutil_collect::background::listing::{children, everyone};
use psutil_collect::model::identity::Key;
use psutil_collect::model::process::ProcessStatus;
use psutil_collect::port::Kernel;
use psutil_collect::{Error, Paths};

fn check<const SIGNALS: bool>() {
    let old: Arc<Linux<OldKernel<SIGNALS>>> = Arc::new(Linux::new(Paths::default()));
    let new: Linux<Kernel> = Linux::new(Paths::default());
    let mut child = Sleeper::start();
    let pid = child.pid();

    let target = old.open(Some(pid)).unwrap();
    assert!(matches!(target.key, Key::Start(_)));

    // Stopped first: a process that has just been started still changes between two looks.
    old.send_signal(target, libc::SIGSTOP).unwrap();
    let status = || old.status(&old.snapshot(target).unwrap()).unwrap();
    while status() != ProcessStatus::Stopped {
        std::thread::yield_now();
    }
    let of_new = new.open(Some(pid)).unwrap();
    // It may still be on its way off its CPU: then the answers before and after differ.
    let (by_old, by_new) = loop {
        let before = everything(&new, of_new);
        let by_old = everything(&*old, target);
        if before == everything(&new, of_new) {
            break (by_old, before);
        }
    };
    for (old, new) in by_old.iter().zip(&by_new) {
        assert_eq!(old, new);
    }
    assert_eq!(old.find_identity(&old.identity(target).unwrap()), Ok(target));
    assert_eq!(old.parent(target).unwrap().unwrap().pid, std::process::id().cast_signed());
    assert!(old.pid_exists(pid).unwrap());
    assert!(everyone(&old).unwrap().iter().any(|listed| listed.target == Some(target)));

    old.send_signal(target, libc::SIGKILL).unwrap();
    child.0.wait().unwrap();

    assert!(!old.is_running(target).unwrap());
    let gone = |error: &Error| matches!(error, Error::NoSuchProcess { .. });
    assert!(everything(&*old, target).iter().all(|(_, answer)| answer.as_ref().is_err_and(gone)));
    assert!(old.send_signal(target, 0).is_err_and(|error| gone(&error)));
    assert!(children(&old, target, true).is_err_and(|error| gone(&error)));
}

#[test]
fn with_signals_through_the_directory_as_since_linux_5_1() {
    check::<true>();
}

#[test]
fn with_signals_by_number_as_before() {
    check::<false>();
}

#[test]
fn trap_16_a_thread_is_no_process() {
    let old: Linux<OldKernel<true>> = Linux::new(Paths::default());
    let new: Linux<Kernel> = Linux::new(Paths::default());
    // A test runs in a thread of its own.
    let thread = nix::unistd::gettid().as_raw();
    assert_ne!(thread, nix::unistd::getpid().as_raw());
    assert!(matches!(old.open(Some(thread)), Err(Error::NoSuchProcess { .. })));
    assert!(matches!(new.open(Some(thread)), Err(Error::NoSuchProcess { .. })));
    assert!(!old.pid_exists(thread).unwrap());
    assert!(!new.pid_exists(thread).unwrap());
}
