//! NetBSD's kernel.

mod abi;
mod clock;
