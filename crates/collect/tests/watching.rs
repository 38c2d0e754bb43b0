//! The thread of a watch, and the events that nobody has taken yet.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic")]

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use psutil_collect::backend::ProcessWatcher;
use psutil_collect::background::watching::Watching;
use psutil_collect::model::watch::{Happening, WatchEvent, WatchSource};
use psutil_collect::port::Ring;
use psutil_collect::{Error, Result};

enum Step {
    Events(usize),
    Fail,
    Panic,
    Rung,
}

struct Alarm(Mutex<Sender<Step>>);

impl Ring for Alarm {
    fn ring(&self) {
        let _ = self.0.lock().unwrap().send(Step::Rung);
    }
}

/// A watcher that does as it is told, and tells when it is dropped.
struct Fake {
    steps: Receiver<Step>,
    alarm: Arc<Alarm>,
    asked: Sender<()>,
}

impl ProcessWatcher for Fake {
    fn source(&self) -> WatchSource {
        WatchSource::Polling
    }

    fn alarm(&self) -> Arc<dyn Ring> {
        Arc::clone(&self.alarm) as Arc<dyn Ring>
    }

    fn wait(&mut self) -> Result<Vec<WatchEvent>> {
        let _ = self.asked.send(());
        let overflow = WatchEvent { time: 0.0, what: Happening::Overflow };
        match self.steps.recv().unwrap() {
            Step::Events(count) => Ok(vec![overflow; count]),
            Step::Fail => Err(Error::no_such_process(7)),
            Step::Panic => panic!("on purpose"),
            Step::Rung => Ok(Vec::new()),
        }
    }
}

struct Watched {
    watching: Watching,
    steps: Sender<Step>,
    /// A message whenever the watcher waits; closed once it is dropped.
    asked: Receiver<()>,
    /// A message whenever somebody is woken.
    woken: Receiver<()>,
}

fn begin() -> Watched {
    let (steps, to_do) = channel();
    let (asks, asked) = channel();
    let (wakes, woken) = channel();
    let alarm = Arc::new(Alarm(Mutex::new(steps.clone())));
    let fake = Fake { steps: to_do, alarm, asked: asks };
    let watching = Watching::begin(Box::new(fake), move || wakes.send(()).unwrap()).unwrap();
    Watched { watching, steps, asked, woken }
}

impl Watched {
    fn step(&self, step: Step) {
        self.asked.recv().unwrap();
        self.steps.send(step).unwrap();
    }
}

#[test]
fn who_found_nothing_is_woken_once() {
    let mut watched = begin();
    assert!(watched.watching.take().unwrap().is_empty());
    watched.step(Step::Events(2));
    watched.woken.recv().unwrap();
    watched.step(Step::Events(1));
    watched.asked.recv().unwrap();
    assert!(watched.woken.try_recv().is_err());
    assert_eq!(watched.watching.take().unwrap().len(), 3);
    assert!(watched.woken.try_recv().is_err());
}

#[test]
fn nobody_is_woken_for_nothing() {
    let mut watched = begin();
    assert!(watched.watching.take().unwrap().is_empty());
    watched.step(Step::Events(0));
    watched.asked.recv().unwrap();
    assert!(watched.woken.try_recv().is_err());
}

#[test]
fn no_more_events_are_asked_for_than_there_is_room_for() {
    let mut watched = begin();
    watched.step(Step::Events(1 << 16));
    // It does not ask again until some have been taken; then it does.
    watched.steps.send(Step::Events(1)).unwrap();
    loop {
        let taken = watched.watching.take().unwrap().len();
        if taken > 0 {
            assert_eq!(taken, 1 << 16);
            break;
        }
    }
    watched.asked.recv().unwrap();
}

#[test]
fn the_end_ends_the_thread_whether_it_waits_or_has_no_room() {
    for events in [0, 1 << 16] {
        let watched = begin();
        watched.step(Step::Events(events));
        let Watched { watching, asked, .. } = watched;
        drop(watching);
        while asked.recv().is_ok() {} // closed: the watcher is gone
    }
}

#[test]
fn a_failure_comes_after_what_happened_before_it_and_once() {
    let mut watched = begin();
    watched.step(Step::Events(1));
    watched.step(Step::Fail);
    while watched.asked.recv().is_ok() {}
    assert_eq!(watched.watching.take().unwrap().len(), 1);
    let failure = loop {
        if let Err(error) = watched.watching.take() {
            break error;
        }
    };
    assert_eq!(failure, Error::no_such_process(7));
    assert!(watched.watching.take().unwrap().is_empty());
}

#[test]
fn a_bug_in_the_thread_wakes_who_waits_and_is_told_once() {
    let mut watched = begin();
    assert!(watched.watching.take().unwrap().is_empty());
    watched.step(Step::Panic);
    watched.woken.recv().unwrap();
    assert_eq!(watched.watching.take(), Err(Error::Bug("on purpose".into())));
    assert!(watched.watching.take().unwrap().is_empty());
}
