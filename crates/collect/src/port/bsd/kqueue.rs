//! `kqueue(2)` over processes, and `waitid(2)` that leaves the child to be reaped.

use std::os::fd::{AsRawFd, OwnedFd};
use std::time::Duration;

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, FdFlag, OFlag, fcntl};
use nix::sys::event::{EvFlags, EventFilter, FilterFlag, KEvent, Kqueue};
use nix::unistd::{pipe, read, write};

use super::Kernel;
use crate::model::process::Pid;
use crate::port::numbers::{BEARS_STATUS, NOTES, SI_CODE_AT, SI_PID_AT, SI_STATUS_AT};
use crate::port::{ChildExit, Ended, Kqueues, Port, PortError};

/// How many ends are taken in one call.
const AT_ONCE: usize = 64;
/// Kernels refuse to wait for very long. Who comes back early waits again.
const LONGEST: Duration = Duration::from_secs(86_400);
/// The low bits of a status, which is all that wait(2) gives: the kernels of FreeBSD and macOS put more there.
const CODE: i32 = 0xff;

/// A kqueue that waits for processes, and for a pipe that interrupts it.
#[derive(Debug)]
pub struct Queue {
    kqueue: Kqueue,
    reader: OwnedFd,
    writer: OwnedFd,
}

fn failed(call: &'static str) -> impl Fn(Errno) -> PortError {
    move |errno| PortError::new(call, errno)
}

impl Kqueues for Kernel {
    type Kqueue = Queue;

    fn kqueue(&self) -> Port<Queue> {
        // It is not handed down by fork(2).
        let kqueue = Kqueue::new().map_err(failed("kqueue"))?;
        let (reader, writer) = pipe().map_err(failed("pipe"))?;
        for end in [&reader, &writer] {
            fcntl(end, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC)).map_err(failed("fcntl"))?;
            fcntl(end, FcntlArg::F_SETFL(OFlag::O_NONBLOCK)).map_err(failed("fcntl"))?;
        }
        let ident = usize::try_from(reader.as_raw_fd()).unwrap_or_default();
        add(&kqueue, ident, EventFilter::EVFILT_READ, EvFlags::EV_ADD, FilterFlag::empty())?;
        Ok(Queue { kqueue, reader, writer })
    }

    fn watch_exit(&self, queue: &Queue, pid: Pid) -> Port<()> {
        let ident = usize::try_from(pid).map_err(|_| PortError::new("kevent", Errno::ESRCH))?;
        let flags = EvFlags::EV_ADD.union(EvFlags::EV_ONESHOT);
        let mut answer = Err(PortError::new("kevent", Errno::EINVAL));
        for notes in NOTES {
            answer = add(&queue.kqueue, ident, EventFilter::EVFILT_PROC, flags, *notes);
            match &answer {
                // Not all that is asked for is for us to know.
                Err(error) if matches!(error.errno, Errno::EACCES | Errno::EPERM) => {}
                _ => break,
            }
        }
        answer
    }

    fn ended(&self, queue: &Queue, patience: Option<Duration>) -> Port<Vec<Ended>> {
        let timeout =
            patience.map(|patience| patience.min(LONGEST)).map(|patience| libc::timespec {
                tv_sec: patience.as_secs().try_into().unwrap_or(0),
                tv_nsec: patience.subsec_nanos().into(),
            });
        let nothing = (EventFilter::EVFILT_READ, EvFlags::empty(), FilterFlag::empty());
        let mut events = [KEvent::new(0, nothing.0, nothing.1, nothing.2, 0, 0); AT_ONCE];
        let count = match queue.kqueue.kevent(&[], &mut events, timeout) {
            Ok(count) => count,
            Err(Errno::EINTR) => 0,
            Err(errno) => return Err(PortError::new("kevent", errno)),
        };
        let mut told = Vec::new();
        for event in events.iter().take(count) {
            match event.filter() {
                Ok(EventFilter::EVFILT_PROC) => told.extend(end_of(event)),
                Ok(EventFilter::EVFILT_READ) => queue.empty(),
                _ => {}
            }
        }
        Ok(told)
    }

    fn interrupt(&self, queue: &Queue) -> Port<()> {
        loop {
            match write(&queue.writer, &[0]) {
                Err(Errno::EINTR) => {}
                // So many interruptions are waiting that there is no room for more.
                Ok(_) | Err(Errno::EAGAIN) => return Ok(()),
                Err(errno) => return Err(PortError::new("write", errno)),
            }
        }
    }

    fn peek_child(&self, pid: Pid) -> Port<Option<ChildExit>> {
        #[allow(clippy::unnecessary_fallible_conversions, reason = "id_t is wider on FreeBSD only")]
        let id = pid.try_into().map_err(|_| PortError::new("waitid", Errno::ECHILD))?;
        let options = libc::WEXITED | libc::WNOHANG | libc::WNOWAIT;
        // More than any siginfo_t has; what the kernel does not write stays 0.
        let mut info = [0_u64; 32];
        const { assert!(size_of::<libc::siginfo_t>() <= 256 && align_of::<libc::siginfo_t>() <= 8) };
        loop {
            // SAFETY: info is as large and as aligned as a siginfo_t at least, and all of it may be written to. WNOWAIT
            // leaves the child to be reaped.
            let result =
                unsafe { libc::waitid(libc::P_PID, id, info.as_mut_ptr().cast(), options) };
            match Errno::result(result) {
                Err(Errno::EINTR) => {}
                Err(errno) => return Err(PortError::new("waitid", errno)),
                Ok(_) => break,
            }
        }
        let number = |at: usize| {
            let bytes: Vec<u8> =
                info.iter().flat_map(|word| word.to_ne_bytes()).skip(at).take(4).collect();
            bytes.try_into().map_or(0, i32::from_ne_bytes)
        };
        if number(SI_PID_AT) != pid {
            return Ok(None); // it runs
        }
        let status = number(SI_STATUS_AT) & CODE;
        Ok(Some(match number(SI_CODE_AT) {
            libc::CLD_EXITED => ChildExit::Exited(status),
            _ => ChildExit::Killed(status), // CLD_KILLED, CLD_DUMPED
        }))
    }
}

impl Queue {
    /// Takes out what interruptions have put in.
    fn empty(&self) {
        let mut bytes = [0; 256];
        while read(&self.reader, &mut bytes).is_ok_and(|count| count == bytes.len()) {}
    }
}

/// Has the kernel tell of one thing more.
fn add(
    kqueue: &Kqueue,
    ident: usize,
    filter: EventFilter,
    flags: EvFlags,
    notes: FilterFlag,
) -> Port<()> {
    let change = KEvent::new(ident, filter, flags, notes, 0, 0);
    // There is no room for events: what is wrong with the change is the error of the call.
    let done = kqueue.kevent(&[change], &mut [], Some(libc::timespec { tv_sec: 0, tv_nsec: 0 }));
    done.map(drop).map_err(failed("kevent"))
}

fn end_of(event: &KEvent) -> Option<Ended> {
    let notes = event.fflags();
    if event.flags().contains(EvFlags::EV_ERROR) || !notes.contains(FilterFlag::NOTE_EXIT) {
        return None;
    }
    let status = notes.contains(BEARS_STATUS).then(|| i32::try_from(event.data()).ok());
    Some(Ended { pid: event.ident().try_into().ok()?, status: status.flatten() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Option<Duration> = Some(Duration::from_millis(1));

    fn errno<T>(answer: Port<T>) -> Option<Errno> {
        answer.err().map(|error| error.errno)
    }

    #[test]
    fn an_interruption_ends_one_wait_and_no_other() {
        let queue = Kernel.kqueue().unwrap();
        for _ in 0..3 {
            Kernel.interrupt(&queue).unwrap();
        }
        // Were it to go on, this would not come back.
        assert_eq!(Kernel.ended(&queue, None), Ok(vec![]));
        assert_eq!(Kernel.ended(&queue, SOON), Ok(vec![]));
        let mut byte = [0];
        assert_eq!(read(&queue.reader, &mut byte), Err(Errno::EAGAIN));
    }

    #[test]
    fn who_lives_is_not_told_of_and_nobody_is_watched() {
        let queue = Kernel.kqueue().unwrap();
        let ourselves = nix::unistd::getpid().as_raw();
        assert_eq!(Kernel.watch_exit(&queue, ourselves), Ok(()));
        assert_eq!(Kernel.watch_exit(&queue, ourselves), Ok(()));
        assert_eq!(Kernel.ended(&queue, SOON), Ok(vec![]));
        for nobody in [-1, Pid::MAX] {
            assert_eq!(errno(Kernel.watch_exit(&queue, nobody)), Some(Errno::ESRCH));
        }
    }

    #[test]
    fn we_are_no_child_of_ours() {
        let ourselves = nix::unistd::getpid().as_raw();
        for pid in [ourselves, 1, Pid::MAX] {
            assert_eq!(errno(Kernel.peek_child(pid)), Some(Errno::ECHILD));
        }
    }
}
