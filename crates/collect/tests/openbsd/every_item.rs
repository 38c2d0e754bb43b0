//! What is listed for OpenBSD answers, and nothing else.

use psutil_collect::availability::Platform;

use crate::machine::{DAEMON, Machine, SHELL, SWAPPER, WORKER, ZOMBIE};
use crate::replay::contract::{check_others, check_zombie};
use crate::replay::every_item::{Asked, check};

#[test]
fn what_is_listed_for_openbsd_answers_and_nothing_else() {
    let machine = Machine::default();
    let asked = Asked { pid: SHELL, root: WORKER, path: "/", resource: 7 };
    check(&machine.openbsd, &asked, Platform::OpenBsd);
}

#[test]
fn zombies_the_kernel_and_others_answer_as_promised() {
    let openbsd = &*Machine::default().openbsd;
    let asked = Asked { pid: ZOMBIE, root: WORKER, path: "/", resource: 7 };
    check_zombie(openbsd, &asked);
    check_others(openbsd, &asked, &[SWAPPER, DAEMON]);
}
