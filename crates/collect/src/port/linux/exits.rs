//! Ends of processes: `epoll(7)` over pidfds, `waitid(2)` that leaves the child to be reaped, and
//! `PIDFD_GET_INFO` of `linux/pidfd.h`.

use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};
use std::time::Duration;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};
use nix::sys::eventfd::{EfdFlags, EventFd};

use super::pidfd::exit_of;
use super::{Kernel, milliseconds};
use crate::model::process::Pid;
use crate::port::{ChildExit, Exits, Port, PortError};

/// The token of the interruption; waits never get that far.
const INTERRUPTED: u64 = u64::MAX;
/// How many ends are taken in one call.
const AT_ONCE: usize = 64;

/// An epoll that waits for pidfds, and for an eventfd that interrupts it.
#[derive(Debug)]
pub struct Poller {
    epoll: Epoll,
    interruption: EventFd,
}

impl Exits for Kernel {
    type Poller = Poller;

    fn poller(&self) -> Port<Poller> {
        let failed = |call| move |errno| PortError::new(call, errno);
        let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC).map_err(failed("epoll_create1"))?;
        let flags = EfdFlags::EFD_CLOEXEC | EfdFlags::EFD_NONBLOCK;
        let interruption = EventFd::from_flags(flags).map_err(failed("eventfd"))?;
        let event = EpollEvent::new(EpollFlags::EPOLLIN, INTERRUPTED);
        epoll.add(&interruption, event).map_err(failed("epoll_ctl"))?;
        Ok(Poller { epoll, interruption })
    }

    fn poll_exit(&self, poller: &Poller, pidfd: &OwnedFd, token: u64) -> Port<()> {
        once(&poller.epoll, pidfd, EpollFlags::EPOLLIN, token)
    }

    fn poll_reap(&self, poller: &Poller, pidfd: &OwnedFd, token: u64) -> Port<()> {
        // Without POLLIN, which a zombie has all the time, there is only POLLHUP left to be told of.
        once(&poller.epoll, pidfd, EpollFlags::empty(), token)
    }

    fn poll(&self, poller: &Poller, patience: Option<Duration>) -> Port<Vec<u64>> {
        let mut events = [EpollEvent::empty(); AT_ONCE];
        let timeout = EpollTimeout::try_from(milliseconds(patience)).unwrap_or(EpollTimeout::MAX);
        let count = match poller.epoll.wait(&mut events, timeout) {
            Ok(count) => count,
            Err(Errno::EINTR) => 0,
            Err(errno) => return Err(PortError::new("epoll_wait", errno)),
        };
        let tokens: Vec<u64> = events.iter().take(count).map(EpollEvent::data).collect();
        if tokens.contains(&INTERRUPTED) {
            // Empty already if another has read it: nothing to tell of.
            let _ = poller.interruption.read();
        }
        Ok(tokens.into_iter().filter(|token| *token != INTERRUPTED).collect())
    }

    fn interrupt(&self, poller: &Poller) -> Port<()> {
        match poller.interruption.write(1) {
            // So many interruptions are waiting that no more can be counted.
            Ok(_) | Err(Errno::EAGAIN) => Ok(()),
            Err(errno) => Err(PortError::new("write", errno)),
        }
    }

    fn has_exited(&self, pidfd: &OwnedFd) -> Port<bool> {
        let mut fds = [PollFd::new(pidfd.as_fd(), PollFlags::POLLIN)];
        loop {
            match poll(&mut fds, PollTimeout::ZERO) {
                // A signal that is about to be delivered comes before the answer, though nothing waits.
                Err(Errno::EINTR) => {}
                polled => {
                    return polled
                        .map(|count| count > 0)
                        .map_err(|errno| PortError::new("poll", errno));
                }
            }
        }
    }

    fn peek_child(&self, pidfd: &OwnedFd) -> Port<Option<ChildExit>> {
        peek(libc::P_PIDFD, pidfd.as_raw_fd())
    }

    fn peek_child_number(&self, pid: Pid) -> Port<Option<ChildExit>> {
        peek(libc::P_PID, pid)
    }

    fn pidfd_exit(&self, pidfd: &OwnedFd) -> Port<Option<i32>> {
        exit_of(pidfd)
    }
}

/// Has the epoll tell once, whether it knows the pidfd already or not.
fn once(epoll: &Epoll, pidfd: &OwnedFd, what: EpollFlags, token: u64) -> Port<()> {
    let mut event = EpollEvent::new(what | EpollFlags::EPOLLONESHOT, token);
    let told = match epoll.add(pidfd, event) {
        Err(Errno::EEXIST) => epoll.modify(pidfd, &mut event),
        told => told,
    };
    told.map_err(|errno| PortError::new("epoll_ctl", errno))
}

fn peek(kind: libc::idtype_t, number: RawFd) -> Port<Option<ChildExit>> {
    let failed = |errno| PortError::new("waitid", errno);
    let id = libc::id_t::try_from(number).map_err(|_| failed(Errno::EINVAL))?;
    // SAFETY: siginfo_t is a plain struct of the C library, and all zeroes are a value of it.
    let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
    // WNOWAIT: whoever started the child wants to reap it.
    let options = libc::WEXITED | libc::WNOWAIT | libc::WNOHANG | libc::__WALL;
    // SAFETY: waitid writes to info, which lives long enough; all else are numbers.
    let result = unsafe { libc::waitid(kind, id, &raw mut info, options) };
    Errno::result(result).map_err(failed)?;
    // SAFETY: waitid has filled in the fields of SIGCHLD, or left the zeroes in place.
    if unsafe { info.si_pid() } == 0 {
        return Ok(None);
    }
    // SAFETY: as above.
    let status = unsafe { info.si_status() };
    Ok(match info.si_code {
        libc::CLD_EXITED => Some(ChildExit::Exited(status)),
        libc::CLD_KILLED | libc::CLD_DUMPED => Some(ChildExit::Killed(status)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "tests start the processes that they look at")]

    use std::process::{Child, Command, Stdio};

    use super::*;
    use crate::port::Pidfds;

    /// A child that ends when its input does, and its pidfd.
    fn child(script: &str) -> (Child, OwnedFd) {
        let child = Command::new("sh").args(["-c", script]).stdin(Stdio::piped()).spawn().unwrap();
        let pidfd = Kernel.pidfd_open(child.id().cast_signed()).unwrap();
        (child, pidfd)
    }

    #[test]
    fn a_child_is_told_of_and_left_to_be_reaped() {
        let (mut child, pidfd) = child("read line; exit 7");
        let poller = Kernel.poller().unwrap();
        Kernel.poll_exit(&poller, &pidfd, 5).unwrap();
        assert!(Kernel.poll(&poller, Some(Duration::ZERO)).unwrap().is_empty());
        assert!(!Kernel.has_exited(&pidfd).unwrap());
        assert_eq!(Kernel.peek_child(&pidfd), Ok(None));
        drop(child.stdin.take());
        assert_eq!(Kernel.poll(&poller, None).unwrap(), [5]);
        assert!(Kernel.has_exited(&pidfd).unwrap());
        for _ in 0..3 {
            assert_eq!(Kernel.peek_child(&pidfd), Ok(Some(ChildExit::Exited(7))));
        }
        assert!(Kernel.poll(&poller, Some(Duration::ZERO)).unwrap().is_empty(), "told once");
        assert_eq!(child.wait().unwrap().code(), Some(7));
        assert_eq!(Kernel.peek_child(&pidfd), Err(PortError::new("waitid", Errno::ECHILD)));
        if let Ok(reaped) = Kernel.pidfd_exit(&pidfd) {
            assert_eq!(reaped, Some(0x0700));
        }
    }

    /// Linux 6.15 and later look for the exit first and for the process second; it may go in between.
    #[test]
    fn who_is_asked_about_while_reaped_is_told_of() {
        let mut told_of = Vec::new();
        for _ in 0..200 {
            let (mut child, pidfd) = child("read line");
            drop(child.stdin.take());
            std::thread::scope(|scope| {
                scope.spawn(|| child.wait().unwrap());
                let asked = || Kernel.pidfd_exit(&pidfd);
                told_of.push(std::iter::repeat_with(asked).find(|told| *told != Ok(None)).unwrap());
            });
        }
        // Of a read that met the end of its input a shell says 1; it is the exit of the script.
        let older = |told: &Port<Option<i32>>| told.is_err();
        assert!(told_of.iter().all(older) || told_of.iter().all(|told| *told == Ok(Some(0x0100))));
    }

    extern "C" fn heed(_signal: libc::c_int) {}

    /// A signal that is about to be delivered interrupts even a poll that does not wait.
    #[test]
    fn signals_of_the_program_are_no_failure() {
        use nix::sys::pthread::{pthread_kill, pthread_self};
        use nix::sys::signal::{SigHandler, Signal, signal};
        use std::sync::atomic::{AtomicBool, Ordering};
        use std::sync::mpsc::channel;

        struct Name(libc::pthread_t);
        // SAFETY: the name of a thread, which any other may use; musl has a pointer for it that nobody follows here.
        unsafe impl Send for Name {}

        // SAFETY: the handler does nothing, and no other test has one for this signal.
        unsafe { signal(Signal::SIGURG, SigHandler::Handler(heed)) }.unwrap();
        let (_child, pidfd) = child("read line");
        let (tell, told) = channel();
        let (end, ended) = channel();
        let done = &AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let mut looks = Vec::new();
                tell.send(Name(pthread_self())).unwrap();
                for _ in 0..5_000 {
                    looks.push(Kernel.has_exited(&pidfd));
                }
                done.store(true, Ordering::Relaxed);
                // A thread that has ended may not be sent any signal.
                ended.recv().unwrap();
                assert!(looks.iter().all(|look| *look == Ok(false)));
            });
            let Name(looking) = told.recv().unwrap();
            while !done.load(Ordering::Relaxed) {
                pthread_kill(looking, Signal::SIGURG).unwrap();
            }
            end.send(()).unwrap();
        });
    }

    #[test]
    fn an_interruption_brings_back_who_waits() {
        let poller = Kernel.poller().unwrap();
        Kernel.interrupt(&poller).unwrap();
        Kernel.interrupt(&poller).unwrap();
        assert!(Kernel.poll(&poller, None).unwrap().is_empty());
        assert!(Kernel.poll(&poller, Some(Duration::ZERO)).unwrap().is_empty());
    }
}
