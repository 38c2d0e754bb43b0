//! Process handles: `pidfd_open(2)`, `pidfd_send_signal(2)` and the ioctls of `linux/pidfd.h`.

use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::sync::OnceLock;

use nix::errno::Errno;
use nix::fcntl::{OFlag, openat};
use nix::sys::stat::Mode;
use nix::sys::statfs::fstatfs;

use super::status::status_of;
use super::{Kernel, request};
use crate::model::process::Pid;
use crate::port::{PidfdInfo, Pidfds, Port, PortError};

/// `PID_FS_MAGIC` of `linux/magic.h`, Linux 6.9. Before, a pidfd is an anonymous inode like many others.
const PID_FS_MAGIC: u64 = 0x5049_4446;

/// `struct pidfd_info`, first version, `linux/pidfd.h` of Linux 6.13.
#[repr(C)]
#[derive(Default)]
struct RawInfo {
    mask: u64,
    cgroupid: u64,
    pid: u32,
    tgid: u32,
    ppid: u32,
    ruid: u32,
    rgid: u32,
    euid: u32,
    egid: u32,
    suid: u32,
    sgid: u32,
    fsuid: u32,
    fsgid: u32,
    exit_code: i32,
}

const _: () = assert!(size_of::<RawInfo>() == 64);

/// `PIDFD_GET_INFO`: `_IOWR(0xFF, 11, struct pidfd_info)` with the size above.
const PIDFD_GET_INFO: libc::Ioctl = request(0xC040_FF0B);
/// The answer holds pid, tgid and ppid.
const PIDFD_INFO_PID: u64 = 1;
/// The answer holds user and group ids.
const PIDFD_INFO_CREDS: u64 = 2;
/// The answer holds how the process ended: Linux 6.15, and only once it has been reaped.
const PIDFD_INFO_EXIT: u64 = 8;

impl Pidfds for Kernel {
    type Pidfd = OwnedFd;

    fn pidfd_open(&self, pid: Pid) -> Port<OwnedFd> {
        // SAFETY: pidfd_open takes two numbers and touches no memory of ours. It sets close-on-exec itself.
        let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) };
        let fd = Errno::result(fd).map_err(|errno| PortError::new("pidfd_open", errno))?;
        let fd = RawFd::try_from(fd).map_err(|_| PortError::new("pidfd_open", Errno::EBADF))?;
        // SAFETY: the kernel has just opened this descriptor for us, and nobody else knows of it.
        Ok(unsafe { OwnedFd::from_raw_fd(fd) })
    }

    fn fd_of_pidfd(&self, pidfd: &OwnedFd) -> i32 {
        pidfd.as_raw_fd()
    }

    fn pidfs_inode(&self, pidfd: &OwnedFd) -> Port<Option<u64>> {
        if !has_pidfs(pidfd)? {
            return Ok(None);
        }
        Ok(Some(status_of(pidfd)?.ino))
    }

    fn pidfd_info(&self, pidfd: &OwnedFd) -> Port<PidfdInfo> {
        let wanted = PIDFD_INFO_PID | PIDFD_INFO_CREDS;
        let info = get_info(pidfd, wanted)?;
        if info.mask & wanted != wanted {
            return Err(PortError::new("ioctl(PIDFD_GET_INFO)", Errno::ESRCH));
        }
        let RawInfo { ppid, ruid, rgid, euid, egid, suid, sgid, fsuid, fsgid, .. } = info;
        Ok(PidfdInfo { ppid, ruid, rgid, euid, egid, suid, sgid, fsuid, fsgid })
    }

    fn pidfd_send_signal(&self, pidfd: &OwnedFd, signal: i32) -> Port<()> {
        send_signal(pidfd, signal)
    }

    fn dir_send_signal(&self, dir: &OwnedFd, signal: i32) -> Port<()> {
        // The kernel wants the directory opened for reading; "." of a dead process's directory is gone.
        let flags = OFlag::O_RDONLY | OFlag::O_DIRECTORY | OFlag::O_CLOEXEC;
        let dir = openat(dir, ".", flags, Mode::empty()).map_err(|errno| match errno {
            Errno::ENOENT => PortError::new("openat", Errno::ESRCH),
            _ => PortError::new("openat", errno),
        })?;
        send_signal(&dir, signal)
    }
}

/// Whether pidfds are files of pidfs: what is true of one is true of all that this kernel gives.
fn has_pidfs(pidfd: &OwnedFd) -> Port<bool> {
    static KNOWN: OnceLock<bool> = OnceLock::new();
    if let Some(known) = KNOWN.get() {
        return Ok(*known);
    }
    let file_system = fstatfs(pidfd).map_err(|errno| PortError::new("fstatfs", errno))?;
    Ok(*KNOWN.get_or_init(|| magic(file_system.filesystem_type().0) == PID_FS_MAGIC))
}

/// The wait status of a process that has been reaped; `None` while it has not.
pub(super) fn exit_of(pidfd: &OwnedFd) -> Port<Option<i32>> {
    let info = match get_info(pidfd, PIDFD_INFO_EXIT) {
        // The kernel looks for the exit first and for the process second. Who was reaped in between has the one
        // by now, except on Linux 6.13 and 6.14: they know the call and not the question.
        Err(error) if error.errno == Errno::ESRCH => get_info(pidfd, PIDFD_INFO_EXIT)?,
        info => info?,
    };
    Ok((info.mask & PIDFD_INFO_EXIT != 0).then_some(info.exit_code))
}

fn get_info(pidfd: &OwnedFd, mask: u64) -> Port<RawInfo> {
    let mut info = RawInfo { mask, ..RawInfo::default() };
    // SAFETY: the request's size field says 64 bytes, which is what info has; the kernel reads and
    // writes no more. The descriptor is open.
    let result = unsafe { libc::ioctl(pidfd.as_raw_fd(), PIDFD_GET_INFO, &raw mut info) };
    Errno::result(result).map_err(|errno| PortError::new("ioctl(PIDFD_GET_INFO)", errno))?;
    Ok(info)
}

fn send_signal(process: &OwnedFd, signal: i32) -> Port<()> {
    let no_info = std::ptr::null::<libc::siginfo_t>();
    // SAFETY: a null siginfo is allowed and means "as kill(2) does"; nothing else is a pointer.
    let result = unsafe {
        libc::syscall(libc::SYS_pidfd_send_signal, process.as_raw_fd(), signal, no_info, 0)
    };
    Errno::result(result).map(drop).map_err(|errno| PortError::new("pidfd_send_signal", errno))
}

/// `f_type` has another type on every libc; its 32 bits are what counts.
fn magic<T: Into<i128>>(f_type: T) -> u64 {
    u64::try_from(f_type.into() & 0xFFFF_FFFF).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::Machine;

    #[test]
    fn a_handle_of_ourselves_has_our_ids() {
        let Ok(pidfd) = Kernel.pidfd_open(Kernel.getpid()) else {
            return;
        };
        Kernel.pidfd_send_signal(&pidfd, 0).unwrap();
        if let Ok(info) = Kernel.pidfd_info(&pidfd) {
            assert_eq!(info.ruid, nix::unistd::getuid().as_raw());
            assert_eq!(info.egid, nix::unistd::getegid().as_raw());
            assert_eq!(i64::from(info.ppid), i64::from(nix::unistd::getppid().as_raw()));
        }
    }

    #[test]
    fn two_handles_of_one_process_have_one_inode() {
        let inode = || Kernel.pidfs_inode(&Kernel.pidfd_open(Kernel.getpid()).ok()?).ok()?;
        assert_eq!(inode(), inode());
    }
}
