//! The kernel of OpenBSD.

mod abi;
mod clock;
