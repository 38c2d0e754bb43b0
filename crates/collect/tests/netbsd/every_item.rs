use nix::errno::Errno;
use psutil_collect::availability::Platform;

use crate::machine::{CHILD, KERNEL, Made, OTHERS, USERS, ZOMBIE, lwp, sysctl};
use crate::replay::contract::{check_others, check_zombie};
use crate::replay::every_item::{Asked, check};

#[test]
fn what_is_listed_answers_and_all_else_says_so() {
    let made = Made::default();
    let asked = Asked { pid: USERS, root: USERS, path: "/", resource: 8 };
    check(&made.backend, &asked, Platform::NetBsd);
}

#[test]
fn zombies_the_kernel_and_others_answer_as_promised() {
    let made = Made::default();
    let backend = &*made.backend;
    made.refuse(&[1, 64, ZOMBIE, 128, i32::MAX], Errno::ESRCH);
    for pid in [KERNEL, OTHERS] {
        made.kernel.set(sysctl(&[1, 64, pid, 128, i32::MAX]), lwp(pid, 1, 3));
    }
    for (pid, errno) in [(ZOMBIE, Errno::ESRCH), (KERNEL, Errno::EPERM), (OTHERS, Errno::EPERM)] {
        made.refuse(&[10, pid, 2, 9, 1], errno);
        made.refuse(&[2, 16, 1, pid, 1128], errno);
    }
    let asked = Asked { pid: ZOMBIE, root: CHILD, path: "/", resource: 8 };
    check_zombie(backend, &asked);
    check_others(backend, &asked, &[KERNEL, OTHERS]);
}
