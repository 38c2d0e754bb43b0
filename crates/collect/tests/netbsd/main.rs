//! NetBSD on a made-up kernel: what its records mean, its errnos, and the traps that others fell into.
#![allow(
    clippy::float_cmp,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on may panic; its numbers are exact"
)]

#[path = "../replay/mod.rs"]
mod replay;

mod busy;
mod every_item;
mod fds;
mod identity;
mod limits;
mod machine;
mod net;
mod process;
mod sensors;
mod system;
mod words;
