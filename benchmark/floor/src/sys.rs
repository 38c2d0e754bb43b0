//! The system calls. The only file of the floor with unsafe in it.

use std::ffi::CStr;
use std::hint::black_box;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::ptr;

use libc::c_int;

/// The directory of a path that begins at the root.
pub const ANYWHERE: RawFd = libc::AT_FDCWD;

/// Opens a file; `None` if that fails, be it that the process is gone.
pub fn open(at: RawFd, path: &CStr, flags: c_int) -> Option<OwnedFd> {
    // SAFETY: the path ends in a NUL and outlives the call
    let descriptor = unsafe { libc::openat(at, path.as_ptr(), flags | libc::O_CLOEXEC) };
    own(descriptor)
}

fn own(descriptor: c_int) -> Option<OwnedFd> {
    if descriptor < 0 {
        return None;
    }
    // SAFETY: the kernel has just given it to us, and nobody else knows it
    Some(unsafe { OwnedFd::from_raw_fd(descriptor) })
}

/// One read: how many bytes there were.
pub fn read(from: &OwnedFd, buffer: &mut [u8]) -> Option<usize> {
    // SAFETY: the buffer is ours to write, as long as we say
    let read = unsafe { libc::read(from.as_raw_fd(), buffer.as_mut_ptr().cast(), buffer.len()) };
    usize::try_from(read).ok()
}

/// Opens, reads once, closes.
pub fn read_file<'a>(at: RawFd, path: &CStr, buffer: &'a mut [u8]) -> Option<&'a [u8]> {
    let file = open(at, path, libc::O_RDONLY)?;
    let length = read(&file, buffer)?;
    buffer.get(..length)
}

/// Entries of a directory as the kernel writes them; 0 at its end.
pub fn entries(directory: &OwnedFd, buffer: &mut [u8]) -> Option<usize> {
    // SAFETY: the buffer is ours to write, as long as we say
    let read = unsafe {
        libc::syscall(
            libc::SYS_getdents64,
            directory.as_raw_fd(),
            buffer.as_mut_ptr(),
            buffer.len(),
        )
    };
    usize::try_from(read).ok()
}

/// Who owns an open file.
pub fn owner(file: &OwnedFd) -> Option<u32> {
    let mut status = MaybeUninit::<libc::stat>::uninit();
    // SAFETY: the kernel writes a whole stat there
    let done = unsafe { libc::fstat(file.as_raw_fd(), status.as_mut_ptr()) };
    if done != 0 {
        return None;
    }
    // SAFETY: it has been written
    Some(unsafe { status.assume_init() }.st_uid)
}

/// Where a link leads; cut off if that is longer than the buffer.
pub fn read_link<'a>(at: &OwnedFd, name: &CStr, buffer: &'a mut [u8]) -> Option<&'a [u8]> {
    let (directory, start, size) = (at.as_raw_fd(), buffer.as_mut_ptr(), buffer.len());
    // SAFETY: the name ends in a NUL, and the buffer is ours to write, as long as we say
    let length = unsafe { libc::readlinkat(directory, name.as_ptr(), start.cast(), size) };
    buffer.get(..usize::try_from(length).ok()?)
}

/// What a clock says, in nanoseconds.
pub fn clock(which: libc::clockid_t) -> Option<i64> {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the kernel writes a whole timespec there
    let done = unsafe { libc::clock_gettime(which, &raw mut now) };
    (done == 0).then(|| now.tv_sec * 1_000_000_000 + now.tv_nsec)
}

pub fn pidfd_open(pid: i32) -> Option<OwnedFd> {
    // SAFETY: takes two numbers and gives a descriptor
    let descriptor = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) };
    own(c_int::try_from(descriptor).ok()?)
}

/// Waits until there is something to read.
pub fn poll(descriptor: &OwnedFd) {
    let mut waited = libc::pollfd { fd: descriptor.as_raw_fd(), events: libc::POLLIN, revents: 0 };
    // SAFETY: one pollfd, which is ours
    while unsafe { libc::poll(&raw mut waited, 1, -1) } < 1 {}
}

/// `struct pidfd_info` of <linux/pidfd.h>, as long as it was first (Linux 6.13).
#[repr(C)]
#[derive(Default)]
pub struct PidfdInfo {
    mask: u64,
    cgroupid: u64,
    pub pid: u32,
    tgid: u32,
    pub ppid: u32,
    pub ruid: u32,
    rgid: u32,
    pub euid: u32,
    egid: u32,
    pub suid: u32,
    sgid: u32,
    fsuid: u32,
    fsgid: u32,
    spare: u32,
}
const _: () = assert!(size_of::<PidfdInfo>() == 64);

/// `_IOWR(0xFF, 11, struct pidfd_info)`
const PIDFD_GET_INFO: u32 = (3 << 30) | (64 << 16) | (0xFF << 8) | 11;

pub fn pidfd_info(pid: i32) -> Option<PidfdInfo> {
    let descriptor = pidfd_open(pid)?;
    let mut info = PidfdInfo::default();
    // SAFETY: the request says how long the struct is that the kernel writes
    let done = unsafe { libc::ioctl(descriptor.as_raw_fd(), PIDFD_GET_INFO as _, &raw mut info) };
    (done == 0).then_some(info)
}

/// How full a file system is.
pub fn file_system_usage(path: &CStr) -> Option<usize> {
    let mut usage = MaybeUninit::<libc::statvfs>::uninit();
    // SAFETY: the path ends in a NUL, and a whole statvfs is written there
    let done = unsafe { libc::statvfs(path.as_ptr(), usage.as_mut_ptr()) };
    if done != 0 {
        return None;
    }
    // SAFETY: it has been written
    let usage = unsafe { usage.assume_init() };
    black_box((usage.f_blocks, usage.f_bfree, usage.f_bavail, usage.f_frsize));
    Some(1)
}

/// How many addresses the interfaces have, as getifaddrs(3) tells them.
pub fn interface_addresses() -> Option<usize> {
    let mut list = ptr::null_mut();
    // SAFETY: the address of a list is written there, which is given back below
    if unsafe { libc::getifaddrs(&raw mut list) } != 0 {
        return None;
    }
    let mut count = 0;
    let mut each = list;
    // SAFETY: null, or an entry of the list, which is still there
    while let Some(entry) = unsafe { each.as_ref() } {
        count += usize::from(!entry.ifa_addr.is_null());
        each = entry.ifa_next;
    }
    // SAFETY: it came from getifaddrs, and nothing of it is used any more
    unsafe { libc::freeifaddrs(list) };
    Some(count)
}

/// A socket that talks to the kernel's sock_diag.
pub fn sock_diag() -> Option<OwnedFd> {
    // SAFETY: takes three numbers and gives a descriptor
    own(unsafe {
        libc::socket(libc::AF_NETLINK, libc::SOCK_RAW | libc::SOCK_CLOEXEC, libc::NETLINK_SOCK_DIAG)
    })
}

pub fn send(to: &OwnedFd, message: &[u8]) -> bool {
    // SAFETY: the message is readable, as long as we say
    let sent = unsafe { libc::send(to.as_raw_fd(), message.as_ptr().cast(), message.len(), 0) };
    usize::try_from(sent) == Ok(message.len())
}
