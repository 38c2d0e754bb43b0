//! Kernel bytes to raw records.
//!
//! Every parser of every operating system is compiled, tested and fuzzed on any machine: nothing here
//! reads a file, calls the system or asks which system it runs on. Records keep the kernel's own names
//! and units; what they mean to a user is decided in `psutil-collect`.
//!
//! - [`text`]: the few words all text formats share: lines, words, numbers
//! - [`linux`]: one file per file of `/proc`
//! - [`posix`]: files that every Unix has
#![forbid(unsafe_code)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

pub mod linux;
pub mod posix;
pub mod text;

mod error;

pub use error::{ParseError, Result};
