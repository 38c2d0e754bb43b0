//! Exports that panic, for the tests that see a panic arrive as an `Error`. Never in a build that ships.

use crate::thin::napi;

use crate::promise::{Promised, off_thread};

/// Panics as a bug in a parser would.
#[napi(catch_unwind, skip_typescript)]
#[expect(clippy::panic, reason = "that is what it is for")]
pub fn fault() {
    panic!("a fault on purpose");
}

/// Panics as a bug would on another thread.
#[napi(catch_unwind, skip_typescript)]
#[expect(clippy::panic, reason = "that is what it is for")]
pub fn fault_async() -> Promised<bool> {
    off_thread::<bool>(|| panic!("a fault on purpose"))
}
