//! The system calls. The only file of the scenery with unsafe in it.

use std::io;
use std::process;
use std::ptr;

/// A process of ours. It is ended when this is dropped, and by the kernel should we be killed.
pub struct Child(libc::pid_t);

impl Child {
    pub fn pid(&self) -> libc::pid_t {
        self.0
    }

    /// Waits for its end.
    pub fn reap(self) {
        wait(self.0);
        std::mem::forget(self);
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // SAFETY: a number of ours: nobody else reaps it
        unsafe { libc::kill(self.0, libc::SIGKILL) };
        wait(self.0);
    }
}

fn wait(pid: libc::pid_t) {
    // SAFETY: takes numbers, and a null that says that the status is not wanted
    unsafe { libc::waitpid(pid, ptr::null_mut(), 0) };
}

/// Starts a process that does only this. There are no other threads here, so that a child may do what it likes.
pub fn fork(body: impl FnOnce()) -> io::Result<Child> {
    let parent = process::id();
    // SAFETY: this program has one thread
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        0 => {
            // SAFETY: takes numbers
            unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) };
            // the parent may have died before the kernel knew that this matters
            if std::os::unix::process::parent_id() == parent {
                body();
            }
            exit_now()
        }
        pid => Ok(Child(pid)),
    }
}

/// Ends this process and does nothing else.
pub fn exit_now() -> ! {
    // SAFETY: nothing of ours is left to be done
    unsafe { libc::_exit(0) }
}

pub fn sleep_forever() {
    loop {
        // SAFETY: takes nothing; a signal ends it
        unsafe { libc::pause() };
    }
}

/// What the monotonic clock says, in nanoseconds.
pub fn now() -> i64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: a whole timespec is written there
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut now) };
    now.tv_sec * 1_000_000_000 + now.tv_nsec
}

/// As many descriptors as are allowed, and more if we may.
pub fn raise_descriptors(wanted: u64) -> io::Result<()> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: a whole rlimit is written there
    unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) };
    if limit.rlim_cur >= wanted {
        return Ok(());
    }
    let raised = libc::rlimit { rlim_cur: wanted, rlim_max: limit.rlim_max.max(wanted) };
    // SAFETY: a whole rlimit is read there
    match unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const raised) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Closing tells the other side at once, and leaves nothing behind that waits for a minute.
pub fn close_hard(socket: &impl std::os::fd::AsRawFd) {
    let linger = libc::linger { l_onoff: 1, l_linger: 0 };
    let size = size_of::<libc::linger>() as libc::socklen_t;
    let (descriptor, value) = (socket.as_raw_fd(), &raw const linger);
    // SAFETY: a whole linger is read there, whose size we give
    unsafe { libc::setsockopt(descriptor, libc::SOL_SOCKET, libc::SO_LINGER, value.cast(), size) };
}

/// A page of memory that may or may not be written.
pub fn map_page(writable: bool) -> io::Result<()> {
    let protection = libc::PROT_READ | if writable { libc::PROT_WRITE } else { 0 };
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    // SAFETY: new memory, which nobody else uses
    let page = unsafe { libc::mmap(ptr::null_mut(), 4096, protection, flags, -1, 0) };
    if page == libc::MAP_FAILED {
        return Err(io::Error::last_os_error());
    }
    if writable {
        // SAFETY: it is mapped, and may be written
        unsafe { page.cast::<u8>().write_volatile(1) };
    }
    Ok(())
}

/// Memory that children share with us.
pub fn shared_clock() -> io::Result<&'static std::sync::atomic::AtomicI64> {
    let protection = libc::PROT_READ | libc::PROT_WRITE;
    let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS;
    // SAFETY: new memory, which nobody else uses
    let page = unsafe { libc::mmap(ptr::null_mut(), 4096, protection, flags, -1, 0) };
    if page == libc::MAP_FAILED {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: a page is mapped there for ever, holds zeros, and begins where any number may
    Ok(unsafe { &*page.cast() })
}
