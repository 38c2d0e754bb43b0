//! A kernel that refuses calls, and processes that end between two of them.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make their own files")]

mod common;

use std::path::Path;
use std::time::Duration;

use common::kernels::{Script, Scripted};
use common::made_up::{FIXTURE, Tree};
use common::{NOFILE, Sleeper, everything};
use nix::errno::Errno;
use psutil_collect::backend::linux::{Linux, Snapshot};
use psutil_collect::backend::{HostCollector, ProcessCollector};
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::process::{IoClass, IoPriority, Limits, Pid};
use psutil_collect::{Error, Paths, Result};

type Host = Linux<Scripted>;
type Refused = (&'static str, &'static str, Errno);

const WITHOUT_PIDFDS: Refused = ("pidfd_open", "", Errno::ENOSYS);
/// All that can be done by number.
const BY_NUMBER: [&str; 11] = [
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
/// All that reads a file or a directory.
const READS: [&str; 4] = ["read_record", "read_to_end", "read_link", "getdents"];

/// This machine.
fn machine() -> Host {
    Script::default().play();
    Linux::new(Paths::default())
}

/// The made-up machine.
fn fixture() -> Host {
    Script::default().play();
    let root = Path::new(FIXTURE);
    Linux::new(Paths { procfs: root.join("proc"), etc: root.join("etc"), ..Paths::default() })
}

fn refuse(refused: &[Refused]) {
    Script { refused: refused.to_vec(), ..Script::default() }.play();
}

/// Calls that were made since the script began.
fn made(among: &[&str]) -> Vec<&'static str> {
    Script::calls().into_iter().filter(|call| among.contains(call)).collect()
}

/// The process, known by its start or by its pidfd.
fn find(host: &Host, pid: Pid, by_start: bool) -> Target {
    refuse(if by_start { &[WITHOUT_PIDFDS] } else { &[] });
    let target = host.open(Some(pid)).unwrap();
    assert!(!by_start || matches!(target.key, Key::Start(_)));
    target
}

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
            assert_eq!(made(&BY_NUMBER), [] as [&str; 0], "{call}");
        }
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
            let looks = if call == "sched_setaffinity" { 3 } else { 1 };
            let snapshot = host.snapshot(target).unwrap();
            Script { refused: refused.clone(), gone_after: Some(looks), ..Script::default() }
                .play();
            assert_eq!(ask(&host, &snapshot), Err(Error::no_such_process(child.pid())), "{call}");
            assert_eq!(made(&BY_NUMBER).last(), Some(&call));
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
fn e_k10_a_sandbox_that_refuses_calls_is_no_crash() {
    let child = Sleeper::start();
    for errno in [Errno::EPERM, Errno::ENOSYS] {
        let refused: Vec<Refused> = BY_NUMBER
            .into_iter()
            .chain(["pidfd_open", "pidfs_inode", "pidfd_info"])
            .map(|call| (call, "", errno))
            .collect();
        refuse(&refused);
        let host: Host = Linux::new(Paths::default());
        let target = host.open(Some(child.pid())).unwrap();
        for (getter, answer) in everything(&host, target) {
            let by_call_alone = ["priority", "io_priority", "cpu_affinity"].contains(&getter);
            assert_eq!(answer.is_ok(), !by_call_alone, "{errno} {getter}: {answer:?}");
            match answer {
                Ok(_) => {}
                Err(Error::AccessDenied { .. }) => assert_eq!(errno, Errno::EPERM),
                Err(Error::System(port)) => assert_eq!(port.errno, errno),
                Err(error) => panic!("{getter}: {error:?}"),
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
fn with_cpus(online: Option<&str>) -> (Tree, Host) {
    let tree = Tree::new();
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
    let expected = Error::OutOfRange {
        argument: "cpus",
        allowed: "the numbers of CPUs that are online: 0-3,8".into(),
        value: "5000".into(),
    };
    assert_eq!((answer, calls), (Err(expected), 0));

    // Where it is not known which are online, the kernel judges.
    for (online, errno) in [(None, Errno::EINVAL), (Some("nonsense\n"), Errno::EINVAL)] {
        let (answer, calls) = set(online, &[("sched_setaffinity", "", errno)]);
        let is_it = |error| matches!(error, Error::OutOfRange { argument: "cpus", value, .. } if value == "0, 5000");
        assert!(answer.is_err_and(is_it));
        assert_eq!(calls, 1);
    }
}

#[test]
fn b5_no_cpus_are_all_that_the_cpuset_allows() {
    let (_tree, host) = with_cpus(None);
    let child = Sleeper::start();
    let snapshot = || host.snapshot(host.open(Some(child.pid())).unwrap()).unwrap();
    let all = host.cpu_affinity(&snapshot()).unwrap();
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

/// Refuses everything that reads a file of this process.
fn unreadable(errno: Errno) -> Vec<Refused> {
    let mut refused: Vec<Refused> = READS.into_iter().map(|call| (call, "", errno)).collect();
    refused.push(("pidfd_info", "", Errno::ENOTTY));
    refused
}

#[test]
fn e_r1_e_r3_a_process_that_ends_before_it_is_read_does_not_exist() {
    let host = machine();
    let child = Sleeper::start();
    let target = find(&host, child.pid(), false);
    if matches!(target.key, Key::Start(_)) {
        return; // nothing of it is known without reading
    }
    for errno in [Errno::ESRCH, Errno::ENOENT] {
        let script = || Script { refused: unreadable(errno), ..Script::default() };
        script().play();
        for (getter, answer) in everything(&host, target) {
            // By number it still answers, and the machine is no process.
            if !["priority", "io_priority", "cpu_affinity", "rlimit", "memory_total"]
                .contains(&getter)
            {
                // It lives: so it is no process that does not exist.
                assert!(matches!(answer, Err(Error::System(_))), "{errno} {getter}: {answer:?}");
            }
        }
        Script { gone_after: Some(0), ..script() }.play();
        for (getter, answer) in everything(&host, target) {
            if getter != "memory_total" {
                assert_eq!(answer, Err(Error::no_such_process(child.pid())), "{errno} {getter}");
            }
        }
    }
}

#[test]
fn e_r2_a_refused_thread_is_not_left_out() {
    let host = fixture();
    let ask = |refused: &[Refused]| {
        refuse(refused);
        host.threads(&host.snapshot(host.open(Some(42)).unwrap()).unwrap())
    };
    for gone in [Errno::ENOENT, Errno::ESRCH] {
        let threads = ask(&[("read_record", "task/50/stat", gone)]).unwrap();
        assert_eq!(threads.iter().map(|thread| thread.id).collect::<Vec<_>>(), [42, 51]);
    }
    for denied in [Errno::EACCES, Errno::EPERM] {
        let threads = ask(&[("read_record", "task/50/stat", denied)]);
        assert!(matches!(threads, Err(Error::AccessDenied { pid: Some(42), .. })), "{threads:?}");
        let threads = ask(&[("getdents", "task", denied)]);
        assert!(matches!(threads, Err(Error::AccessDenied { pid: Some(42), .. })), "{threads:?}");
    }
}

#[test]
fn b3_e_r4_what_a_kernel_thread_lacks_is_empty() {
    for errno in [Errno::ESRCH, Errno::ENOENT] {
        let host = fixture();
        let ask = |pid| {
            refuse(&[("read_link", "", errno), ("read_to_end", "environ", Errno::ESRCH)]);
            host.snapshot(host.open(Some(pid)).unwrap()).unwrap()
        };
        let kernel = ask(2);
        assert_eq!(host.environ(&kernel), Ok(vec![]));
        assert_eq!(host.exe(&kernel, false), Ok(None));
        assert_eq!(host.cwd(&kernel), Ok(None));
        assert_eq!(host.root(&kernel), Ok(None));
        let zombie = ask(43);
        for answer in [
            host.environ(&zombie).map(drop),
            host.exe(&zombie, false).map(drop),
            host.cwd(&zombie).map(drop),
            host.root(&zombie).map(drop),
        ] {
            assert_eq!(answer, Err(Error::ZombieProcess { pid: 43 }));
        }
        let program = ask(42);
        let is_as_told = |answer: Result<()>, told: Errno| matches!(answer, Err(Error::System(port)) if port.errno == told);
        assert!(is_as_told(host.environ(&program).map(drop), Errno::ESRCH));
        assert!(is_as_told(host.exe(&program, false).map(drop), errno));
        assert!(is_as_told(host.root(&program).map(drop), errno));
    }
}

#[test]
fn e_r6_a_zombie_answers_all_but_what_went_with_its_memory() {
    let host = fixture();
    refuse(&[]);
    let zombie = host.snapshot(host.open(Some(43)).unwrap()).unwrap();
    assert_eq!((host.ppid(&zombie), host.num_threads(&zombie)), (Ok(42), Ok(1)));

    // Denied or not: that it has ended is the better answer.
    refuse(&[("read_link", "", Errno::EACCES), ("read_to_end", "environ", Errno::EACCES)]);
    for answer in [host.exe(&zombie, false).map(drop), host.environ(&zombie).map(drop)] {
        assert_eq!(answer, Err(Error::ZombieProcess { pid: 43 }));
    }
}

#[test]
fn e_f15_links_and_files_that_cannot_be_read() {
    let host = fixture();
    let ask = |errno| {
        refuse(&[("read_link", "", errno), ("read_record", "io", errno)]);
        let it = host.snapshot(host.open(Some(42)).unwrap()).unwrap();
        [host.exe(&it, false).map(drop), host.root(&it).map(drop), host.io_counters(&it).map(drop)]
    };
    for errno in [Errno::EACCES, Errno::EPERM] {
        for answer in ask(errno) {
            assert!(matches!(answer, Err(Error::AccessDenied { pid: Some(42), .. })));
        }
    }
    for errno in [Errno::ENAMETOOLONG, Errno::EINVAL, Errno::EIO] {
        for answer in ask(errno) {
            assert!(matches!(answer, Err(Error::System(port)) if port.errno == errno));
        }
    }
}

#[test]
fn e_k9_too_many_open_files_are_no_end_of_a_process() {
    let host = machine();
    let child = Sleeper::start();
    for by_start in [true, false] {
        let target = find(&host, child.pid(), by_start);
        for errno in [Errno::EMFILE, Errno::ENFILE] {
            let mut refused = vec![("open_dir", "", errno)];
            refused.push(if by_start { WITHOUT_PIDFDS } else { ("pidfd_open", "", errno) });
            refuse(&refused);
            for (getter, answer) in everything(&host, target) {
                let is_it = matches!(&answer, Err(Error::System(port)) if port.errno == errno);
                assert!(is_it, "{getter}: {answer:?}");
            }
            let running = host.is_running(target);
            assert!(matches!(&running, Err(Error::System(port)) if port.errno == errno));
        }
    }
}

#[test]
fn e_k6_pages_and_ticks_are_those_of_the_machine() {
    let host = fixture();
    let target = host.open(Some(42)).unwrap();
    for page_size in [4096, 16_384, 65_536] {
        Script { units: Some((page_size, 100)), ..Script::default() }.play();
        let memory = host.memory_info(&host.snapshot(target).unwrap()).unwrap();
        assert_eq!((memory.rss, memory.vms), (500 * page_size, 2000 * page_size));
    }
    Script { units: Some((4096, 1000)), ..Script::default() }.play();
    let snapshot = host.snapshot(target).unwrap();
    let times = ProcessCollector::cpu_times(&host, &snapshot).unwrap();
    assert_eq!([times.user, times.system].map(f64::to_bits), [1.234, 0.567].map(f64::to_bits));
    let thread = host.threads(&snapshot).unwrap().remove(0);
    assert_eq!(
        [thread.user_time, thread.system_time].map(f64::to_bits),
        [1.0, 0.5].map(f64::to_bits)
    );
    let created = host.create_time(&snapshot).unwrap() - host.boot_time().unwrap();
    assert_eq!(created.to_bits(), 100_000_f64.to_bits());
}

#[test]
fn e_k12_a_clock_that_is_set_makes_no_other_process() {
    let host = machine();
    let child = Sleeper::start();
    for by_start in [true, false] {
        let target = find(&host, child.pid(), by_start);
        let refused = if by_start { vec![WITHOUT_PIDFDS] } else { vec![] };
        let identity = host.identity(target).unwrap();
        let start = host.raw_create_time(&host.snapshot(target).unwrap()).unwrap();
        let clock_set = Duration::from_secs(86_400);
        Script { refused, clock_set, ..Script::default() }.play();
        assert_eq!(host.open(Some(child.pid())), Ok(target));
        assert_eq!(host.is_running(target), Ok(true));
        assert_eq!(host.find_identity(&identity), Ok(target));
        let snapshot = host.snapshot(target).unwrap();
        assert_eq!(host.raw_create_time(&snapshot).unwrap().to_bits(), start.to_bits());
    }
}
