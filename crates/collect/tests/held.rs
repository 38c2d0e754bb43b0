//! What is held open between two calls, and that nothing of it is ever taken for another's or kept for too long.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests start the processes that they look at")]

mod common;

use std::fs;

use common::kernels::{Change, Changed};
use common::scripted::{self, Script, WITHOUT_PIDFDS, find, machine, made, refuse};
use common::{Sleeper, everything};
use nix::errno::Errno;
use psutil_collect::backend::linux::Linux;
use psutil_collect::backend::{CpuCollector, DiskCollector, MemoryCollector, NetCollector};
use psutil_collect::backend::{HostCollector, ProcessCollector, Purpose};
use psutil_collect::host::host;
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::process::Pid;
use psutil_collect::port::LinuxKernel;
use psutil_collect::{Error, Paths, Result};

/// All that opens a file or a process, and all that reads what is held.
const CALLS: [&str; 9] = [
    "open_dir",
    "pidfd_open",
    "read_record",
    "read_to_end",
    "read_link",
    "open_file",
    "reread_record",
    "reread_head",
    "reread_table",
];
const FOR_TWO: u64 = 64;
/// What may change while a process sleeps: it is woken, or shares memory with others that come and go.
const CHANGING: [&str; 14] = [
    "status",
    "cpu_times",
    "cpu_use",
    "cpu_num",
    "threads",
    "page_faults",
    "io_counters",
    "num_ctx_switches",
    "memory_info",
    "memory_extras",
    "memory_footprint",
    "memory_full_info",
    "memory_maps",
    "memory_maps_grouped",
];

/// A machine on which two processes can be held.
#[derive(Default)]
struct Cramped;

impl Change for Cramped {
    fn descriptor_limit(_: u64) -> u64 {
        FOR_TWO
    }
}

fn no_script() {
    Script::default().play();
}

fn memory<K: LinuxKernel>(host: &Linux<K>, target: Target) -> Result<u64> {
    host.memory_info(&host.snapshot(target)?).map(|info| info.rss)
}

fn start<K: LinuxKernel>(host: &Linux<K>, target: Target) -> Result<u64> {
    host.raw_create_time(&host.snapshot(target)?).map(f64::to_bits)
}

/// The descriptors of this program that lead to this process.
fn held_of(pid: Pid) -> Vec<i32> {
    let (dir, below) = (format!("/proc/{pid}"), format!("/proc/{pid}/"));
    let leads_there = |name: &str| {
        fs::read_link(format!("/proc/self/fd/{name}")).is_ok_and(|link| {
            let link = link.to_string_lossy();
            // Of a process that has ended the kernel says so behind the path.
            let link = link.trim_end_matches(" (deleted)");
            link == dir || link.starts_with(&below)
        })
    };
    let names = fs::read_dir("/proc/self/fd").unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| leads_there(name)).map(|name| name.parse().unwrap()).collect()
}

#[test]
fn what_was_made_by_its_number_is_held_at_once_and_read_again_without_being_opened() {
    let host = machine();
    let child = Sleeper::start();
    for by_start in [true, false] {
        let target = find(&host, child.pid(), by_start);
        no_script();
        memory(&host, target).unwrap();
        assert_eq!(made(&CALLS), ["open_file", "reread_record"]);
        no_script();
        memory(&host, target).unwrap();
        start(&host, target).unwrap();
        start(&host, target).unwrap();
        let expected = ["reread_record", "open_file", "reread_record", "reread_record"];
        assert_eq!(made(&CALLS), expected);
    }
}

/// A process as a list has it.
fn listed(host: &scripted::Host, pid: Pid) -> Target {
    let purpose = Purpose { record: false, ids: true };
    host.target(&host.snapshot_of(pid, purpose).unwrap()).unwrap()
}

#[test]
fn what_comes_from_a_list_is_held_from_its_second_visit_on() {
    let host = machine();
    let child = Sleeper::start();
    let target = listed(&host, child.pid());
    assert_eq!(held_of(child.pid()), []);
    memory(&host, target).unwrap();
    assert_eq!(held_of(child.pid()), []);
    memory(&host, target).unwrap();
    assert_eq!(held_of(child.pid()).len(), 2); // the directory and statm; a pidfd leads nowhere
    no_script();
    memory(&host, target).unwrap();
    assert_eq!(made(&CALLS), ["reread_record"]);
}

#[test]
fn a_table_of_processes_holds_none() {
    let host = machine();
    let child = Sleeper::start();
    for _ in 0..3 {
        let snapshot = host.snapshot_of(child.pid(), Purpose { record: true, ids: true }).unwrap();
        host.memory_info(&snapshot).unwrap();
    }
    assert_eq!(held_of(child.pid()), []);
    assert!(!made(&CALLS).contains(&"open_file"));
}

#[test]
fn all_answers_are_the_same_held_or_not() {
    let child = Sleeper::start();
    for by_start in [true, false] {
        let host = machine();
        let target = find(&host, child.pid(), by_start);
        host.release();
        let steady = |(getter, answer): (&'static str, Result<String>)| {
            let is_steady = !CHANGING.contains(&getter);
            (getter, answer.map(|answer| if is_steady { answer } else { String::new() }))
        };
        let ask = || everything(&host, target).into_iter().map(steady).collect::<Vec<_>>();
        let anew = ask();
        for _ in 0..2 {
            assert_eq!(ask(), anew);
        }
        assert!(!held_of(child.pid()).is_empty());
    }
}

#[test]
fn nothing_is_held_of_a_made_up_tree() {
    let host = scripted::fixture();
    let target = host.open(Some(42)).unwrap();
    for _ in 0..3 {
        memory(&host, target).unwrap();
        host.virtual_memory().unwrap();
    }
    assert!(!made(&CALLS).iter().any(|call| call.starts_with("reread")));
    assert!(!made(&CALLS).contains(&"open_file"));
}

#[test]
fn e_r1_what_was_held_of_a_process_that_has_been_reaped_is_let_go_of() {
    let host = machine();
    for by_start in [true, false] {
        let mut child = Sleeper::start();
        let target = find(&host, child.pid(), by_start);
        memory(&host, target).unwrap();
        start(&host, target).unwrap();
        child.end();
        refuse(if by_start { &[WITHOUT_PIDFDS] } else { &[] });
        assert_eq!(memory(&host, target), Err(Error::no_such_process(child.pid())));
        assert_eq!(held_of(child.pid()), []);
        assert!(host.snapshot(target).is_err());
        assert!(!host.is_running(target).unwrap());
    }
}

#[test]
fn e_r1_every_getter_knows_that_what_was_held_has_ended() {
    let host = machine();
    for by_start in [true, false] {
        let mut child = Sleeper::start();
        let target = find(&host, child.pid(), by_start);
        let held: Vec<_> = everything(&host, target).iter().map(|(getter, _)| *getter).collect();
        let snapshots: Vec<_> = held.iter().map(|_| host.snapshot(target).unwrap()).collect();
        child.end();
        refuse(if by_start { &[WITHOUT_PIDFDS] } else { &[] });
        assert!(!host.is_running(target).unwrap());
        for (getter, answer) in everything(&host, target) {
            assert_eq!(answer, Err(Error::no_such_process(child.pid())), "{getter}");
        }
        drop(snapshots);
    }
}

/// A child that has the number that another child had, if this user may choose it.
fn with_number(pid: Pid) -> Option<Sleeper> {
    for _ in 0..100 {
        fs::write("/proc/sys/kernel/ns_last_pid", (pid - 1).to_string()).ok()?;
        let child = Sleeper::start();
        if child.pid() == pid {
            return Some(child);
        }
    }
    None
}

#[test]
fn a_number_that_was_reused_is_never_answered_for_by_the_old_process_nor_for_it() {
    let host = machine();
    let mut child = Sleeper::start();
    let old = find(&host, child.pid(), false);
    memory(&host, old).unwrap();
    start(&host, old).unwrap();
    let snapshot = host.snapshot(old).unwrap();
    child.end();
    let Some(other) = with_number(old.pid) else { return };
    let new = host.open(Some(other.pid())).unwrap();
    assert_ne!(new, old);
    assert!(memory(&host, new).unwrap() > 0);
    let reused = Error::NoSuchProcess { pid: old.pid, reused: true };
    assert_eq!(host.memory_info(&snapshot).unwrap_err(), reused);
    for (getter, answer) in everything(&host, old) {
        assert_eq!(answer, Err(reused.clone()), "{getter}");
    }
    assert!(memory(&host, new).unwrap() > 0);
}

#[test]
fn one_who_has_another_key_is_not_answered_for_by_what_is_held() {
    let host = machine();
    let child = Sleeper::start();
    let target = find(&host, child.pid(), false);
    memory(&host, target).unwrap();
    let Key::Pidfs(inode) = target.key else { return };
    let other = Target { key: Key::Pidfs(inode + 1), ..target };
    let reused = Error::NoSuchProcess { pid: child.pid(), reused: true };
    assert_eq!(memory(&host, other), Err(reused));
    assert!(memory(&host, target).is_ok());
}

#[test]
fn no_more_is_held_than_a_share_of_the_descriptors() {
    let host = machine();
    let children: Vec<_> = (0..5).map(|_| Sleeper::start()).collect();
    Script { descriptor_limit: Some(FOR_TWO), ..Script::default() }.play();
    for _ in 0..3 {
        for child in &children {
            let target = host.open(Some(child.pid())).unwrap();
            memory(&host, target).unwrap();
            start(&host, target).unwrap();
        }
    }
    let held = children.iter().filter(|child| !held_of(child.pid()).is_empty()).count();
    assert_eq!(held, 2);
    host.release();
    assert!(children.iter().all(|child| held_of(child.pid()).is_empty()));
}

#[test]
fn e_k9_what_is_held_is_given_back_when_there_are_no_more_descriptors() {
    let (first, second) = (Sleeper::start(), Sleeper::start());
    for errno in [Errno::EMFILE, Errno::ENFILE] {
        for call in ["open_dir", "pidfd_open", "read_record", "read_link"] {
            let host = machine();
            let target = host.open(Some(first.pid())).unwrap();
            let other = listed(&host, second.pid());
            memory(&host, target).unwrap();
            assert!(!held_of(first.pid()).is_empty());
            let refused_once = vec![(call, "", errno)];
            Script { refused_once, ..Script::default() }.play();
            let visited = host.snapshot(other);
            let ids = visited.and_then(|it| host.sid(&it));
            assert!(ids.is_ok(), "{call}: {ids:?}");
            // A link is followed without a descriptor, and before Linux 6.9 nobody is known by a pidfd.
            let by_pidfd = matches!(other.key, Key::Pidfs(_));
            let lacked_one = call != "read_link" && (call != "pidfd_open" || by_pidfd);
            assert_eq!(held_of(first.pid()).is_empty(), lacked_one, "{call}");
        }
    }
}

#[test]
fn what_we_hold_ourselves_is_not_counted_among_the_descriptors_of_this_program() {
    let host = machine();
    let child = Sleeper::start();
    let target = host.open(Some(child.pid())).unwrap();
    memory(&host, target).unwrap();
    let us = host.open(None).unwrap();
    let listed = host.fd_numbers(&host.snapshot(us).unwrap()).unwrap();
    let held = held_of(child.pid());
    assert_eq!(held.len(), 2);
    assert!(held.iter().all(|fd| !listed.contains(fd)), "{held:?} in {listed:?}");
}

#[test]
fn files_of_the_machine_are_held_from_their_second_read_on() {
    type Ask = fn(&scripted::Host);
    let asked: [(&str, Ask, &[&str]); 6] = [
        ("stat", |host| _ = CpuCollector::cpu_times(host).unwrap(), &["reread_record"]),
        ("stat", |host| drop(host.percpu_times().unwrap()), &["reread_record"]),
        ("meminfo", |host| _ = host.virtual_memory().unwrap(), &["reread_record"]),
        ("vmstat", |host| _ = host.swap_memory().unwrap(), &["reread_record", "reread_head"]),
        ("diskstats", |host| drop(host.perdisk_io_counters().unwrap()), &["reread_table"]),
        (
            "net/dev",
            |host| drop(host.pernic_net_io_counters().unwrap()),
            &["read_link", "reread_table"],
        ),
    ];
    for (file, ask, expected) in asked {
        let host = machine();
        host.boot_time().unwrap(); // by now it knows what procfs it is
        no_script();
        ask(&host);
        let calls = made(&CALLS);
        assert!(calls.iter().all(|call| *call == "read_to_end"), "{file}: {calls:?}");
        ask(&host);
        no_script();
        ask(&host);
        assert_eq!(made(&CALLS), expected, "{file}");
        host.release();
        no_script();
        ask(&host);
        assert!(!made(&CALLS).iter().any(|call| call.starts_with("reread")), "{file}");
    }
}

#[test]
fn a_held_file_that_fails_is_opened_again() {
    let host = machine();
    for call in ["reread_record", "open_file"] {
        for _ in 0..3 {
            host.virtual_memory().unwrap();
        }
        if call == "open_file" {
            host.release();
            host.virtual_memory().unwrap();
        }
        refuse(&[(call, "meminfo", Errno::ENOTCONN)]);
        host.virtual_memory().unwrap();
        assert!(made(&CALLS).contains(&"read_to_end"));
        no_script();
    }
}

#[test]
fn the_network_namespace_of_a_held_file_is_looked_at_each_time() {
    let host = machine();
    for _ in 0..3 {
        host.pernic_net_io_counters().unwrap();
    }
    refuse(&[("read_link", "ns/net", Errno::ENOENT)]);
    host.pernic_net_io_counters().unwrap();
    assert_eq!(made(&CALLS), ["read_link", "read_to_end"]);
}

#[test]
fn files_of_the_machine_say_the_same_held_or_not() {
    let held = host(Paths::default());
    for _ in 0..3 {
        let anew = host(Paths::default());
        let devices = |host: &psutil_collect::host::Host| -> Vec<Vec<u8>> {
            host.perdisk_io_counters().unwrap().into_iter().map(|it| it.name).collect()
        };
        assert_eq!(devices(&held), devices(&anew));
        let total = |host: &psutil_collect::host::Host| host.virtual_memory().unwrap().total;
        assert_eq!(total(&held), total(&anew));
        let swap = |host: &psutil_collect::host::Host| host.swap_memory().unwrap();
        assert_eq!(swap(&held).sin.is_some(), swap(&anew).sin.is_some());
        let interfaces = |host: &psutil_collect::host::Host| -> Vec<Vec<u8>> {
            host.pernic_net_io_counters().unwrap().into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(interfaces(&held), interfaces(&anew));
    }
}

#[test]
fn many_threads_that_ask_and_drive_out_at_once_get_right_answers() {
    let host: Linux<Changed<Cramped>> = Linux::new(Paths::default());
    let mut children: Vec<_> = (0..6).map(|_| Sleeper::start()).collect();
    let pids: Vec<Pid> = children.iter().map(Sleeper::pid).collect();
    let targets = pids.iter().map(|pid| host.open(Some(*pid)).unwrap());
    let targets: Vec<(Target, u64)> =
        targets.map(|target| (target, start(&host, target).unwrap())).collect();
    std::thread::scope(|scope| {
        for thread in 0..8_usize {
            let (host, targets) = (&host, &targets);
            scope.spawn(move || {
                for turn in 0..300_usize {
                    let (target, started) = targets[(turn * 5 + thread) % targets.len()];
                    assert_eq!(start(host, target), Ok(started));
                    assert!(memory(host, target).unwrap() > 0);
                    assert!(host.virtual_memory().unwrap().total > 0);
                    assert!(host.perdisk_io_counters().is_ok());
                    if turn % 100 == 99 {
                        host.release();
                    }
                }
            });
        }
    });
    children.iter_mut().for_each(Sleeper::end);
    for (target, _) in targets {
        assert_eq!(memory(&host, target), Err(Error::no_such_process(target.pid)));
        assert_eq!(held_of(target.pid), []);
    }
}
