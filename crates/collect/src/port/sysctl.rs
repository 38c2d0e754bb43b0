//! `sysctl(3)`: what the kernels of macOS and the BSDs say of themselves and of processes.

use super::Port;

/// Questions by number.
pub trait Sysctl {
    /// One call. Without `old` nothing is copied, and the answer is how long it would be; the kernel may say more than
    /// that, for what is still to come. `ENOMEM`: there is more than there is room for.
    fn sysctl(&self, mib: &[i32], old: Option<&mut [u8]>, new: Option<&[u8]>) -> Port<usize>;

    /// The same for what points into itself, `KERN_PROC_ARGS` of OpenBSD: with the address that the kernel has seen the
    /// buffer at.
    fn sysctl_in_place(&self, mib: &[i32], old: &mut [u8]) -> Port<(usize, u64)> {
        let address = u64::try_from(old.as_ptr().addr()).unwrap_or(u64::MAX);
        Ok((self.sysctl(mib, Some(old), None)?, address))
    }
}

/// Questions by name. OpenBSD has none.
pub trait SysctlNames: Sysctl {
    /// The numbers of a name, `sysctlnametomib(3)`. `ENOENT`: this kernel does not know it.
    fn mib(&self, name: &str) -> Port<Vec<i32>>;
}
