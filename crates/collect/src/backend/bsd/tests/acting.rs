use super::super::scheduling::set_nice;
use super::super::signal::signal;
use super::*;
use crate::port::replay::Deed;

fn machine() -> Made {
    Made::of(&[
        Raw(0, 0, 0, 1, "K"),
        Raw(9, 0, 0, 1, "K"),
        Raw(50, 1, 50, 10, ""),
        Raw(60, 50, 50, 30, "Z"),
    ])
}

fn deed(call: &'static str, numbers: [i32; 2]) -> Deed {
    Deed { question: Question::of(call, &numbers), bytes: Vec::new() }
}

#[test]
fn a_signal_reaches_the_process_that_is_meant() {
    let made = machine();
    made.kernel.set(Question::of("kill", &[50]), ());
    assert_eq!(signal(&made, target(50, 10), 15), Ok(()));
    assert!(is_gone(&signal(&made, target(50, 9), 15)));
    assert!(is_gone(&signal(&made, target(51, 9), 15)));
    assert_eq!(made.kernel.deeds(), [deed("kill", [50, 15])]);
    made.kernel.refuse(Question::of("kill", &[50]), Errno::EPERM);
    let denied = signal(&made, target(50, 10), 15);
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(50), .. })));
}

#[test]
fn the_kernel_takes_no_signal_and_no_group_is_sent_one() {
    let made = machine();
    for pid in [0, 9] {
        made.kernel.set(Question::of("kill", &[pid]), ());
        made.kernel.set(Question::of("setpriority", &[pid]), ());
        assert!(matches!(signal(&made, target(pid, 1), 15), Err(Error::AccessDenied { .. })));
    }
    assert!(matches!(set_nice(&made, target(0, 1), 5), Err(Error::AccessDenied { .. })));
    assert_eq!(made.kernel.deeds(), []);
}

#[test]
fn a_zombie_takes_signals_whether_or_not_the_kernel_finds_it() {
    let made = machine();
    assert_eq!(signal(&made, target(60, 30), 9), Ok(())); // ESRCH
    made.kernel.set(Question::of("kill", &[60]), ());
    assert_eq!(signal(&made, target(60, 30), 9), Ok(()));
    // Reaped between the look and the signal.
    let made = machine();
    made.then_gone(60);
    assert!(is_gone(&signal(&made, target(60, 30), 9)));
}

#[test]
fn the_nice_value_is_set_of_the_process_that_is_meant() {
    let made = machine();
    made.kernel.set(Question::of("setpriority", &[50]), ());
    assert_eq!(set_nice(&made, target(50, 10), 7), Ok(()));
    assert!(is_gone(&set_nice(&made, target(50, 11), 7)));
    assert_eq!(made.kernel.deeds(), [deed("setpriority", [50, 7])]);
    made.kernel.refuse(Question::of("setpriority", &[50]), Errno::EACCES);
    assert!(matches!(set_nice(&made, target(50, 10), -7), Err(Error::AccessDenied { .. })));
    // Nobody: a zombie, or it has just gone.
    assert_eq!(set_nice(&made, target(60, 30), 7), Err(Error::ZombieProcess { pid: 60 }));
    made.kernel.forget(&Question::of("setpriority", &[50]));
    made.then_gone(50);
    assert!(is_gone(&set_nice(&made, target(50, 10), 7)));
}
