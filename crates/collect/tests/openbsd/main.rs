//! The backend of OpenBSD on a machine that is made up.
#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot go on may panic"
)]

#[path = "../replay/mod.rs"]
mod replay;

mod cpus_and_memory;
mod descriptors;
mod disks;
mod every_item;
mod identity;
mod machine;
mod maps;
mod network;
mod records;
mod sensors;
mod threads;
mod trees;
mod users;
mod words;
mod zombies;
