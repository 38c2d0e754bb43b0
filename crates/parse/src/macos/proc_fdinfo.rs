//! `struct proc_fdinfo` of `sys/proc_info.h` (macOS 15), `PROC_PIDLISTFDS`: the descriptors of a process.

use crate::Result;
use crate::record::{self, record};

/// `proc_fdtype`: `AppleTalk`, which is gone.
pub const PROX_FDTYPE_ATALK: u32 = 0;
/// `proc_fdtype`: a file, a directory, a device or a named pipe.
pub const PROX_FDTYPE_VNODE: u32 = 1;
/// `proc_fdtype`: a socket.
pub const PROX_FDTYPE_SOCKET: u32 = 2;
/// `proc_fdtype`: POSIX shared memory.
pub const PROX_FDTYPE_PSHM: u32 = 3;
/// `proc_fdtype`: a POSIX semaphore.
pub const PROX_FDTYPE_PSEM: u32 = 4;
/// `proc_fdtype`: a kqueue.
pub const PROX_FDTYPE_KQUEUE: u32 = 5;
/// `proc_fdtype`: a pipe.
pub const PROX_FDTYPE_PIPE: u32 = 6;
/// `proc_fdtype`: who watches file systems.
pub const PROX_FDTYPE_FSEVENTS: u32 = 7;
/// `proc_fdtype`: network policies.
pub const PROX_FDTYPE_NETPOLICY: u32 = 9;
/// `proc_fdtype`: a channel of Skywalk.
pub const PROX_FDTYPE_CHANNEL: u32 = 10;
/// `proc_fdtype`: a nexus of Skywalk.
pub const PROX_FDTYPE_NEXUS: u32 = 11;

record! {
    /// A descriptor.
    pub struct ProcFdinfo("proc_fdinfo", 8) {
        pub proc_fd: i32,
        /// [`PROX_FDTYPE_VNODE`] and so on.
        pub proc_fdtype: u32,
    }
}

/// All descriptors, in the kernel's order.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<ProcFdinfo>> {
    record::rows("proc_fdinfo", bytes, ProcFdinfo::SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::macos::tests::{ends, stand};

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        stand(ProcFdinfo::OFFSETS, &[("proc_fd", 0), ("proc_fdtype", 4)]);
        let bytes = [0_u32, PROX_FDTYPE_VNODE, 200, 8].map(u32::to_ne_bytes).concat();
        let fds: Vec<_> = rows(&bytes).map(Result::unwrap).collect();
        assert_eq!(fds[0], ProcFdinfo { proc_fd: 0, proc_fdtype: PROX_FDTYPE_VNODE });
        assert_eq!(fds[1], ProcFdinfo { proc_fd: 200, proc_fdtype: 8 });
        assert_eq!(rows(&bytes[..15]).last().map(|row| row.is_err()), Some(true));
        assert_eq!(rows(&[]).count(), 0);
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        ends(&[1; 8], ProcFdinfo::parse);
    }
}
