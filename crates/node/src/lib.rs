//! The wire: answers of `psutil-collect` handed to JavaScript through Node-API.
//!
//! Convert, call, convert; nothing is decided here. Every export catches panics, so that a bug of ours
//! arrives as an `Error` and does not end the program. What fails comes back as data ([`outcome`]) and is
//! thrown in TypeScript, where errors have classes.
#![cfg_attr(
    test,
    allow(dead_code, reason = "exports are registered with Node only outside of tests")
)]
#![expect(clippy::needless_pass_by_value, reason = "what comes from JavaScript arrives owned")]

mod answers;
mod availability;
mod cells;
mod cpu;
mod disk;
mod disk_usages;
mod environment;
#[cfg(feature = "fault-injection")]
mod fault;
mod handle;
mod host;
mod interfaces;
mod machine;
mod memory;
mod net;
mod oneshot;
mod outcome;
mod paths;
mod power;
mod process;
mod promise;
mod record;
mod sensors;
mod signals;
mod table;
mod thin;
mod users;
mod value;
mod watch;
