use super::super::family::*;
use super::super::list::{number_is_taken, numbers};
use super::super::visit;
use super::*;
use crate::model::process::ByParent;

/// init, a shell, its two children, and one of these has a child.
fn machine() -> [Raw; 6] {
    [
        Raw(0, 0, 0, 1, "K"),
        Raw(1, 0, 1, 2, ""),
        Raw(50, 1, 50, 10, ""),
        Raw(60, 50, 50, 30, ""),
        Raw(61, 50, 50, 20, ""),
        Raw(7, 61, 50, 40, ""), // numbers have begun anew
    ]
}

fn by_parent(raws: &[Raw]) -> ByParent {
    let mut by_parent = ByParent::new();
    for raw in raws {
        by_parent.or_default(raw.1).push(raw.0);
    }
    by_parent
}

fn family(made: &Made, pid: Pid) -> Vec<Pid> {
    let root = visit::find(made, Some(pid)).unwrap();
    let found = descendants_of(made, root, true, &by_parent(&machine())).unwrap();
    found.iter().map(|target| target.pid).collect()
}

#[test]
fn the_family_up_and_down() {
    let made = Made::<0>::of(&machine());
    assert_eq!(parent_of(&made, target(7, 40)), Ok(Some(target(61, 20))));
    let up = ancestors_of(&made, target(7, 40)).unwrap();
    assert_eq!(up, [target(61, 20), target(50, 10), target(1, 2)]);
    assert_eq!(family(&made, 50), [60, 61, 7]);
    let near = descendants_of(&made, target(50, 10), false, &by_parent(&machine())).unwrap();
    assert_eq!(near, [target(60, 30), target(61, 20)]);
    assert_eq!(family(&made, 7), [0; 0]);
    assert_eq!(numbers(&made), Ok(vec![0, 1, 7, 50, 60, 61]));
}

#[test]
fn nobody_is_the_child_of_the_kernel_itself() {
    let made = Made::<0>::of(&machine());
    assert_eq!(parent_of(&made, target(1, 2)), Ok(None));
    assert_eq!(parent_of(&made, target(0, 1)), Ok(None));
}

#[test]
fn trap_4_a_parent_is_not_younger_than_its_child() {
    let mut raws = machine();
    raws[2].3 = 25; // 50 has ended, and its number is another's
    let made = Made::<0>::of(&raws);
    assert_eq!(parent_of(&made, target(61, 20)), Ok(None));
    assert_eq!(family(&made, 50), [60]);
    // What is not known is no reason.
    raws[2].3 = 0;
    let made = Made::<0>::of(&raws);
    let parent = parent_of(&made, target(61, 20)).unwrap().map(|parent| parent.pid);
    assert_eq!(parent, Some(50));
}

#[test]
fn a_parent_that_ends_while_we_look_was_none() {
    let made = Made::<0>::of(&machine());
    // It is given to init in between.
    made.then(&Raw(61, 1, 50, 20, ""));
    made.gone(50);
    assert_eq!(parent_of(&made, target(61, 20)), Ok(Some(target(1, 2))));
    // Or its number is given away before it is looked at, and it is given to init after.
    let made = Made::<0>::of(&machine());
    made.then(&Raw(61, 1, 50, 20, ""));
    made.kernel.set(one(50), Raw(50, 1, 50, 15, "").bytes());
    assert_eq!(parent_of(&made, target(61, 20)), Ok(Some(target(1, 2))));
}

#[test]
fn a_parent_that_ends_behind_the_list_has_no_children() {
    let made = Made::<0>::of(&machine());
    made.kernel.set(one(61), Raw(61, 50, 50, 39, "").bytes());
    assert_eq!(family(&made, 50), [60, 61]);
    let made = Made::<0>::of(&machine());
    made.then_gone(50);
    assert!(is_gone(&descendants_of(&made, target(50, 10), true, &by_parent(&machine()))));
}

#[test]
fn whoever_is_in_a_loop_is_told_once() {
    let raws = [Raw(1, 3, 1, 5, ""), Raw(2, 1, 1, 5, ""), Raw(3, 2, 1, 5, "")];
    let made = Made::<0>::of(&raws);
    assert_eq!(ancestors_of(&made, target(1, 5)), Ok(vec![target(3, 5), target(2, 5)]));
    let down = descendants_of(&made, target(1, 5), true, &by_parent(&raws)).unwrap();
    assert_eq!(down, [target(2, 5), target(3, 5)]);
}

#[test]
fn a_number_that_is_anothers_is_not_asked_for_its_family() {
    let made = Made::<0>::of(&machine());
    assert!(is_gone(&parent_of(&made, target(61, 19))));
    assert!(is_gone(&ancestors_of(&made, target(61, 19))));
    assert!(is_gone(&descendants_of(&made, target(50, 9), true, &by_parent(&machine()))));
}

#[test]
fn a_number_is_taken_also_by_whom_we_may_not_look_at() {
    let made = Made::<0>::of(&machine());
    made.kernel.refuse(one(80), Errno::EPERM);
    for (pid, is_taken) in [(0, true), (61, true), (80, true), (81, false), (-1, false)] {
        assert_eq!(number_is_taken(&made, pid), Ok(is_taken), "{pid}");
    }
}
