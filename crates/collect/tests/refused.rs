//! A kernel that refuses calls, and processes that end between two of them.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make their own files")]

mod common;

use std::time::Duration;

use common::scripted::{
    BY_NUMBER, Host, Refused, Script, WITHOUT_PIDFDS, find, fixture, machine, refuse,
};
use common::{Sleeper, everything};
use nix::errno::Errno;
use psutil_collect::backend::linux::Linux;
use psutil_collect::backend::{HostCollector, ProcessCollector};
use psutil_collect::model::identity::Key;
use psutil_collect::{Error, Paths, Result};

/// All that reads a file or a directory.
const READS: [&str; 6] =
    ["read_record", "read_to_end", "read_link", "getdents", "open_file", "reread_record"];

/// Refuses everything that reads a file of this process.
fn unreadable(errno: Errno) -> Vec<Refused> {
    let mut refused: Vec<Refused> = READS.into_iter().map(|call| (call, "", errno)).collect();
    refused.push(("pidfd_info", "", Errno::ENOTTY));
    refused
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
            // Nothing is read: it is asked by number, a directory has a size, the machine is no process.
            let unread =
                ["priority", "io_priority", "cpu_affinity", "rlimit", "num_fds", "memory_total"];
            if !unread.contains(&getter) {
                // It lives: so it is no process that does not exist.
                assert!(matches!(answer, Err(Error::System(_))), "{errno} {getter}: {answer:?}");
            }
        }
        Script { gone_after: Some(0), ..script() }.play();
        for (getter, answer) in everything(&host, target) {
            if !["num_fds", "memory_total"].contains(&getter) {
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
            host.release(); // what is held needs no more of them
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
