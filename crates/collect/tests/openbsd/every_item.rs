//! What is listed for OpenBSD answers, and nothing else.

use psutil_collect::availability::Platform;

use crate::machine::{Machine, SHELL, WORKER};
use crate::replay::every_item::{Asked, check};

#[test]
fn what_is_listed_for_openbsd_answers_and_nothing_else() {
    let machine = Machine::default();
    let asked = Asked { pid: SHELL, root: WORKER, path: "/", resource: 7 };
    check(&machine.openbsd, &asked, Platform::OpenBsd);
}
