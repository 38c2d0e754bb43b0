//! Kernel bytes to raw records.
//!
//! Every parser of every operating system is compiled, tested and fuzzed on any machine: nothing here
//! reads a file, calls the system or asks which system it runs on. Records keep the kernel's own names
//! and units; what they mean to a user is decided in `psutil-collect`.
//!
//! - [`text`]: the few words all text formats share: lines, words, numbers
//! - `native`: the numbers of structs
//! - [`linux`]: one file per file of `/proc`, `/sys` and `/run`, or per struct of netlink
//! - [`record`]: structs of kernels that hand out memory instead of text
//! - [`macos`], [`freebsd`], [`openbsd`], [`netbsd`]: one file per struct; [`bsd`]: what several of them share
//! - [`posix`]: files that every Unix has
//! - [`sorted`]: a map that takes little room
#![forbid(unsafe_code)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

pub mod bsd;
pub mod freebsd;
pub mod linux;
pub mod macos;
mod native;
pub mod netbsd;
pub mod openbsd;
pub mod posix;
pub mod record;
pub mod sorted;
pub mod text;

mod error;

pub use error::{ParseError, Result};
