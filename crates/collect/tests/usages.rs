//! Asking how full file systems are: of servers that answer when they are told to, by the ways of this machine.
#![cfg(target_os = "linux")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on may panic"
)]
#![allow(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod common;

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use common::for_ever;
use common::kernels::{Change, Changed};
use nix::errno::Errno;
use psutil_collect::backend::linux::Linux;
use psutil_collect::background::usages::Usages;
use psutil_collect::model::disk::DiskUsage;
use psutil_collect::{Error, Paths, Result};

/// Longer than anything here takes; what comes later does not come at all.
const LONG: Duration = Duration::from_secs(60);

/// What answers only while it is open: all of `/proc`.
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    is_open: bool,
    /// The paths in the order in which they were asked for.
    asked: Vec<String>,
    waiting: usize,
    most_waiting: usize,
}

/// One for each test.
static GATES: [Gate; 7] = [const {
    let state = State { is_open: false, asked: Vec::new(), waiting: 0, most_waiting: 0 };
    Gate { state: Mutex::new(state), changed: Condvar::new() }
}; 7];

impl Gate {
    fn pass(&self, path: &str) {
        let mut state = self.state.lock().unwrap();
        state.asked.push(path.into());
        state.waiting += usize::from(path.starts_with("/proc"));
        state.most_waiting = state.most_waiting.max(state.waiting);
        self.changed.notify_all();
        let closed = |state: &mut State| !state.is_open && path.starts_with("/proc");
        let mut state = self.changed.wait_while(state, closed).unwrap();
        state.waiting -= usize::from(path.starts_with("/proc"));
    }

    fn open(&self) {
        self.state.lock().unwrap().is_open = true;
        self.changed.notify_all();
    }

    /// Once so many questions have reached the kernel.
    fn asked(&self, count: usize) -> MutexGuard<'_, State> {
        let state = self.state.lock().unwrap();
        let fewer = |state: &mut State| state.asked.len() < count;
        let (state, late) = self.changed.wait_timeout_while(state, LONG, fewer).unwrap();
        assert!(!late.timed_out(), "{:?}", state.asked);
        state
    }
}

#[derive(Default)]
struct Gated<const TEST: usize>;

impl<const TEST: usize> Change for Gated<TEST> {
    fn refuse(call: &'static str, file: &str) -> Option<Errno> {
        if call == "statvfs" {
            GATES[TEST].pass(file);
            assert!(!file.ends_with("bug"), "a fault on purpose");
        }
        None
    }
}

type Host<const TEST: usize> = Linux<Changed<Gated<TEST>>>;
type Answers = Receiver<(u64, Result<DiskUsage>)>;

struct Asking<const TEST: usize> {
    usages: &'static Usages<Host<TEST>>,
    host: Arc<Host<TEST>>,
}

impl<const TEST: usize> Asking<TEST> {
    fn new() -> (Self, &'static Gate) {
        let usages = for_ever(Usages::new());
        (Self { usages, host: Arc::new(Linux::new(Paths::default())) }, &GATES[TEST])
    }

    /// Asks for an owner; the number of the question, and where its answer comes.
    fn ask(&self, owner: u64, path: &str) -> (u64, Answers) {
        let (tell, told) = channel();
        let when_told = move |number, answer| tell.send((number, answer)).unwrap();
        let number = self.usages.ask(&self.host, Path::new(path), owner, when_told).unwrap();
        (number, told)
    }
}

/// The answer to a question.
fn answer((number, told): &(u64, Answers)) -> Result<DiskUsage> {
    let (of, told) = told.recv_timeout(LONG).unwrap();
    assert_eq!(of, *number);
    told
}

/// Whether nobody is called back any more.
fn is_given_up((_, told): &(u64, Answers)) -> bool {
    told.recv_timeout(LONG).is_err()
}

fn total(told: &Result<DiskUsage>) -> u64 {
    let Ok(usage) = told else { panic!("{told:?}") };
    usage.total
}

#[test]
fn e_k15_a_server_that_does_not_answer_is_asked_once_and_others_are_answered() {
    let (asking, gate) = Asking::<0>::new();
    let first = asking.ask(1, "/proc");
    drop(gate.asked(1));
    let paths = ["/proc", "/proc/stat", "/proc/none", "/proc/stat", "/proc/stat"];
    let others: Vec<_> = paths.iter().map(|path| asking.ask(1, path)).collect();
    assert!(total(&answer(&asking.ask(1, "/"))) > 0);
    assert_eq!(gate.asked(2).asked, ["/proc", "/"]);
    gate.open();
    let answers: Vec<_> = others.iter().map(answer).collect();
    assert_eq!(total(&answer(&first)), 0);
    for told in [0, 1, 3, 4].map(|at: usize| &answers[at]) {
        assert_eq!(total(told), 0);
    }
    let Err(Error::System(error)) = &answers[2] else { panic!("{answers:?}") };
    assert_eq!((error.call, error.errno), ("statvfs", Errno::ENOENT));
    // One after the other; those who asked the same got one answer, but none from before they asked.
    let state = gate.asked(5);
    assert_eq!(state.asked, ["/proc", "/", "/proc", "/proc/stat", "/proc/none"]);
    assert_eq!(state.most_waiting, 1);
}

#[test]
fn what_is_given_up_in_time_is_never_asked() {
    let (asking, gate) = Asking::<1>::new();
    let first = asking.ask(1, "/proc");
    drop(gate.asked(1));
    let [second, third] = ["/proc/stat", "/proc/self/stat"].map(|path| asking.ask(1, path));
    let of_other = asking.ask(2, "/proc/version");
    for question in [&first, &second] {
        asking.usages.cancel(question.0);
        assert!(is_given_up(question));
    }
    asking.usages.cancel_all(1);
    assert!(is_given_up(&third));
    asking.usages.cancel(of_other.0 + 100);
    gate.open();
    assert_eq!(total(&answer(&of_other)), 0);
    assert_eq!(gate.asked(2).asked, ["/proc", "/proc/version"]);
}

#[test]
fn a_bug_is_told_to_those_who_ask_and_the_next_are_answered() {
    let (asking, gate) = Asking::<2>::new();
    let first = asking.ask(1, "/proc");
    drop(gate.asked(1));
    let both = [asking.ask(1, "/proc/bug"), asking.ask(1, "/proc/bug")];
    let next = asking.ask(1, "/proc/stat");
    gate.open();
    let panicked = Err(Error::Bug("a fault on purpose".into()));
    assert_eq!(both.each_ref().map(answer), [panicked.clone(), panicked]);
    assert_eq!([first, next].each_ref().map(|question| total(&answer(question))), [0, 0]);
}

#[test]
fn a_caller_that_fails_does_not_take_the_answer_from_the_next() {
    let (asking, gate) = Asking::<3>::new();
    gate.open();
    let fails = |_, _| panic!("a fault on purpose");
    for _ in 0..3 {
        asking.usages.ask(&asking.host, Path::new("/proc"), 1, fails).unwrap();
    }
    assert_eq!(total(&answer(&asking.ask(1, "/proc/stat"))), 0);
}

#[test]
fn many_questions_need_as_many_threads_as_there_are_file_systems() {
    let (asking, gate) = Asking::<4>::new();
    gate.open();
    let paths = ["/", "/proc", "/proc/stat", "/usr", "/sys"];
    let questions: Vec<_> = (0..1000).map(|at| asking.ask(1, paths[at % paths.len()])).collect();
    for question in &questions {
        assert!(answer(question).is_ok());
    }
    assert_eq!(gate.asked(0).most_waiting, 1);
}

#[test]
fn who_asks_again_once_all_is_answered_is_answered_too() {
    let (asking, gate) = Asking::<5>::new();
    gate.open();
    for round in 1..=50 {
        assert_eq!(total(&answer(&asking.ask(1, "/proc"))), 0);
        assert_eq!(gate.asked(round).asked.len(), round);
    }
}

#[test]
fn what_is_given_up_does_not_pile_up() {
    let (asking, gate) = Asking::<6>::new();
    let first = asking.ask(1, "/proc");
    drop(gate.asked(1));
    for at in 0..20_000 {
        let (number, _) = asking.ask(1, &format!("/proc/{}", at % 100));
        asking.usages.cancel(number);
    }
    // each question holds it
    assert!(Arc::strong_count(&asking.host) < 10);
    let last = asking.ask(1, "/proc/stat");
    gate.open();
    assert_eq!([first, last].each_ref().map(|question| total(&answer(question))), [0, 0]);
    assert_eq!(gate.asked(2).asked, ["/proc", "/proc/stat"]);
}
