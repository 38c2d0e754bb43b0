//! Mach, the kernel below that of macOS. Ports that are got are given back.

use super::Port;

/// What the host port tells.
pub trait Mach {
    /// `host_statistics64`: how many bytes of the buffer it has written.
    fn host_statistics64(&self, flavor: i32, buffer: &mut [u8]) -> Port<usize>;

    /// `host_processor_info`: a struct for each CPU, one behind the other, and how many CPUs there are.
    fn host_processor_info(&self, flavor: i32) -> Port<(u32, Vec<u8>)>;
}
