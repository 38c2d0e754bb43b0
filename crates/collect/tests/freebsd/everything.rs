//! Every item of the API.

use nix::errno::Errno;
use psutil_collect::availability::Platform;
use psutil_collect::port::replay::Question;

use crate::machine::processes::{ARGS, KERNEL, SERVER, SSHD, THREADS, ZOMBIE, plain, proc, rlimit};
use crate::machine::{machine, shared};
use crate::replay::contract::{check_others, check_zombie};
use crate::replay::every_item::{Asked, check};

#[test]
fn what_is_listed_for_freebsd_answers_and_nothing_else() {
    let asked = Asked { pid: SERVER, root: SERVER, path: "/", resource: 8 };
    check(&shared(&machine()), &asked, Platform::FreeBsd);
}

#[test]
fn zombies_the_kernel_and_others_answer_as_promised() {
    let replay = machine();
    for pid in [KERNEL, SSHD] {
        replay.refuse(proc(ARGS, pid), Errno::EPERM);
        replay.refuse(rlimit(pid, 8), Errno::EPERM);
        replay.set(proc(THREADS, pid), plain(pid, KERNEL, 0, "one"));
        replay.set(Question::of("cpuset_getaffinity", &[3, pid]), vec![1_u8; 128]);
    }
    let backend = &*shared(&replay);
    let asked = Asked { pid: ZOMBIE, root: SERVER, path: "/", resource: 8 };
    check_zombie(backend, &asked);
    check_others(backend, &asked, &[KERNEL, SSHD]);
}
