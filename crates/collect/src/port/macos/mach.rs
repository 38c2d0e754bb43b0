//! Mach: the host port.

use std::ptr::{self, NonNull};
use std::slice;

use libc::{c_int, kern_return_t, mach_port_t, natural_t};
use nix::errno::Errno;

use crate::port::{Kernel, Mach, Port, PortError};

unsafe extern "C" {
    /// This program, for who allocates memory for it: a port that nobody has to give back.
    static mach_task_self_: mach_port_t;
    fn mach_host_self() -> mach_port_t;
    fn mach_port_deallocate(task: mach_port_t, name: mach_port_t) -> kern_return_t;
}

/// A right to send to the host, which is given back.
struct Host(mach_port_t);

impl Host {
    fn new() -> Self {
        // SAFETY: it takes nothing.
        Self(unsafe { mach_host_self() })
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // SAFETY: the right is ours, and nobody uses it after this. If it were not there nothing would happen.
        let _ = unsafe { mach_port_deallocate(this_task(), self.0) };
    }
}

/// Memory that the kernel has put into ours, and that is given back.
struct Sent {
    words: NonNull<c_int>,
    count: usize,
}

impl Drop for Sent {
    fn drop(&mut self) {
        let bytes = self.count.saturating_mul(size_of::<c_int>());
        // SAFETY: the kernel has allocated so many words there for us, and nobody uses them after this.
        let _ = unsafe { libc::vm_deallocate(this_task(), self.words.as_ptr().addr(), bytes) };
    }
}

impl Mach for Kernel {
    fn host_statistics64(&self, flavor: i32, buffer: &mut [u8]) -> Port<usize> {
        let failed = |errno| PortError::new("host_statistics64", errno);
        let mut words = vec![0 as c_int; buffer.len() / size_of::<c_int>()];
        let mut count = words.len().try_into().map_err(|_| failed(Errno::ENOMEM))?;
        let host = Host::new();
        // SAFETY: at most `count` words are written, of which there are as many, and then how many have been; both
        // outlive the call. The host is ours until its end.
        let result =
            unsafe { libc::host_statistics64(host.0, flavor, words.as_mut_ptr(), &raw mut count) };
        done(result).map_err(failed)?;
        words.truncate(count.try_into().unwrap_or(0));
        let bytes = words.iter().flat_map(|word| word.to_ne_bytes());
        Ok(buffer.iter_mut().zip(bytes).map(|(place, byte)| *place = byte).count())
    }

    fn host_processor_info(&self, flavor: i32) -> Port<(u32, Vec<u8>)> {
        let failed = |errno| PortError::new("host_processor_info", errno);
        let mut cpus: natural_t = 0;
        let mut words: *mut c_int = ptr::null_mut();
        let mut count = 0;
        let host = Host::new();
        // SAFETY: all three are written to, and outlive the call. The host is ours until its end.
        let result = unsafe {
            libc::host_processor_info(host.0, flavor, &raw mut cpus, &raw mut words, &raw mut count)
        };
        done(result).map_err(failed)?;
        let words = NonNull::new(words).ok_or_else(|| failed(Errno::EFAULT))?;
        let sent = Sent { words, count: count.try_into().unwrap_or(0) };
        // SAFETY: the kernel has put so many words there, whole pages of them, and they are ours until `sent` is dropped.
        let words = unsafe { slice::from_raw_parts(sent.words.as_ptr(), sent.count) };
        Ok((cpus, words.iter().flat_map(|word| word.to_ne_bytes()).collect()))
    }
}

fn this_task() -> mach_port_t {
    // SAFETY: the library writes it before any of our code runs, and after a fork, when there is no other thread.
    unsafe { mach_task_self_ }
}

/// What the kernel answered, `mach/kern_return.h`, in the numbers of errno(2).
fn done(result: kern_return_t) -> Result<(), Errno> {
    match result {
        libc::KERN_SUCCESS => Ok(()),
        libc::KERN_INVALID_ARGUMENT => Err(Errno::EINVAL),
        libc::KERN_PROTECTION_FAILURE | libc::KERN_NO_ACCESS => Err(Errno::EACCES),
        libc::KERN_NO_SPACE | libc::KERN_RESOURCE_SHORTAGE => Err(Errno::ENOMEM),
        libc::KERN_NOT_SUPPORTED => Err(Errno::ENOTSUP),
        _ => Err(Errno::EIO),
    }
}
