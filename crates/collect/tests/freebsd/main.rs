//! The backend of FreeBSD on a made-up machine: `machine/` has all that its kernel says.
#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test that cannot go on may panic; what is compared is computed the same way"
)]

mod connections;
mod cpu;
mod disks;
mod everything;
mod fds;
mod identity;
mod machine;
mod maps;
mod memory;
mod network;
mod records;
#[path = "../replay/mod.rs"]
mod replay;
mod sensors;
mod settings;
mod users;
mod words;
