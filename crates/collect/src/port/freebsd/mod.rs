//! FreeBSD.

mod abi;
mod clock;
