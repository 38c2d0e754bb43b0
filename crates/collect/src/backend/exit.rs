//! How processes end, and when to look whether they have.

use std::time::{Duration, Instant};

use psutil_parse::posix::wait_status::{self, WaitStatus};

use crate::model::process::ExitStatus;
use crate::port::ChildExit;

/// How soon to look again at a process that nobody tells of: at first, and at last.
pub(super) const SOON: Duration = Duration::from_millis(1);
pub(super) const LATER: Duration = Duration::from_millis(40);

/// The moment after a pause.
pub(super) fn after(pause: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(pause).unwrap_or(now)
}

/// How a child of ours ended.
pub(super) const fn status_of_child(exit: ChildExit) -> ExitStatus {
    match exit {
        ChildExit::Exited(code) => ExitStatus::Code(code),
        ChildExit::Killed(signal) => ExitStatus::Signal(signal),
    }
}

/// How a process ended, from the word that wait(2) has for it; `None` for one that is not about an end.
pub(super) fn status_of_word(word: i32) -> Option<ExitStatus> {
    Some(match wait_status::parse(word)? {
        WaitStatus::Exited(code) => ExitStatus::Code(code.into()),
        WaitStatus::Signaled(signal) => ExitStatus::Signal(signal.into()),
    })
}
