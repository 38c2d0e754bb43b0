use std::sync::Arc;
use std::time::Duration;

use super::super::watch::watch_processes;
use super::*;
use crate::backend::ProcessWatcher;
use crate::model::process::ExitStatus;
use crate::model::watch::{Happening, WatchSource};
use crate::port::ChildExit;

fn machine() -> Vec<Raw> {
    vec![Raw(1, 0, 1, 2, ""), Raw(50, 1, 50, 10, ""), Raw(60, 50, 50, 30, "Z7")]
}

fn watched() -> (Arc<Made>, Box<dyn ProcessWatcher>) {
    let made = Arc::new(Made::of(&machine()));
    made.kernel.set(Question::of("clock_gettime", &[0]), Duration::from_secs(5));
    let watcher = watch_processes(Arc::clone(&made), Duration::from_millis(1)).unwrap();
    (made, watcher)
}

fn happenings(watcher: &mut Box<dyn ProcessWatcher>) -> Vec<Happening> {
    let events = watcher.wait().unwrap();
    assert!(events.iter().all(|event| (event.time - 5000.0).abs() < f64::EPSILON));
    events.into_iter().map(|event| event.what).collect()
}

fn exit(pid: Pid, start: u64, status: Option<ExitStatus>) -> Happening {
    Happening::Exit { pid, target: Some(target(pid, start)), status }
}

fn start(pid: Pid, since: u64, ppid: Pid) -> Happening {
    Happening::Start { pid, target: Some(target(pid, since)), ppid: Some(ppid) }
}

#[test]
fn who_was_there_is_not_told_of_and_zombies_had_ended() {
    let (made, mut watcher) = watched();
    assert_eq!(watcher.source(), WatchSource::Polling);
    assert_eq!(happenings(&mut watcher), []);
    made.gone(60);
    made.list(&machine()[..2]);
    assert_eq!(happenings(&mut watcher), []);
}

#[test]
fn beginnings_and_ends_are_told_once() {
    let (made, mut watcher) = watched();
    let mut raws = machine();
    raws.push(Raw(70, 50, 50, 40, ""));
    made.set(&raws);
    assert_eq!(happenings(&mut watcher), [start(70, 40, 50)]);
    assert_eq!(happenings(&mut watcher), []);
    raws[3].4 = "Z7";
    made.set(&raws);
    assert_eq!(happenings(&mut watcher), [exit(70, 40, Some(ExitStatus::Code(7)))]);
    assert_eq!(happenings(&mut watcher), []);
}

#[test]
fn a_child_of_ours_is_asked_how_it_ended() {
    let (made, mut watcher) = watched();
    made.kernel.set(Question::of("waitid", &[50]), Some(ChildExit::Killed(9)));
    made.set(&[Raw(1, 0, 1, 2, ""), Raw(50, 1, 50, 0, "Z")]);
    assert_eq!(happenings(&mut watcher), [exit(50, 10, Some(ExitStatus::Signal(9)))]);
}

#[test]
fn a_number_that_is_used_again_is_two_processes() {
    let (made, mut watcher) = watched();
    let mut raws = machine();
    raws[1].3 = 11;
    made.set(&raws);
    assert_eq!(happenings(&mut watcher), [exit(50, 10, None), start(50, 11, 1)]);
}

#[test]
fn who_is_only_missing_in_the_list_has_not_ended() {
    let (made, mut watcher) = watched();
    made.list(&machine()[..1]);
    assert_eq!(happenings(&mut watcher), []);
    made.kernel.refuse(one(50), Errno::EPERM);
    assert_eq!(happenings(&mut watcher), []);
    made.gone(50);
    assert_eq!(happenings(&mut watcher), [exit(50, 10, None)]);
}

#[test]
fn the_alarm_ends_one_wait() {
    let (made, mut watcher) = watched();
    made.gone(50);
    made.list(&machine()[..1]);
    watcher.alarm().ring();
    assert_eq!(happenings(&mut watcher), []);
    assert_eq!(happenings(&mut watcher), [exit(50, 10, None)]);
}
