//! NetBSD's kernel.

mod abi;
