use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use super::super::wait::*;
use super::*;
use crate::backend::Progress;
use crate::background::waiter::{Begun, Waiter};
use crate::model::process::ExitStatus;
use crate::port::{ChildExit, Ended};

fn machine() -> Made {
    Made::of(&[Raw(50, 1, 50, 10, ""), Raw(60, 50, 50, 30, "")])
}

/// What the kernel will tell.
fn will_end(made: &Made, pid: Pid, status: Option<i32>) {
    made.kernel.set(Question::of("ended", &[pid]), Ended { pid, status });
}

fn tokens(made: &Made, poller: &Poller<Made>) -> Vec<u64> {
    poll(made, poller, Some(Duration::ZERO)).unwrap()
}

const EXITED_7: i32 = 7 << 8;
const CODE_7: Progress = Progress::Ended(Some(ExitStatus::Code(7)));
const SOMEHOW: Progress = Progress::Ended(None);
const GOES: Progress = Progress::Goes(None);

#[test]
fn a_child_is_looked_at_and_left_to_be_reaped() {
    let made = machine();
    let poller = poller(&made).unwrap();
    let mut watched = watch(&made, target(60, 30)).unwrap();
    assert_eq!(look(&made, &mut watched), Ok(GOES));
    arm(&made, &poller, 1, &watched).unwrap();
    assert_eq!(tokens(&made, &poller), [0; 0]);
    will_end(&made, 60, None);
    made.set(&[Raw(60, 50, 50, 30, "Z")]);
    made.kernel.set(Question::of("waitid", &[60]), Some(ChildExit::Killed(9)));
    assert_eq!(tokens(&made, &poller), [1]);
    let killed = Progress::Ended(Some(ExitStatus::Signal(9)));
    assert_eq!(look(&made, &mut watched), Ok(killed));
    assert_eq!(made.kernel.deeds(), []);
}

#[test]
fn a_child_that_is_ending_is_given_the_time_to() {
    let made = machine();
    let poller = poller(&made).unwrap();
    let mut watched = watch(&made, target(60, 30)).unwrap();
    arm(&made, &poller, 1, &watched).unwrap();
    will_end(&made, 60, None);
    made.kernel.set(Question::of("waitid", &[60]), None::<ChildExit>);
    assert_eq!(tokens(&made, &poller), [1]);
    let progress = look(&made, &mut watched).unwrap();
    assert!(matches!(progress, Progress::Goes(Some(_))), "{progress:?}");
    // It is not asked about again: the time to look is known.
    made.kernel.forget(&Question::of("ended", &[60]));
    arm(&made, &poller, 1, &watched).unwrap();
    assert_eq!(tokens(&made, &poller), [0; 0]);
    made.kernel.set(Question::of("waitid", &[60]), Some(ChildExit::Exited(7)));
    assert_eq!(look(&made, &mut watched), Ok(CODE_7));
}

#[test]
fn of_a_stranger_the_kernel_tells() {
    let made = machine();
    let poller = poller(&made).unwrap();
    let mut watched = watch(&made, target(60, 30)).unwrap();
    arm(&made, &poller, 1, &watched).unwrap();
    will_end(&made, 60, Some(EXITED_7));
    assert_eq!(tokens(&made, &poller), [1]);
    // Not yet a zombie, and then long gone: it has ended.
    assert_eq!(look(&made, &mut watched), Ok(CODE_7));
    made.gone(60);
    assert_eq!(look(&made, &mut watched), Ok(CODE_7));
}

#[test]
fn all_that_wait_for_one_are_told() {
    let made = machine();
    let poller = poller(&made).unwrap();
    let mut several: Vec<_> = (0..3).map(|_| watch(&made, target(60, 30)).unwrap()).collect();
    for (token, watched) in (1..).zip(&several) {
        arm(&made, &poller, token, watched).unwrap();
    }
    several.remove(1); // given up
    will_end(&made, 60, Some(EXITED_7));
    assert_eq!(tokens(&made, &poller), [1, 3]);
    for mut watched in several {
        assert_eq!(look(&made, &mut watched), Ok(CODE_7));
    }
}

#[test]
fn one_that_dies_before_the_kernel_is_asked_is_looked_at_at_once() {
    let made = machine();
    let poller = poller(&made).unwrap();
    let mut watched = watch(&made, target(60, 30)).unwrap();
    assert_eq!(look(&made, &mut watched), Ok(GOES));
    made.set(&[Raw(60, 50, 50, 30, "Z7")]);
    made.kernel.refuse(Question::of("watch_exit", &[60]), Errno::ESRCH);
    arm(&made, &poller, 1, &watched).unwrap();
    assert_eq!(tokens(&made, &poller), [1]);
    assert_eq!(look(&made, &mut watched), Ok(CODE_7));
    // A kernel that does not mind, and does not tell either.
    let mut watched = watch(&made, target(60, 30)).unwrap();
    made.kernel.forget(&Question::of("watch_exit", &[60]));
    arm(&made, &poller, 2, &watched).unwrap();
    assert_eq!(tokens(&made, &poller), [2]);
    assert_eq!(look(&made, &mut watched), Ok(CODE_7));
    made.gone(60);
    assert_eq!(look(&made, &mut watched), Ok(SOMEHOW));
    assert!(watch(&made, target(60, 30)).is_err());
}

#[test]
fn one_that_ends_slowly_is_looked_at_now_and_then() {
    let made = machine();
    let poller = poller(&made).unwrap();
    let mut watched = watch(&made, target(60, 30)).unwrap();
    made.kernel.refuse(Question::of("watch_exit", &[60]), Errno::ESRCH);
    arm(&made, &poller, 1, &watched).unwrap();
    assert_eq!(tokens(&made, &poller), [1]);
    let mut last = Instant::now();
    for _ in 0..8 {
        let Ok(Progress::Goes(Some(until))) = look(&made, &mut watched) else {
            panic!("it goes on, and nobody will tell");
        };
        assert!(until > last);
        last = until;
        arm(&made, &poller, 1, &watched).unwrap();
        assert_eq!(tokens(&made, &poller), [0; 0]);
    }
}

#[test]
fn a_number_that_is_anothers_by_then_is_looked_at_at_once() {
    let made = machine();
    let poller = poller(&made).unwrap();
    let mut first = watch(&made, target(60, 30)).unwrap();
    made.set(&[Raw(60, 50, 50, 31, "")]);
    arm(&made, &poller, 1, &first).unwrap();
    assert_eq!(tokens(&made, &poller), [1]);
    assert_eq!(look(&made, &mut first), Ok(SOMEHOW));
    // What the kernel will tell now may be of either: who waits for the second looks for itself.
    let mut second = watch(&made, target(60, 31)).unwrap();
    arm(&made, &poller, 2, &second).unwrap();
    will_end(&made, 60, Some(EXITED_7));
    assert_eq!(tokens(&made, &poller), [2]);
    assert_eq!(look(&made, &mut second), Ok(GOES));
    arm(&made, &poller, 2, &second).unwrap();
    assert_eq!(tokens(&made, &poller), [2]);
    assert_eq!(look(&made, &mut second), Ok(CODE_7));
}

#[test]
fn nothing_is_told_twice_and_failures_are_the_kernels() {
    let made = machine();
    let poller = poller(&made).unwrap();
    let watched = watch(&made, target(60, 30)).unwrap();
    made.kernel.refuse(Question::of("watch_exit", &[60]), Errno::ENOMEM);
    let error = arm(&made, &poller, 1, &watched).unwrap_err();
    assert!(matches!(error, Error::System(_)));
    made.kernel.forget(&Question::of("watch_exit", &[60]));
    arm(&made, &poller, 2, &watched).unwrap();
    interrupt(&made, &poller).unwrap();
    assert_eq!(tokens(&made, &poller), [0; 0]);
    will_end(&made, 60, Some(0));
    assert_eq!(tokens(&made, &poller), [2]);
    assert_eq!(tokens(&made, &poller), [0; 0]);
}

#[test]
fn a_child_can_be_asked_about_again_and_again() {
    let made = machine();
    made.kernel.set(Question::of("waitid", &[60]), Some(ChildExit::Exited(7)));
    made.set(&[Raw(60, 50, 50, 30, "Z")]);
    let mut watched = watch(&made, target(60, 30)).unwrap();
    assert_eq!(look(&made, &mut watched), Ok(CODE_7));
    assert_eq!(look(&made, &mut watched), Ok(CODE_7));
    // Reaped between the look and the question: who was asked about was another.
    made.kernel.set(one(60), Raw(60, 50, 50, 30, "Z").bytes());
    made.then_gone(60);
    assert_eq!(look(&made, &mut watched), Ok(SOMEHOW));
}

#[test]
fn the_thread_that_waits_for_all_waits_by_it() {
    static WAITER: Waiter<Made> = Waiter::new();
    let made = Arc::new(machine());
    made.kernel.refuse(Question::of("watch_exit", &[50]), Errno::EACCES);
    let (ended, all_ended) = mpsc::channel();
    let begin = |pid, start| {
        let ended = ended.clone();
        let tell = move |_, status| ended.send((pid, status)).unwrap();
        WAITER.begin(&made, target(pid, start), 1, tell).unwrap()
    };
    // By the kernel, twice, and by looking now and then.
    for begun in [begin(60, 30), begin(60, 30), begin(50, 10)] {
        assert!(matches!(begun, Begun::Waits(_)));
    }
    made.set(&[Raw(50, 1, 50, 10, "Z")]);
    will_end(&made, 60, Some(EXITED_7));
    let told = || all_ended.recv_timeout(Duration::from_secs(60)).unwrap();
    let mut told = [told(), told(), told()];
    told.sort_by_key(|(pid, _)| *pid);
    let code = Ok(Some(ExitStatus::Code(7)));
    assert_eq!(told, [(50, Ok(None)), (60, code.clone()), (60, code)]);
}
