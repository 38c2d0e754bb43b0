//! The table of processes: every visit by number is of one process, or of none.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "tests start the processes that they look at")]

mod common;

use std::sync::Arc;

use common::Sleeper;
use common::scripted::{Host, Refused, Script, WITHOUT_PIDFDS, fixture, machine, refuse};
use nix::errno::Errno;
use psutil_collect::backend::{ProcessCollector, Purpose};
use psutil_collect::background::rows::{Tour, rows};
use psutil_collect::model::identity::Key;
use psutil_collect::model::process::Pid;
use psutil_collect::{Error, Result};

/// Each purpose that a process is visited for.
const PURPOSES: [Purpose; 4] = [
    Purpose { record: false, ids: false },
    Purpose { record: false, ids: true },
    Purpose { record: true, ids: false },
    Purpose { record: true, ids: true },
];

/// The numbers and names of all processes, as one thread sees them: what it is scripted to be told is its own.
fn names(host: &Arc<Host>, purpose: Purpose) -> Result<Vec<(Pid, Vec<u8>)>> {
    let namer = Arc::clone(host);
    let read = move |_, it: &_, (): &mut ()| namer.name(it, false);
    let rows = rows(host, Tour { purpose, threads: Some(1) }, read)?.rows;
    Ok(rows.into_iter().map(|row| (row.pid, row.row)).collect())
}

fn has(rows: &[(Pid, Vec<u8>)], pid: Pid) -> bool {
    rows.iter().any(|(number, _)| *number == pid)
}

#[test]
fn a_visit_by_number_is_of_the_process_that_has_it() {
    let child = Sleeper::start();
    for refused in [&[][..], &[WITHOUT_PIDFDS]] {
        let host = machine();
        refuse(refused);
        for purpose in PURPOSES {
            let target = host.open(Some(child.pid())).unwrap();
            let snapshot = host.snapshot_of(child.pid(), purpose).unwrap();
            assert_eq!(host.target(&snapshot), Ok(target));
            assert_eq!(host.name(&snapshot, false).unwrap(), b"sleep");
            assert_eq!(host.name_of_user(0).unwrap(), b"root");
        }
    }
}

#[test]
fn who_ends_at_any_point_has_no_row() {
    let child = Sleeper::start();
    let ended: [&[Refused]; 4] = [
        &[("open_dir", "", Errno::ENOENT), ("pidfd_open", "", Errno::ESRCH)],
        &[("pidfd_open", "", Errno::ESRCH)],
        // Its number went to another between the directory and the pidfd: the pidfd lives, the directory does not.
        &[("file_status", "/stat", Errno::ESRCH), ("read_record", "/stat", Errno::ESRCH)],
        &[("file_status", "/stat", Errno::ENOENT), ("read_record", "/stat", Errno::ENOENT)],
    ];
    for purpose in PURPOSES {
        let host = Arc::new(machine());
        assert!(has(&names(&host, purpose).unwrap(), child.pid()));
        // Before Linux 6.9 nobody is known by a pidfd; and none is opened that nobody asks for.
        let by_pidfd = matches!(host.open(Some(child.pid())).unwrap().key, Key::Pidfs(_));
        let only_pidfd =
            |refused: &[Refused]| refused.iter().all(|(call, ..)| *call == "pidfd_open");
        let opens_pidfd = by_pidfd && purpose.ids;
        for refused in ended.into_iter().filter(|refused| opens_pidfd || !only_pidfd(refused)) {
            refuse(refused);
            assert_eq!(names(&host, purpose).unwrap(), [], "{refused:?}");
        }
        // After it was found: the name is gone with it.
        let refused = vec![
            ("read_record", "/comm", Errno::ESRCH),
            ("pidfd_check", "", Errno::ESRCH),
            ("file_status", "/.", Errno::ESRCH),
        ];
        Script { refused, ..Script::default() }.play();
        let rows = names(&host, Purpose::default()).unwrap();
        assert_eq!(rows, []);
    }
}

#[test]
fn who_is_hidden_has_no_row() {
    let host = Arc::new(machine());
    host.pids().unwrap();
    for purpose in PURPOSES {
        for errno in [Errno::EPERM, Errno::EACCES, Errno::ENOENT] {
            refuse(&[("file_status", "/stat", errno), ("read_record", "/stat", errno)]);
            assert_eq!(names(&host, purpose).unwrap(), [], "{errno}");
        }
    }
}

#[test]
fn what_has_nothing_to_do_with_a_process_is_an_error() {
    let host = Arc::new(machine());
    refuse(&[("open_dir", "", Errno::EMFILE)]);
    let failed = names(&host, Purpose::default()).unwrap_err();
    assert!(matches!(failed, Error::System(error) if error.errno == Errno::EMFILE));
}

#[test]
fn a_made_up_machine_has_rows_too() {
    let host = Arc::new(fixture());
    for purpose in PURPOSES {
        let rows = names(&host, purpose).unwrap();
        let pids: Vec<_> = rows.iter().map(|(pid, _)| *pid).collect();
        assert_eq!(pids, host.pids().unwrap());
        for (pid, name) in rows {
            let snapshot = host.snapshot(host.open(Some(pid)).unwrap()).unwrap();
            assert_eq!(host.name(&snapshot, false).unwrap(), name);
        }
    }
}

#[test]
fn who_ends_after_its_state_was_read_is_a_zombie_and_not_without_arguments() {
    let mut child = Sleeper::start();
    let host = machine();
    let snapshot = host.snapshot_of(child.pid(), PURPOSES[2]).unwrap();
    child.0.kill().unwrap();
    let stat = format!("/proc/{}/stat", child.pid());
    while !std::fs::read_to_string(&stat).unwrap().contains("(sleep) Z") {
        std::thread::yield_now();
    }
    for answer in [
        host.cmdline(&snapshot).map(drop),
        host.exe(&snapshot, false).map(drop),
        host.environ(&snapshot).map(drop),
    ] {
        assert_eq!(answer, Err(Error::ZombieProcess { pid: child.pid() }));
    }
}
