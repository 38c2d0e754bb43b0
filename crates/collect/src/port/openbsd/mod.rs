//! The kernel of OpenBSD.

mod abi;
