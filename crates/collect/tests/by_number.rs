//! What is asked and set by the number of a process, while it has it.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make their own files")]

mod common;

use common::made_up::spoilable;
use common::scripted::{
    BY_NUMBER, Host, Refused, Script, Scripted, WITHOUT_PIDFDS, find, fixture, machine, made,
    refuse,
};
use common::{NOFILE, Sleeper};
use nix::errno::Errno;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::backend::linux::{Linux, Snapshot};
use psutil_collect::model::identity::Key;
use psutil_collect::model::process::{IoClass, IoPriority, Limits};
use psutil_collect::{Error, OutOfRange, Paths, Result};

/// All but `kill`, by which is found out why somebody is not there.
const BUT_KILL: &[&str] = BY_NUMBER.split_at(1).1;

type Setter = fn(&Host, &Snapshot<Scripted>) -> Result<()>;

const SETTERS: [(&str, Setter); 5] = [
    ("setpriority", |host, it| host.set_priority(it, 19)),
    ("ioprio_set", |host, it| {
        host.set_io_priority(it, IoPriority { class: IoClass::Idle, value: 0 })
    }),
    ("sched_setaffinity", |host, it| host.set_cpu_affinity(it, &host.cpu_affinity(it)?)),
    ("sched_resetaffinity", |host, it| host.set_cpu_affinity(it, &[])),
    ("set_prlimit", |host, it| {
        host.set_rlimit(it, NOFILE, Limits { soft: Some(10), hard: Some(20) })
    }),
];

const GETTERS: [(&str, Setter); 5] = [
    ("getpriority", |host, it| host.priority(it).map(drop)),
    ("ioprio_get", |host, it| host.io_priority(it).map(drop)),
    ("sched_getaffinity", |host, it| host.cpu_affinity(it).map(drop)),
    ("prlimit", |host, it| host.rlimit(it, NOFILE).map(drop)),
    ("cpu_clock", |host, it| host.cpu_use(it).map(drop)),
];

#[test]
fn e_k16_a_refused_signal_is_not_sent_by_number_instead() {
    let host = machine();
    let mut child = Sleeper::start();
    let pid = child.pid();
    let target = find(&host, pid, true);
    for errno in [Errno::EPERM, Errno::EACCES] {
        refuse(&[WITHOUT_PIDFDS, ("dir_send_signal", "", errno)]);
        let sent = host.send_signal(target, libc::SIGKILL);
        assert!(matches!(sent, Err(Error::AccessDenied { pid: Some(of), .. }) if of == pid));
        assert_eq!(made(&BY_NUMBER), [] as [&str; 0]);
    }
    // Only where there is no such call at all.
    refuse(&[
        WITHOUT_PIDFDS,
        ("dir_send_signal", "", Errno::ENOSYS),
        ("kill", "", Errno::EPERM), // but this test's child shall live
    ]);
    let sent = host.send_signal(target, libc::SIGKILL);
    assert!(matches!(sent, Err(Error::AccessDenied { .. })));
    assert_eq!(made(&BY_NUMBER), ["kill"]);

    let target = find(&host, pid, false);
    if matches!(target.key, Key::Pidfs(_)) {
        refuse(&[("pidfd_send_signal", "", Errno::EPERM)]);
        let sent = host.send_signal(target, libc::SIGKILL);
        assert!(matches!(sent, Err(Error::AccessDenied { .. })));
        assert_eq!(made(&["kill", "dir_send_signal"]), [] as [&str; 0]);
    }
    assert_eq!(child.0.try_wait().unwrap(), None);
}

#[test]
fn nothing_is_set_for_whoever_has_the_number_now() {
    let host = machine();
    let child = Sleeper::start();
    for by_start in [true, false] {
        let target = find(&host, child.pid(), by_start);
        let refused = if by_start { vec![WITHOUT_PIDFDS] } else { vec![] };
        for (call, ask) in SETTERS.into_iter().chain(GETTERS) {
            let snapshot = host.snapshot(target).unwrap();
            Script { refused: refused.clone(), gone_after: Some(0), ..Script::default() }.play();
            assert_eq!(ask(&host, &snapshot), Err(Error::no_such_process(child.pid())), "{call}");
            // What is only read is believed, or not, by a look afterwards.
            let asked: &[&str] = if call == "cpu_clock" { &["cpu_clock"] } else { &[] };
            assert_eq!(made(BUT_KILL), asked, "{call}");
        }
    }
}

#[test]
fn nothing_is_asked_or_set_once_it_has_been_reaped() {
    let host = machine();
    for by_start in [true, false] {
        let mut child = Sleeper::start();
        let target = find(&host, child.pid(), by_start);
        let snapshot = host.snapshot(target).unwrap();
        child.end();
        refuse(if by_start { &[WITHOUT_PIDFDS] } else { &[] });
        for (call, ask) in SETTERS.into_iter().chain(GETTERS) {
            assert_eq!(ask(&host, &snapshot), Err(Error::no_such_process(child.pid())), "{call}");
        }
        assert_eq!(made(BUT_KILL), ["cpu_clock"]);
    }
}

#[test]
fn an_answer_by_number_counts_only_if_it_is_there_afterwards() {
    let host = machine();
    let child = Sleeper::start();
    for by_start in [true, false] {
        let target = find(&host, child.pid(), by_start);
        let refused = if by_start { vec![WITHOUT_PIDFDS] } else { vec![] };
        for (call, ask) in SETTERS.into_iter().chain(GETTERS) {
            // The one setter that asks before it sets looks twice more.
            let looks = match call {
                "sched_setaffinity" => 3,
                "cpu_clock" => 0, // does not look before
                _ => 1,
            };
            let snapshot = host.snapshot(target).unwrap();
            Script { refused: refused.clone(), gone_after: Some(looks), ..Script::default() }
                .play();
            assert_eq!(ask(&host, &snapshot), Err(Error::no_such_process(child.pid())), "{call}");
            assert_eq!(made(BUT_KILL).last(), Some(&call));
        }
    }
}

#[test]
fn e_k10_limits_are_in_a_file_where_the_call_is_refused() {
    let host = machine();
    let child = Sleeper::start();
    for by_start in [true, false] {
        let target = find(&host, child.pid(), by_start);
        let ask = || host.rlimit(&host.snapshot(target).unwrap(), NOFILE);
        let expected = ask().unwrap();
        assert!(expected.soft.is_some());
        for errno in [Errno::EPERM, Errno::ENOSYS] {
            let refused = ("prlimit", "", errno);
            refuse(&[refused, WITHOUT_PIDFDS][..if by_start { 2 } else { 1 }]);
            assert_eq!(ask(), Ok(expected), "{errno}");
            assert_eq!(made(&BY_NUMBER), ["prlimit"]);
            // And where there is no reading it either, the first refusal is told.
            let unread = ("read_record", "limits", Errno::EACCES);
            refuse(&[refused, unread, WITHOUT_PIDFDS][..if by_start { 3 } else { 2 }]);
            match ask().unwrap_err() {
                Error::AccessDenied { what, .. } => assert!(what.contains("prlimit"), "{what}"),
                error => assert!(
                    matches!(error, Error::System(port) if port.errno == Errno::ENOSYS && port.call == "prlimit")
                ),
            }
        }
    }
}

#[test]
fn e_k10_a_setter_says_that_it_was_refused() {
    let host = machine();
    let child = Sleeper::start();
    for by_start in [true, false] {
        let target = find(&host, child.pid(), by_start);
        for (call, set) in SETTERS {
            let ask = |errno| {
                refuse(&[(call, "", errno), WITHOUT_PIDFDS][..if by_start { 2 } else { 1 }]);
                set(&host, &host.snapshot(target).unwrap())
            };
            for errno in [Errno::EPERM, Errno::EACCES] {
                let is_it = |error| matches!(error, Error::AccessDenied { pid: Some(pid), .. } if pid == target.pid);
                assert!(ask(errno).is_err_and(is_it), "{call}");
            }
            let is_it = |error| matches!(error, Error::System(port) if port.errno == Errno::ENOSYS);
            assert!(ask(Errno::ENOSYS).is_err_and(is_it), "{call}");
        }
    }
}

/// This machine, with these CPUs online; `None`: sysfs does not tell.
fn with_cpus(online: Option<&str>) -> (common::tree::Tree, Host) {
    let tree = spoilable();
    if let Some(online) = online {
        std::fs::create_dir_all(tree.file("sys/devices/system/cpu")).unwrap();
        tree.write("sys/devices/system/cpu/online", online);
    }
    Script::default().play();
    let paths = Paths { sysfs: tree.file("sys"), ..Paths::default() };
    (tree, Linux::new(paths))
}

#[test]
fn e_k4_a_cpu_that_is_offline_is_refused_before_anything_is_set() {
    let child = Sleeper::start();
    let set = |online, refused: &[Refused]| {
        let (_tree, host) = with_cpus(online);
        let snapshot = host.snapshot(host.open(Some(child.pid())).unwrap()).unwrap();
        refuse(refused);
        let answer = host.set_cpu_affinity(&snapshot, &[0, 5000]);
        (answer, made(&["sched_setaffinity"]).len())
    };
    let (answer, calls) = set(Some("0-3,8\n"), &[]);
    let expected = OutOfRange {
        argument: "cpus",
        allowed: "the numbers of CPUs that are online: 0-3,8".into(),
        value: "5000".into(),
    };
    assert_eq!((answer, calls), (Err(Error::OutOfRange(expected.into())), 0));

    // Where it is not known which are online, the kernel judges.
    for (online, errno) in [(None, Errno::EINVAL), (Some("nonsense\n"), Errno::EINVAL)] {
        let (answer, calls) = set(online, &[("sched_setaffinity", "", errno)]);
        let is_it = |error| matches!(error, Error::OutOfRange(it) if it.argument == "cpus" && it.value == "0, 5000");
        assert!(answer.is_err_and(is_it));
        assert_eq!(calls, 1);
    }
}

#[test]
fn b5_no_cpus_are_all_that_the_cpuset_allows() {
    let (_tree, host) = with_cpus(None);
    let child = Sleeper::start();
    let snapshot = || host.snapshot(host.open(Some(child.pid())).unwrap()).unwrap();
    let inherited = host.cpu_affinity(&snapshot()).unwrap();
    // Whoever started this test may have left it fewer than the cpuset allows.
    host.set_cpu_affinity(&snapshot(), &[]).unwrap();
    let all = host.cpu_affinity(&snapshot()).unwrap();
    assert!(inherited.iter().all(|cpu| all.contains(cpu)));
    host.set_cpu_affinity(&snapshot(), &all[..1]).unwrap();
    assert_eq!(host.cpu_affinity(&snapshot()).unwrap(), all[..1]);
    refuse(&[]);
    host.set_cpu_affinity(&snapshot(), &[]).unwrap();
    assert_eq!(made(&["sched_setaffinity", "sched_resetaffinity"]), ["sched_resetaffinity"]);
    assert_eq!(host.cpu_affinity(&snapshot()).unwrap(), all);
}

#[test]
fn in_another_pid_namespace_nothing_is_asked_or_set_by_number() {
    let child = Sleeper::start();
    Script { is_foreign: true, ..Script::default() }.play();
    let foreign: Host = Linux::new(Paths::default());
    let of_child = foreign.open(Some(child.pid())).unwrap();
    assert!(matches!(of_child.key, Key::Start(_)));
    let files = fixture();
    let made_up = files.open(Some(42)).unwrap();
    for (host, target, is_foreign) in [(&foreign, of_child, true), (&files, made_up, false)] {
        let snapshot = host.snapshot(target).unwrap();
        Script { is_foreign, ..Script::default() }.play();
        for (call, set) in SETTERS {
            if call == "sched_setaffinity" {
                continue; // the CPUs of the made-up process are not online; see below
            }
            let refusal = set(host, &snapshot);
            assert!(matches!(refusal, Err(Error::AccessDenied { pid: Some(_), .. })), "{call}");
        }
        let refusal = host.set_cpu_affinity(&snapshot, &[0]);
        assert!(matches!(refusal, Err(Error::AccessDenied { .. })), "{refusal:?}");
        assert!(matches!(host.io_priority(&snapshot), Err(Error::AccessDenied { .. })));
        // What a file tells as well is still answered.
        host.priority(&snapshot).unwrap();
        host.cpu_affinity(&snapshot).unwrap();
        host.rlimit(&snapshot, NOFILE).unwrap();
        host.cpu_use(&snapshot).unwrap();
        assert_eq!(made(&BY_NUMBER), [] as [&str; 0]);
        assert_eq!(made(&["pidfd_open", "pidfd_send_signal"]), [] as [&str; 0]);
    }
}
