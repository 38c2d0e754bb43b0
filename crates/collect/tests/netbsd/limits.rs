//! Resource limits, which are read and written one by one.

use nix::errno::Errno;
use psutil_collect::Error;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::process::Limits;

use crate::machine::{Made, USERS, process, sysctl};

const NOFILE: i32 = 8;
const SOFT: [i32; 5] = [10, USERS, 2, 9, 1];
const HARD: [i32; 5] = [10, USERS, 2, 9, 2];

fn limits(soft: u64, hard: u64) -> Limits {
    Limits { soft: Some(soft), hard: Some(hard) }
}

/// What was written, in order.
fn written(made: &Made) -> Vec<(Vec<i64>, u64)> {
    let deeds = made.kernel.deeds().into_iter();
    let number = |bytes: Vec<u8>| u64::from_ne_bytes(bytes.try_into().unwrap());
    deeds.map(|deed| (deed.question.numbers, number(deed.bytes))).collect()
}

fn numbers(mib: [i32; 5]) -> Vec<i64> {
    mib.map(i64::from).to_vec()
}

#[test]
fn soft_and_hard_are_two_questions() {
    let made = Made::default();
    let known = made.backend.rlimit(&made.visit(USERS), NOFILE);
    assert_eq!(known, Ok(Limits { soft: Some(64), hard: None }));
}

#[test]
fn trap_35_both_are_set_in_the_order_in_which_neither_is_refused() {
    for (now, wanted, hard_first) in [
        (100_u64, limits(50, 80), false),
        (100, limits(50, 100), false),
        (100, limits(50, 200), true),
        (100, limits(150, 200), true),
    ] {
        let made = Made::default();
        made.kernel.set(sysctl(&HARD), now.to_ne_bytes().to_vec());
        made.backend.set_rlimit(&made.visit(USERS), NOFILE, wanted).unwrap();
        let soft = (numbers(SOFT), wanted.soft.unwrap());
        let hard = (numbers(HARD), wanted.hard.unwrap());
        let order = if hard_first { vec![hard, soft] } else { vec![soft, hard] };
        assert_eq!(written(&made), order, "{wanted:?}");
    }
}

#[test]
fn no_limit_is_the_kernels_number_for_that() {
    let made = Made::default();
    let unlimited = Limits { soft: None, hard: None };
    made.backend.set_rlimit(&made.visit(USERS), NOFILE, unlimited).unwrap();
    let most = 0x7FFF_FFFF_FFFF_FFFF;
    assert_eq!(written(&made), [(numbers(SOFT), most), (numbers(HARD), most)]);
}

#[test]
fn who_may_not_raise_a_limit_has_not_changed_the_other() {
    let made = Made::default();
    made.kernel.set(sysctl(&HARD), 100_u64.to_ne_bytes().to_vec());
    made.kernel.then_refuse(sysctl(&HARD), Errno::EPERM);
    let denied = made.backend.set_rlimit(&made.visit(USERS), NOFILE, limits(50, 200));
    assert!(matches!(denied, Err(Error::AccessDenied { pid: Some(USERS), .. })));
    assert_eq!(written(&made), [(numbers(HARD), 200)], "tried, and refused");
}

#[test]
fn a_soft_limit_above_the_hard_one_is_refused_before_anything_is_done() {
    let made = Made::default();
    let snapshot = made.visit(USERS);
    let refused = made.backend.set_rlimit(&snapshot, NOFILE, limits(81, 80));
    assert!(matches!(refused, Err(Error::System(error)) if error.errno == Errno::EINVAL));
    made.becomes(USERS, process(USERS, &[("p_ustart_usec", 1)]));
    let gone = made.backend.set_rlimit(&snapshot, NOFILE, limits(1, 2));
    assert_eq!(gone, Err(Error::NoSuchProcess { pid: USERS, reused: true }));
}
