//! Processes that are about to execute a program or to exit, which the kernel does not look into.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::identity::Key;
use psutil_collect::model::process::{Limits, ProcessStatus};

use crate::machine::{BOOTED, CHILD, Made, USERS, all, file, files_of, one, process, sysctl};

/// Its record says what is known without a look, and nothing else.
fn busy() -> Vec<u8> {
    let unknown = [("p_uvalid", 0), ("p_ustart_sec", 0), ("p_ustart_usec", 0), ("p_stat", 2)];
    process(CHILD, &unknown)
}

fn start() -> Key {
    Key::Start((u64::from(BOOTED) + 102) * 1_000_000 + 250)
}

#[test]
fn one_that_is_busy_is_looked_at_again() {
    let made = Made::default();
    made.becomes(CHILD, busy());
    made.kernel.then(one(CHILD), busy());
    made.kernel.then(one(CHILD), process(CHILD, &[]));
    assert_eq!(made.backend.open(Some(CHILD)).map(|target| target.key), Ok(start()));
}

#[test]
fn one_that_is_always_busy_is_the_process_that_it_was() {
    let made = Made::default();
    let target = made.backend.open(Some(CHILD)).unwrap();
    made.becomes(CHILD, busy());
    assert_eq!(made.backend.is_running(target), Ok(true));
    let snapshot = made.backend.snapshot(target).unwrap();
    assert_eq!(made.backend.status(&snapshot), Ok(ProcessStatus::Running));
    assert_eq!(made.backend.target(&snapshot), Ok(target));
    // What it has used is not known, and that it is a zombie would not be true.
    assert!(matches!(made.backend.cpu_times(&snapshot), Err(Error::KernelData { .. })));
}

#[test]
fn those_in_the_list_who_are_busy_are_looked_at_again() {
    let made = Made::default();
    made.kernel.set(all(), [process(USERS, &[]), busy()].concat());
    assert_eq!(made.backend.pids(), Ok(vec![USERS, CHILD]));
    // It has gone in between.
    made.becomes(CHILD, Vec::new());
    assert_eq!(made.backend.pids(), Ok(vec![USERS]));
}

#[test]
fn descriptors_of_one_that_is_busy_are_left_out_and_asked_for_again() {
    let made = Made::default();
    made.kernel.set(files_of(CHILD), Vec::<u8>::new());
    made.kernel.then(files_of(CHILD), file(CHILD, 3, [1, 1, 1], 0));
    assert_eq!(made.backend.num_fds(&made.visit(CHILD)), Ok(1));
}

#[test]
fn whatever_is_refused_as_busy_is_asked_again() {
    let made = Made::default();
    let soft = sysctl(&[10, USERS, 2, 9, 1]);
    made.kernel.refuse(soft.clone(), Errno::EBUSY);
    made.kernel.then(soft, 7_u64.to_ne_bytes().to_vec());
    let limits = Limits { soft: Some(7), hard: None };
    assert_eq!(made.backend.rlimit(&made.visit(USERS), 8), Ok(limits));
}
