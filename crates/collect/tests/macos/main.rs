//! The backend of macOS on a made-up machine: what its answers are, and what each refusal of the kernel means.
#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test that cannot go on may panic, and exact numbers are expected"
)]

#[path = "../replay/mod.rs"]
mod replay;

mod connections;
mod fds;
mod identity;
mod machine;
mod memory;
mod power;
mod records;
mod system;
mod words;

use std::sync::Arc;

use nix::errno::Errno;
use psutil_collect::availability::Platform;

use machine::processes::rusage_of;
use machine::{DAEMON, KERNEL, PROGRAM, ZOMBIE, collector, machine, pidinfo};
use replay::contract::{check_others, check_zombie};
use replay::every_item::{Asked, check};

#[test]
fn what_is_listed_for_macos_answers_and_nothing_else() {
    let asked = Asked { pid: PROGRAM, root: PROGRAM, path: "/", resource: 0 };
    check(&Arc::clone(&collector(&machine())), &asked, Platform::MacOs);
}

#[test]
fn zombies_the_kernel_and_others_answer_as_promised() {
    let kernel = machine();
    for flavor in [4, 9, 28] {
        kernel.refuse(pidinfo(KERNEL, flavor, 0), Errno::EPERM);
    }
    kernel.refuse(rusage_of(KERNEL), Errno::EPERM);
    let mac = &*collector(&kernel);
    let asked = Asked { pid: ZOMBIE, root: PROGRAM, path: "/", resource: 0 };
    check_zombie(mac, &asked);
    check_others(mac, &asked, &[KERNEL, DAEMON]);
}
