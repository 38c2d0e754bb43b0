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

use psutil_collect::availability::Platform;

use machine::{PROGRAM, collector, machine};
use replay::every_item::{Asked, check};

#[test]
fn what_is_listed_for_macos_answers_and_nothing_else() {
    let asked = Asked { pid: PROGRAM, root: PROGRAM, path: "/", resource: 0 };
    check(&Arc::clone(&collector(&machine())), &asked, Platform::MacOs);
}
