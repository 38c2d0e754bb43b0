//! Whole trees, and watching who begins and ends.

use std::sync::Arc;
use std::time::Duration;

use psutil_collect::Error;
use psutil_collect::backend::{ProcessCollector, WatchCollector};
use psutil_collect::model::process::Pid;
use psutil_collect::model::watch::WatchSource;
use psutil_collect::port::replay::Question;

use crate::machine::{DAEMON, INIT, Machine, SHELL, WORKER, ZOMBIE, one, process};

#[test]
fn a_tree_is_a_process_and_all_that_descends_from_it() {
    let machine = Machine::default();
    // This program is somebody else.
    machine.kernel.set(Question::about("getpid", ""), DAEMON);
    let tree = machine.openbsd.tree(&[machine.target(SHELL)]).unwrap();
    let pids: Vec<Pid> = tree.members.iter().map(|member| member.pid).collect();
    assert!(pids.starts_with(&[SHELL, WORKER]), "{pids:?}");
    assert!(!pids.contains(&INIT) && !pids.contains(&DAEMON));
}

#[test]
fn a_signal_to_a_tree_goes_to_all_of_it_that_live() {
    let machine = Machine::default();
    machine.kernel.set(Question::about("getpid", ""), DAEMON);
    // A zombie takes a signal and does nothing with it.
    machine.kernel.set(Question::of("kill", &[ZOMBIE]), ());
    machine.openbsd.signal_tree(&[machine.target(SHELL)], 15, &|_| false).unwrap();
    let sent: Vec<_> = machine.kernel.deeds().into_iter().map(|deed| deed.question).collect();
    for pid in [SHELL, WORKER] {
        assert!(sent.contains(&Question::of("kill", &[pid, 15])), "{sent:?}");
    }
    assert!(sent.iter().all(|question| question.numbers[0] != i64::from(INIT)), "{sent:?}");
}

#[test]
fn nobody_ends_the_tree_that_this_program_is_in() {
    let machine = Machine::default();
    machine.kernel.set(Question::about("getpid", ""), WORKER);
    let signalled = machine.openbsd.signal_tree(&[machine.target(SHELL)], 15, &|_| false);
    assert_eq!(signalled.err(), Some(Error::HoldsThisProgram { pid: SHELL }));
}

#[test]
fn processes_are_watched_by_looking() {
    let machine = Machine::default();
    let watch = Arc::clone(&machine.openbsd).watch_processes(Duration::from_millis(1)).unwrap();
    assert_eq!(watch.source(), WatchSource::Polling);
}

#[test]
fn one_read_serves_all_that_it_tells() {
    let machine = Machine::default();
    let (openbsd, shell) = (&*machine.openbsd, machine.snapshot(SHELL));
    let (count, arguments) = (openbsd.num_fds(&shell), openbsd.cmdline(&shell));
    // A later visit would find something else.
    machine.kernel.set(one(SHELL), process(SHELL, INIT, "later", 500));
    machine.kernel.set(crate::machine::files(SHELL), Vec::<u8>::new());
    machine.kernel.set(crate::machine::args(SHELL), crate::machine::texts(&["later"]));
    assert_eq!(openbsd.num_fds(&shell), count);
    assert_eq!(openbsd.open_files(&shell).map(|files| files.len()), Ok(1));
    assert_eq!(openbsd.cmdline(&shell), arguments);
    assert_eq!(openbsd.name(&shell, true), Ok(b"a-shell-with-a-long-nam".to_vec()));
}
