//! One export that panics, for the test that sees a panic arrive as an `Error`. Never in a build that ships.

use napi_derive::napi;

/// Panics as a bug in a parser would.
#[napi(catch_unwind, skip_typescript)]
#[expect(clippy::panic, reason = "that is what it is for")]
pub fn fault() {
    panic!("a fault on purpose");
}
