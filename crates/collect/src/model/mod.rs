//! What a user sees: records in psutil's words, in bytes and seconds, each with its availability.

pub mod cpu;
pub mod disk;
pub mod field;
pub mod host;
pub mod identity;
pub mod memory;
pub mod net;
pub mod power;
pub mod process;
pub mod sensors;
pub mod sockets;
pub mod users;
pub mod watch;
