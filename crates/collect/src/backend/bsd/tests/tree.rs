use std::cell::Cell;
use std::time::Duration;

use super::super::tree::*;
use super::super::visit;
use super::*;
use crate::model::process::Tree;

const SIGKILL: i32 = 9;
const SIGTERM: i32 = 15;

/// A shell of its own session, with a child, and one that init has taken over since; a stranger; and this program.
fn machine() -> Vec<Raw> {
    vec![
        Raw(1, 0, 1, 2, ""),
        Raw(50, 1, 50, 10, ""),
        Raw(60, 50, 50, 30, ""),
        Raw(61, 1, 50, 31, ""),
        Raw(70, 1, 70, 20, ""),
        Raw(99, 1, 99, 40, ""),
    ]
}

/// All of them, and they stand as soon as they are told to.
fn made() -> Made {
    let made = Made::of(&machine());
    made.kernel.set(Question::about("getpid", ""), 99);
    made.kernel.set(Question::of("clock_gettime", &[2]), Duration::from_secs(1));
    for raw in machine() {
        made.kernel.set(Question::of("kill", &[raw.0]), ());
    }
    made
}

fn stand(made: &Made, pids: &[Pid]) {
    let mut raws = machine();
    for raw in raws.iter_mut().filter(|raw| pids.contains(&raw.0)) {
        raw.4 = "T";
    }
    made.set(&raws);
}

fn sent(made: &Made) -> Vec<(i64, i64)> {
    let deeds = made.kernel.deeds();
    deeds.iter().map(|deed| (deed.question.numbers[0], deed.question.numbers[1])).collect()
}

fn numbers(tree: &Tree) -> (Vec<Pid>, Vec<Pid>) {
    let of = |targets: &[Target]| targets.iter().map(|target| target.pid).collect();
    (of(&tree.members), of(&tree.denied))
}

#[test]
fn a_tree_has_also_those_that_lost_their_parents() {
    let made = made();
    let tree = members_of_tree(&made, &[target(50, 10)]).unwrap();
    assert_eq!(numbers(&tree), (vec![50, 60, 61], vec![]));
    // An ended root still tells whose session it was, if one of them is known.
    let made = made_without_root();
    let tree = members_of_tree(&made, &[target(50, 10), target(60, 30)]).unwrap();
    assert_eq!(numbers(&tree), (vec![60, 61], vec![]));
    assert_eq!(sent(&made), []);
}

fn made_without_root() -> Made {
    let made = made();
    made.gone(50);
    let raws: Vec<_> = machine().into_iter().filter(|raw| raw.0 != 50).collect();
    made.list(&raws);
    made
}

#[test]
fn all_stand_before_any_is_killed() {
    let made = made();
    let pauses = Cell::new(0);
    let pause = |_| {
        pauses.set(pauses.get() + 1);
        stand(&made, &[50, 60, 61]);
        true
    };
    let tree = signal_whole_tree(&made, &[target(50, 10)], SIGKILL, &pause).unwrap();
    assert_eq!(numbers(&tree), (vec![50, 60, 61], vec![]));
    let stop = i64::from(nix::sys::signal::Signal::SIGSTOP as i32);
    let kill = i64::from(SIGKILL);
    let expected = [(50, stop), (60, stop), (61, stop), (61, kill), (60, kill), (50, kill)];
    assert_eq!(sent(&made), expected);
    assert!(pauses.get() > 0);
}

#[test]
fn who_is_forked_meanwhile_does_not_escape() {
    let made = made();
    let pause = |_| {
        let mut raws = machine();
        raws.push(Raw(62, 60, 50, 32, ""));
        made.kernel.set(Question::of("kill", &[62]), ());
        for raw in &mut raws {
            if [50, 60, 61].contains(&raw.0) {
                raw.4 = "T";
            }
        }
        if sent(&made).iter().any(|(pid, _)| *pid == 62) {
            raws.last_mut().unwrap().4 = "T";
        }
        made.set(&raws);
        true
    };
    let tree = signal_whole_tree(&made, &[target(50, 10)], SIGTERM, &pause).unwrap();
    assert_eq!(numbers(&tree), (vec![50, 60, 61, 62], vec![]));
    // What the signal has not killed goes on.
    let goes_on = i64::from(nix::sys::signal::Signal::SIGCONT as i32);
    let continued: Vec<_> = sent(&made).into_iter().filter(|it| it.1 == goes_on).collect();
    assert_eq!(continued, [(62, goes_on), (61, goes_on), (60, goes_on), (50, goes_on)]);
}

#[test]
fn a_zombie_of_unknown_start_stays_who_it_was() {
    let made = made();
    let pause = |_| {
        let mut raws = machine();
        for raw in raws.iter_mut().filter(|raw| [50, 60, 61].contains(&raw.0)) {
            raw.4 = "T";
        }
        raws[2] = Raw(60, 50, 50, 0, "Z");
        made.set(&raws);
        true
    };
    let tree = signal_whole_tree(&made, &[target(50, 10)], SIGKILL, &pause).unwrap();
    assert_eq!(numbers(&tree), (vec![50, 60, 61], vec![]));
}

#[test]
fn who_takes_no_signal_is_told_of() {
    let made = made();
    made.kernel.refuse(Question::of("kill", &[60]), Errno::EPERM);
    let pause = |_| {
        stand(&made, &[50, 61]);
        true
    };
    let tree = signal_whole_tree(&made, &[target(50, 10)], SIGKILL, &pause).unwrap();
    assert_eq!(numbers(&tree), (vec![50, 61], vec![60]));
}

#[test]
fn our_own_tree_is_left_alone() {
    let made = made();
    let ourselves = visit::find(&made, None).unwrap();
    for known in [ourselves, target(1, 2)] {
        let held = signal_whole_tree(&made, &[known], SIGKILL, &|_| true);
        assert_eq!(held, Err(Error::HoldsThisProgram { pid: known.pid }));
    }
    assert_eq!(sent(&made), []);
}

#[test]
fn when_time_is_up_the_signal_goes_to_who_is_known() {
    let made = made();
    let tree = signal_whole_tree(&made, &[target(50, 10)], SIGKILL, &|_| false).unwrap();
    assert_eq!(numbers(&tree), (vec![50, 60, 61], vec![]));
    assert_eq!(sent(&made).iter().filter(|(_, signal)| *signal == i64::from(SIGKILL)).count(), 3);
}
