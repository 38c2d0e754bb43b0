//! Which processes there are, which one is meant, and what is done to it.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::{ProcessCollector, Progress, WaitCollector};
use psutil_collect::model::identity::{Key, Target};
use psutil_collect::model::process::ExitStatus;
use psutil_collect::port::replay::Question;

use crate::machine::processes::{
    BOOT, CHILD, INIT, KERNEL, OURS, PID, SERVER, SSHD, ZOMBIE, in_state, plain, proc, server,
    timeval, with,
};
use crate::machine::sockets::list;
use crate::machine::{machine, named, on, shared, sysctl, unnamed, visit};
use crate::replay::dying::Mortal;
use crate::replay::every_item::Asked;

#[test]
fn trap_22_a_process_with_threads_is_listed_once() {
    let pids = on(&machine()).pids().unwrap();
    assert_eq!(pids, [KERNEL, INIT, SERVER, CHILD, ZOMBIE, SSHD, OURS]);
}

#[test]
fn the_list_may_grow_while_it_is_read() {
    let replay = machine();
    replay.set(sysctl(&[1, 14, 8]), server());
    let more: Vec<_> = (1..=40).map(|pid| plain(pid, 0, 1, "x")).collect();
    replay.then(sysctl(&[1, 14, 8]), more.concat());
    assert_eq!(on(&replay).pids().unwrap().len(), 40);
}

#[test]
fn trap_16_a_thread_is_no_process() {
    let backend = on(&machine());
    assert_eq!(backend.pid_exists(100_101), Ok(false));
    assert_eq!(backend.open(Some(100_101)), Err(Error::no_such_process(100_101)));
}

#[test]
fn a_later_release_may_have_longer_records() {
    let replay = machine();
    let longer = |mut record: Vec<u8>| {
        record.resize(1200, 0xEE);
        record[..4].copy_from_slice(&1200_i32.to_ne_bytes());
        record
    };
    replay.set(proc(PID, SERVER), longer(server()));
    replay.set(
        sysctl(&[1, 14, 8]),
        [longer(server()), longer(plain(CHILD, SERVER, 1100, "x"))].concat(),
    );
    let backend = on(&replay);
    assert_eq!(backend.name(&visit(&backend, SERVER), true).unwrap(), b"server");
    assert_eq!(backend.pids().unwrap().len(), 2);
}

#[test]
fn numbers_that_are_taken() {
    let replay = machine();
    replay.refuse(proc(PID, 77), Errno::ESRCH);
    let backend = on(&replay);
    for (pid, expected) in [(SERVER, true), (ZOMBIE, true), (KERNEL, true), (77, false)] {
        assert_eq!(backend.pid_exists(pid), Ok(expected), "{pid}");
    }
    assert_eq!(backend.pid_exists(-1), Ok(false));
    assert_eq!(backend.own_pid(), Ok(OURS));
    assert_eq!(backend.open(None).unwrap().pid, OURS);
}

#[test]
fn a_process_is_known_by_its_start_since_boot() {
    let target = on(&machine()).open(Some(SERVER)).unwrap();
    assert_eq!(target, Target { pid: SERVER, key: Key::Start(1_000_000_000) });
}

#[test]
fn setting_the_clock_makes_no_process_another() {
    let replay = machine();
    let backend = on(&replay);
    let target = backend.open(Some(SERVER)).unwrap();
    replay.set(sysctl(&[1, 21]), timeval(BOOT + 3600, 0));
    let moved = record_started(&timeval(BOOT + 3600 + 1000, 0));
    replay.set(proc(PID, SERVER), moved);
    assert_eq!(backend.is_running(target), Ok(true));
    assert_eq!(backend.open(Some(SERVER)), Ok(target));
}

fn record_started(start: &[u8]) -> Vec<u8> {
    use psutil_parse::freebsd::kinfo_proc::KinfoProc;
    let mut record = server();
    let at = psutil_parse::record::offset(KinfoProc::OFFSETS, "ki_start");
    record[at..at + start.len()].copy_from_slice(start);
    record
}

#[test]
fn a_number_that_is_anothers_now_answers_for_nobody() {
    let replay = machine();
    let backend = on(&replay);
    let target = backend.open(Some(SERVER)).unwrap();
    let snapshot = backend.snapshot(target).unwrap();
    replay.set(proc(PID, SERVER), plain(SERVER, INIT, 2000, "other"));
    let reused = Error::NoSuchProcess { pid: SERVER, reused: true };
    assert_eq!(backend.is_running(target), Ok(false));
    assert_eq!(backend.snapshot(target).err(), Some(reused.clone()));
    assert_eq!(backend.send_signal(target, 15), Err(reused.clone()));
    assert_eq!(backend.set_priority(&snapshot, 1), Err(reused.clone()));
    assert_eq!(backend.cmdline(&snapshot), Err(reused.clone()));
    assert_eq!(backend.num_fds(&snapshot), Err(reused.clone()));
    assert_eq!(backend.rlimit(&snapshot, 8), Err(reused.clone()));
    assert_eq!(backend.cpu_affinity(&snapshot), Err(reused));
    assert!(replay.deeds().is_empty());
    // What was read before stands.
    assert_eq!(backend.name(&snapshot, true).unwrap(), b"server");
}

#[test]
fn a_process_that_dies_between_two_reads_is_gone() {
    let replay = machine();
    let backend = on(&replay);
    let snapshot = visit(&backend, SERVER);
    replay.refuse(proc(PID, SERVER), Errno::ESRCH);
    assert_eq!(backend.cwd(&snapshot), Err(Error::no_such_process(SERVER)));
    assert_eq!(backend.priority(&snapshot), Err(Error::no_such_process(SERVER)));
}

#[test]
fn an_identity_lasts_until_the_next_boot() {
    let replay = machine();
    let backend = on(&replay);
    let target = backend.open(Some(SERVER)).unwrap();
    let text = backend.identity(target).unwrap();
    assert_eq!(text, "freebsd:000102030405060708090a0b0c0d0e0f:t1000000000:100");
    assert_eq!(backend.find_identity(&text), Ok(target));
    // Before FreeBSD 14.
    unnamed(&replay, "kern.boot_id");
    assert_eq!(backend.find_identity(&text), Err(Error::no_such_process(SERVER)));
    assert_eq!(backend.identity(target).unwrap(), "freebsd:1700000000:t1000000000:100");
}

#[test]
fn trap_4_families() {
    let backend = on(&machine());
    let open = |pid| backend.open(Some(pid)).unwrap();
    assert_eq!(backend.parent(open(CHILD)), Ok(Some(open(SERVER))));
    assert_eq!(backend.parents(open(CHILD)).unwrap()[0], open(SERVER));
    // The number of its parent is that of a younger one now.
    let replay = machine();
    replay.set(proc(PID, SERVER), plain(SERVER, INIT, 2000, "young"));
    let backend = on(&replay);
    assert_eq!(backend.parent(backend.open(Some(CHILD)).unwrap()), Ok(None));
}

#[test]
fn signals_go_to_this_process_and_no_other() {
    let replay = machine();
    let backend = on(&replay);
    backend.send_signal(backend.open(Some(SERVER)).unwrap(), 126).unwrap();
    assert_eq!(replay.deeds()[0].question, Question::of("kill", &[SERVER, 126]));
    let kernel = backend.open(Some(KERNEL)).unwrap();
    assert!(matches!(backend.send_signal(kernel, 9), Err(Error::AccessDenied { .. })));
    replay.refuse(Question::of("kill", &[SSHD]), Errno::EPERM);
    let denied = backend.send_signal(backend.open(Some(SSHD)).unwrap(), 0);
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(SSHD), .. })));
}

#[test]
fn a_zombie_tells_how_it_ended() {
    let backend = on(&machine());
    let mut watched = backend.watch(backend.open(Some(ZOMBIE)).unwrap()).unwrap();
    let ended = Progress::Ended(Some(ExitStatus::Code(3)));
    assert_eq!(backend.look(&mut watched), Ok(ended));
}

#[test]
fn every_getter_answers_for_the_one_that_is_meant_or_for_nobody() {
    Mortal {
        machine: || {
            let replay = machine();
            let backend = shared(&replay);
            (replay, backend)
        },
        asked: Asked { pid: SERVER, root: SERVER, path: "/", resource: 8 },
        alike: &["process.memoryPercent"],
        reaped: |replay| replay.ends(SERVER, Errno::ESRCH),
        replaced: |replay| {
            replay.takes_number(SSHD, SERVER);
            // Its sockets are gone with it.
            named(replay, "net.inet.tcp.pcblist", list(&[]));
            replay.set(proc(PID, SERVER), other());
        },
        ended: |replay| {
            replay.ends(SERVER, Errno::ESRCH);
            replay.set(proc(PID, SERVER), in_state(server(), 5));
        },
        other_ended: |replay| {
            replay.ends(SERVER, Errno::ESRCH);
            replay.set(proc(PID, SERVER), in_state(other(), 5));
        },
    }
    .check();
}

/// Another that has the number.
fn other() -> Vec<u8> {
    in_state(with(plain(SERVER, CHILD, 2000, "other"), "ki_pgid", &7_i32.to_ne_bytes()), 2)
}
