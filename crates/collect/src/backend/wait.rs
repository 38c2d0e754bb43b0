//! Waiting until processes end.

use std::time::{Duration, Instant};

use super::unsupported;
use crate::Result;
use crate::model::identity::Target;
use crate::model::process::{self, ExitStatus};

/// How far the wait for a process is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It goes on. The poller tells when to look again; if there is a time, not later than then.
    Goes(Option<Instant>),
    /// It has ended; in this way, if that can be known.
    Ended(Option<ExitStatus>),
}

/// The ends of processes, for the [`Waiter`](crate::background::waiter::Waiter) to wait for.
///
/// A poller belongs to no set of paths: it serves the processes that any collector of the system watches.
pub trait WaitCollector: Send + Sync + 'static {
    /// A process that is waited for.
    type Watched: Send;
    /// What waits for many at once.
    type Poller: Send + Sync;

    /// One that waits for nothing yet.
    fn poller(&self) -> Result<Self::Poller> {
        unsupported(process::WAIT)
    }

    /// Begins to watch a process. Fails if it has been reaped, whoever has its number now.
    fn watch(&self, _target: Target) -> Result<Self::Watched> {
        unsupported(process::WAIT)
    }

    /// How far it is.
    fn look(&self, _watched: &mut Self::Watched) -> Result<Progress> {
        unsupported(process::WAIT)
    }

    /// Has the poller tell by this token, once, when to look again.
    fn arm(&self, _poller: &Self::Poller, _token: u64, _watched: &Self::Watched) -> Result<()> {
        unsupported(process::WAIT)
    }

    /// Waits, and gives the tokens of those to look at. May give none.
    fn poll(&self, _poller: &Self::Poller, _patience: Option<Duration>) -> Result<Vec<u64>> {
        unsupported(process::WAIT)
    }

    /// Has the one that waits come back at once.
    fn interrupt(&self, _poller: &Self::Poller) -> Result<()> {
        unsupported(process::WAIT)
    }
}
