//! `libproc.h`, and getsid(2).

use std::ffi::c_int;

use nix::errno::Errno;

use crate::model::process::Pid;
use crate::port::{Kernel, Libproc, Port, PortError};

/// `PROC_PIDPATHINFO_MAXSIZE` of `sys/proc_info.h`; more is refused.
const LONGEST_PATH: usize = 4096;

impl Libproc for Kernel {
    fn proc_pidinfo(&self, pid: Pid, flavor: i32, argument: u64, buffer: &mut [u8]) -> Port<usize> {
        let failed = |errno| PortError::new("proc_pidinfo", errno);
        let room = room(buffer).map_err(failed)?;
        Errno::clear();
        // SAFETY: the kernel writes at most that many bytes to the buffer, which has as many and outlives the call. What
        // it writes are numbers and text, for which any alignment will do.
        let length =
            unsafe { libc::proc_pidinfo(pid, flavor, argument, buffer.as_mut_ptr().cast(), room) };
        written(length).map_err(failed)
    }

    fn proc_pidfdinfo(&self, pid: Pid, fd: i32, flavor: i32, buffer: &mut [u8]) -> Port<usize> {
        let failed = |errno| PortError::new("proc_pidfdinfo", errno);
        let room = room(buffer).map_err(failed)?;
        Errno::clear();
        // SAFETY: as above.
        let length =
            unsafe { libc::proc_pidfdinfo(pid, fd, flavor, buffer.as_mut_ptr().cast(), room) };
        written(length).map_err(failed)
    }

    fn proc_pidpath(&self, pid: Pid) -> Port<Vec<u8>> {
        let failed = |errno| PortError::new("proc_pidpath", errno);
        let mut path = vec![0_u8; LONGEST_PATH];
        let room = path.len().try_into().map_err(|_| failed(Errno::EOVERFLOW))?;
        Errno::clear();
        // SAFETY: at most that many bytes are written to the buffer, which has as many and outlives the call.
        let length = unsafe { libc::proc_pidpath(pid, path.as_mut_ptr().cast(), room) };
        path.truncate(written(length).map_err(failed)?);
        Ok(path)
    }

    fn proc_pid_rusage(&self, pid: Pid, flavor: i32, buffer: &mut [u8]) -> Port<()> {
        let failed = |errno| PortError::new("proc_pid_rusage", errno);
        // The kernel is not told how much room there is, but by the flavor.
        if flavor != libc::RUSAGE_INFO_V4 || buffer.len() < size_of::<libc::rusage_info_v4>() {
            return Err(failed(Errno::EINVAL));
        }
        // SAFETY: the kernel writes the struct of this flavor, and the buffer has room for it and outlives the call. Its
        // declared type is a pointer to a pointer, and its meaning a pointer to the struct.
        let result = unsafe { libc::proc_pid_rusage(pid, flavor, buffer.as_mut_ptr().cast()) };
        Errno::result(result).map(drop).map_err(failed)
    }

    fn getsid(&self, pid: Pid) -> Port<Pid> {
        // SAFETY: a number, and no memory.
        let session = unsafe { libc::getsid(pid) };
        Errno::result(session).map_err(|errno| PortError::new("getsid", errno))
    }
}

fn room(buffer: &[u8]) -> Result<c_int, Errno> {
    buffer.len().try_into().map_err(|_| Errno::ENOMEM)
}

/// How many bytes have been written. The library makes 0 of a failure; but 0 is also how long an empty list is, of which
/// errno says nothing.
fn written(length: c_int) -> Result<usize, Errno> {
    match usize::try_from(length) {
        Ok(length) if length > 0 || Errno::last_raw() == 0 => Ok(length),
        _ => Err(Errno::last()),
    }
}
