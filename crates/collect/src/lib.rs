//! Raw records to what a user sees.
//!
//! - [`model`]: the answers, in psutil's words, each with its unit and availability
//! - [`backend`]: one collector trait per domain and one implementation of it per operating system
//! - [`port`]: the kernel as small traits; the only place that touches the machine
//! - [`host`]: which backend this build uses
//! - [`background`]: what goes on in threads of ours
#![deny(unsafe_code)]

pub mod availability;
pub mod backend;
pub mod background;
pub mod host;
pub mod model;
#[allow(unsafe_code, reason = "the ports are the only place that calls the kernel directly")]
pub mod port;

mod error;
mod order;
mod paths;

pub use error::{Error, OutOfRange, Result};
pub use paths::Paths;
pub use psutil_parse::sorted;
