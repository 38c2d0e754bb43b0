//! Which process it is, who is whose child, and what is done to whom.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::{ProcessCollector, Progress, Purpose, WaitCollector};
use psutil_collect::background::listing;
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::process::ExitStatus;
use psutil_collect::port::Ended;
use psutil_collect::port::replay::{Deed, Question};

use psutil_parse::macos::extern_proc::{SSTOP, SZOMB};

use crate::machine::processes::{BOOT, Process, ends_after, everybody, tell};
use crate::machine::{
    DAEMON, KERNEL, LAUNCHD, NOBODY, OURS, PROGRAM, SHELL, ZOMBIE, collector, kinfo_of, machine,
    named, visit,
};
use crate::replay::dying::Mortal;
use crate::replay::every_item::Asked;

#[test]
fn everybody_is_listed_in_ascending_order() {
    let kernel = machine();
    let all = [KERNEL, LAUNCHD, SHELL, OURS, PROGRAM, ZOMBIE, DAEMON];
    assert_eq!(collector(&kernel).pids().unwrap(), all);
    // Some releases leave the kernel out of the list.
    let mut processes = everybody();
    processes.retain(|process| process.pid != KERNEL);
    let one = Process::new(KERNEL, KERNEL, 0, "kernel_task").kinfo();
    tell(&kernel, &processes);
    kernel.set(kinfo_of(KERNEL), one);
    assert_eq!(collector(&kernel).pids().unwrap(), all);
    kernel.set(kinfo_of(KERNEL), Vec::<u8>::new());
    assert_eq!(collector(&kernel).pids().unwrap(), all[1..]);
}

#[test]
fn a_number_is_taken_or_not() {
    let mac = collector(&machine());
    for pid in [KERNEL, PROGRAM, ZOMBIE, DAEMON] {
        assert_eq!(mac.pid_exists(pid), Ok(true));
    }
    assert_eq!((mac.pid_exists(NOBODY), mac.pid_exists(-1)), (Ok(false), Ok(false)));
    assert_eq!(mac.open(Some(NOBODY)), Err(Error::no_such_process(NOBODY)));
    assert_eq!((mac.own_pid(), mac.open(None).unwrap().pid), (Ok(OURS), OURS));
}

#[test]
fn a_process_is_a_number_and_the_moment_of_its_start() {
    let kernel = machine();
    let mac = collector(&kernel);
    let target = mac.open(Some(PROGRAM)).unwrap();
    let start = (BOOT + 50) * 1_000_000 + 250_000;
    assert_eq!(target.key, Key::Start(start.unsigned_abs()));
    let words = mac.identity(target).unwrap();
    assert_eq!(words, format!("darwin:0A1B2C3D-0000-1111-2222-333344445555:t{start}:200"));
    assert_eq!(mac.find_identity(&words), Ok(target));
    // After a reboot nobody is the same.
    let kernel = machine();
    named(&kernel, 2, "kern.bootsessionuuid", *b"FFFFFFFF-0000-1111-2222-333344445555\0");
    assert_eq!(collector(&kernel).find_identity(&words), Err(Error::no_such_process(PROGRAM)));
}

#[test]
fn setting_the_clock_makes_nobody_another() {
    let kernel = machine();
    let target = collector(&kernel).open(Some(PROGRAM)).unwrap();
    kernel.set(Question::of("sysctl", &[1, 21]), vec![0_u8; 16]);
    let mac = collector(&kernel);
    assert_eq!(mac.open(Some(PROGRAM)), Ok(target));
    assert_eq!(mac.is_running(target), Ok(true));
}

#[test]
fn a_number_that_is_given_to_another_is_noticed_by_every_getter() {
    let kernel = machine();
    let mac = collector(&kernel);
    let snapshot = visit(&mac, PROGRAM);
    let target = mac.target(&snapshot).unwrap();
    kernel.set(kinfo_of(PROGRAM), Process::new(PROGRAM, SHELL, 70, "new").kinfo());
    let reused = Error::NoSuchProcess { pid: PROGRAM, reused: true };
    assert_eq!(mac.is_running(target), Ok(false));
    assert_eq!(mac.cmdline(&snapshot), Err(reused.clone()));
    assert_eq!(mac.memory_info(&snapshot), Err(reused.clone()));
    assert_eq!(mac.threads(&snapshot), Err(reused.clone()));
    assert_eq!(mac.open_files(&snapshot), Err(reused.clone()));
    assert_eq!(mac.priority(&snapshot), Err(reused.clone()));
    assert_eq!(mac.sid(&snapshot), Err(reused.clone()));
    assert_eq!(mac.send_signal(target, 15), Err(reused.clone()));
    assert_eq!(mac.set_priority(&snapshot, 3), Err(reused));
    assert_eq!(kernel.deeds(), []);
}

#[test]
fn a_process_that_ends_between_two_reads_is_gone() {
    for looks in 1..=2 {
        let kernel = machine();
        ends_after(&kernel, PROGRAM, looks);
        let mac = collector(&kernel);
        let snapshot = mac.snapshot_of(PROGRAM, Purpose::default()).unwrap();
        let times = (0..looks).map(|_| ProcessCollector::cpu_times(&*mac, &snapshot).map(drop));
        let _ = times.last();
        let gone = mac.cwd(&snapshot);
        assert_eq!(gone, Err(Error::no_such_process(PROGRAM)));
    }
}

#[test]
fn trap_21_parents_and_children_are_those_of_e_ppid() {
    let mac = collector(&machine());
    let target = |pid| mac.open(Some(pid)).unwrap();
    assert_eq!(mac.ppid(&visit(&mac, PROGRAM)), Ok(SHELL));
    assert_eq!(mac.parent(target(PROGRAM)), Ok(Some(target(SHELL))));
    assert_eq!(mac.parents(target(ZOMBIE)).unwrap(), [PROGRAM, SHELL, LAUNCHD].map(target));
    let children = |pid, all| listing::children(&mac, target(pid), all).unwrap();
    assert_eq!(children(SHELL, false), [OURS, PROGRAM].map(target));
    assert_eq!(children(SHELL, true), [OURS, PROGRAM, ZOMBIE].map(target));
    assert_eq!(children(DAEMON, true), []);
}

#[test]
fn trap_4_nobody_is_the_child_of_a_younger_one() {
    let kernel = machine();
    // The number of its parent is that of a younger one now.
    kernel.set(kinfo_of(SHELL), Process::new(SHELL, LAUNCHD, 70, "young").kinfo());
    let mac = collector(&kernel);
    assert_eq!(mac.parent(mac.open(Some(PROGRAM)).unwrap()), Ok(None));
}

#[test]
fn signals_and_nice_values_reach_those_that_may_be_reached() {
    let kernel = machine();
    let mac = collector(&kernel);
    let target = |pid| mac.open(Some(pid)).unwrap();
    assert_eq!(mac.send_signal(target(PROGRAM), 15), Ok(()));
    assert_eq!(mac.set_priority(&visit(&mac, PROGRAM), 7), Ok(()));
    assert!(matches!(mac.send_signal(target(DAEMON), 15), Err(Error::AccessDenied { .. })));
    assert!(matches!(mac.send_signal(target(KERNEL), 15), Err(Error::AccessDenied { .. })));
    assert!(matches!(mac.set_priority(&visit(&mac, DAEMON), 7), Err(Error::AccessDenied { .. })));
    let deed =
        |call, number| Deed { question: Question::of(call, &[PROGRAM, number]), bytes: Vec::new() };
    assert_eq!(kernel.deeds(), [deed("kill", 15), deed("setpriority", 7)]);
}

#[test]
fn trap_28_the_nice_value_has_a_sign_and_is_looked_at_anew() {
    let kernel = machine();
    let mac = collector(&kernel);
    let snapshot = visit(&mac, PROGRAM);
    assert_eq!(mac.priority(&snapshot), Ok(5));
    let program = Process { nice: -7, ..Process::new(PROGRAM, SHELL, 50, "a_program_with_a") };
    kernel.set(kinfo_of(PROGRAM), program.kinfo());
    assert_eq!(mac.priority(&snapshot), Ok(-7));
}

#[test]
fn the_kernel_tells_how_a_process_ended() {
    let kernel = machine();
    let mac = collector(&kernel);
    let target = mac.open(Some(PROGRAM)).unwrap();
    let poller = mac.poller().unwrap();
    let mut watched = mac.watch(target).unwrap();
    mac.arm(&poller, 7, &watched).unwrap();
    let ended = Ended { pid: PROGRAM, status: Some(3 << 8) };
    kernel.set(Question::of("ended", &[PROGRAM]), ended);
    assert_eq!(mac.poll(&poller, None), Ok(vec![7]));
    kernel.set(kinfo_of(PROGRAM), Vec::<u8>::new());
    assert_eq!(mac.look(&mut watched), Ok(Progress::Ended(Some(ExitStatus::Code(3)))));
    assert!(mac.watch(Target { pid: NOBODY, ..target }).is_err());
}

#[test]
fn a_sandbox_that_hides_everybody_denies() {
    let kernel = machine();
    kernel.refuse(Question::of("sysctl", &[1, 14, 0]), Errno::EPERM);
    kernel.refuse(kinfo_of(LAUNCHD), Errno::EPERM);
    let mac = collector(&kernel);
    assert!(matches!(mac.pids(), Err(Error::AccessDenied { pid: None, .. })));
    assert!(matches!(mac.open(Some(LAUNCHD)), Err(Error::AccessDenied { pid: Some(1), .. })));
    assert_eq!(mac.pid_exists(LAUNCHD), Ok(true));
}

#[test]
fn every_getter_answers_for_the_one_that_is_meant_or_for_nobody() {
    Mortal {
        machine: || {
            let kernel = machine();
            let mac = collector(&kernel);
            (kernel, mac)
        },
        asked: Asked { pid: PROGRAM, root: PROGRAM, path: "/", resource: 0 },
        alike: &["process.memoryPercent", "process.sigmasks"],
        reaped: |kernel| {
            kernel.ends(PROGRAM, Errno::ESRCH);
            kernel.set(kinfo_of(PROGRAM), Vec::<u8>::new());
        },
        replaced: |kernel| {
            kernel.takes_number(DAEMON, PROGRAM);
            let other =
                Process { uid: 0, stat: SSTOP, ..Process::new(PROGRAM, DAEMON, 90, "other") };
            kernel.set(kinfo_of(PROGRAM), other.kinfo());
        },
        ended: |kernel| {
            kernel.ends(PROGRAM, Errno::ESRCH);
            let process = everybody().into_iter().find(|it| it.pid == PROGRAM).unwrap();
            kernel.set(kinfo_of(PROGRAM), Process { stat: SZOMB, ..process }.kinfo());
        },
        other_ended: |kernel| {
            kernel.ends(PROGRAM, Errno::ESRCH);
            let other = Process { stat: SZOMB, ..Process::new(PROGRAM, DAEMON, 90, "other") };
            kernel.set(kinfo_of(PROGRAM), other.kinfo());
        },
    }
    .check();
}
