//! Processes that begin and end, wherever word of them comes from.

mod look;
mod tracker;

pub(super) use look::{Look, Seen};
pub(super) use tracker::{Ended, Listing, Tracker};
