//! macOS. Nothing is asked of it yet; what its answers look like is compared with the C library's structs.

mod abi;
mod clock;
mod file_systems;
