//! What the made-up machines of the other systems share.
#![allow(dead_code, reason = "not every machine needs all of it")]
#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot go on may panic"
)]

pub mod contract;
pub mod dying;
pub mod every_item;
pub mod records;
