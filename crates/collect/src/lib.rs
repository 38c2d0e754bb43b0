//! Raw records to what a user sees.
//!
//! - [`model`]: the answers, in psutil's words, each with its unit and availability
//! - [`backend`]: one collector trait per domain and one implementation of it per operating system
//! - [`port`]: the kernel as small traits; the only place that touches the machine
//! - [`host`]: which backend this build uses
//! - [`rows`]: all processes at once, on several threads
//! - [`watching`]: the thread of a watch
#![deny(unsafe_code)]

pub mod availability;
pub mod backend;
pub mod host;
pub mod model;
#[allow(unsafe_code, reason = "the ports are the only place that calls the kernel directly")]
pub mod port;
pub mod rows;
pub mod usages;
pub mod waiter;
pub mod watching;

mod bug;
mod error;
mod paths;

pub use bug::caught;
pub use error::{Error, Result};
pub use paths::Paths;
