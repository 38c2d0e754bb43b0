//! FreeBSD.

mod abi;
