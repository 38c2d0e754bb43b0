//! The end of a process, and how it ended: without reaping it, which is for its parent alone.
//!
//! - **By pidfd** (Linux 5.3): the poller tells of the end of any process, whosever child it is.
//! - **By looking** (older kernels, other procfs): again and again.
//!
//! How it ended is known, in this order, from `waitid(2)` of a child that is left to be reaped, from the pidfd
//! of a process that has been reaped (Linux 6.15), and from the `stat` of a zombie that this user may look into.

use std::time::{Duration, Instant};

use nix::errno::Errno;

use super::snapshot::Snapshot;
use crate::backend::exit::{LATER, SOON, after, status_of_child, status_of_word};
use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::backend::{Progress, WaitCollector};
use crate::model::identity::{Key, Target};
use crate::model::process::{ExitStatus, Pid};
use crate::port::{ChildExit, LinuxKernel};
use crate::{Error, Result};

/// How long a parent is given to reap a child into whose `stat` this user may not look: then its pidfd tells.
const GRACE: Duration = Duration::from_millis(100);

/// A process that is waited for.
pub struct Watched<K: LinuxKernel> {
    target: Target,
    by: By<K>,
}

enum By<K: LinuxKernel> {
    /// The poller tells.
    Pidfd(K::Pidfd, Stage),
    /// Nobody tells; the time until the next look.
    Looking(Duration),
}

#[derive(Clone, Copy)]
enum Stage {
    Runs,
    /// It has ended; until then how it did may come to be known.
    Ended(Instant),
}

/// What can be known now of how a process ended.
enum Known {
    Yes(ExitStatus),
    /// Once it has been reaped.
    Later,
    Never,
}

impl<K: LinuxKernel + Send + Sync + 'static> WaitCollector for Linux<K>
where
    K::Pidfd: Send,
{
    type Watched = Watched<K>;
    type Poller = K::Poller;

    fn poller(&self) -> Result<K::Poller> {
        Ok(self.kernel.poller()?)
    }

    fn watch(&self, target: Target) -> Result<Watched<K>> {
        let by = match self.lasting_pidfd(target)? {
            Some(pidfd) => By::Pidfd(pidfd, Stage::Runs),
            None => By::Looking(SOON),
        };
        Ok(Watched { target, by })
    }

    fn look(&self, watched: &mut Watched<K>) -> Result<Progress> {
        match &mut watched.by {
            By::Pidfd(pidfd, stage) => self.progress_by_pidfd(watched.target.pid, pidfd, stage),
            By::Looking(pause) => self.progress_by_name(watched.target, pause),
        }
    }

    fn arm(&self, poller: &K::Poller, token: u64, watched: &Watched<K>) -> Result<()> {
        match &watched.by {
            By::Pidfd(pidfd, Stage::Runs) => self.kernel.poll_exit(poller, pidfd, token)?,
            By::Pidfd(pidfd, Stage::Ended(_)) => self.kernel.poll_reap(poller, pidfd, token)?,
            By::Looking(_) => {}
        }
        Ok(())
    }

    fn poll(&self, poller: &K::Poller, patience: Option<Duration>) -> Result<Vec<u64>> {
        Ok(self.kernel.poll(poller, patience)?)
    }

    fn interrupt(&self, poller: &K::Poller) -> Result<()> {
        Ok(self.kernel.interrupt(poller)?)
    }
}

impl<K: LinuxKernel> Linux<K> {
    /// A pidfd of the process and of no other; `None` where there are none.
    fn lasting_pidfd(&self, target: Target) -> Result<Option<K::Pidfd>> {
        if let Key::Pidfs(inode) = target.key {
            return self.pidfd_of(target.pid, inode).map(Some);
        }
        let pidfd = match self.procfs()? {
            Procfs::Own => self.kernel.pidfd_open(target.pid).ok(),
            _ => None,
        };
        self.visit(target)?;
        // It was there after the pidfd was opened. If that one's process still lives, it is the same.
        match pidfd {
            Some(pidfd) if !self.is_reaped(&pidfd) => Ok(Some(pidfd)),
            Some(_) => Err(Error::no_such_process(target.pid)),
            None => Ok(None),
        }
    }

    pub(in crate::backend::linux) fn is_reaped(&self, pidfd: &K::Pidfd) -> bool {
        self.kernel.pidfd_send_signal(pidfd, 0).is_err_and(|error| error.errno == Errno::ESRCH)
    }

    fn progress_by_pidfd(&self, pid: Pid, pidfd: &K::Pidfd, stage: &mut Stage) -> Result<Progress> {
        if matches!(stage, Stage::Runs) {
            if !self.kernel.has_exited(pidfd)? {
                return Ok(Progress::Goes(None));
            }
            *stage = Stage::Ended(after(GRACE));
        }
        Ok(match (self.how_it_ended(pid, pidfd), &stage) {
            (Known::Yes(status), _) => Progress::Ended(Some(status)),
            (Known::Later, Stage::Ended(until)) if Instant::now() < *until => {
                Progress::Goes(Some(*until))
            }
            _ => Progress::Ended(None),
        })
    }

    /// How the process ended that this pidfd is of, and which has ended.
    fn how_it_ended(&self, pid: Pid, pidfd: &K::Pidfd) -> Known {
        if let Ok(Some(exit)) = self.kernel.peek_child(pidfd) {
            return Known::Yes(status_of_child(exit));
        }
        let later = match self.kernel.pidfd_exit(pidfd) {
            Ok(Some(word)) => return status_of_word(word).map_or(Known::Never, Known::Yes),
            Ok(None) => Known::Later,
            Err(_) => Known::Never,
        };
        // Its directory, if it is still to be reaped once that is open.
        match self.enter(pid) {
            Ok(snapshot) if !self.is_reaped(pidfd) => {
                self.status_of_zombie(&snapshot).map_or(later, Known::Yes)
            }
            _ => later,
        }
    }

    /// How a zombie ended, as far as this user may know; `None` also for a process that is none.
    pub(in crate::backend::linux) fn status_of_zombie(
        &self,
        snapshot: &Snapshot<K>,
    ) -> Option<ExitStatus> {
        let word = self.stat(snapshot).ok().filter(|stat| stat.is_zombie())?.exit_code?;
        // Who may not know reads 0 as well. Who may, may follow this link too, as few others of a zombie's files.
        let is_known = word != 0 || self.kernel.read_link(snapshot.file("ns/user")).is_ok();
        if is_known { status_of_word(word) } else { None }
    }

    fn progress_by_name(&self, target: Target, pause: &mut Duration) -> Result<Progress> {
        let snapshot = match self.visit(target) {
            Ok(snapshot) => snapshot,
            Err(Error::NoSuchProcess { .. }) => return Ok(Progress::Ended(None)),
            Err(error) => return Err(error),
        };
        if self.stat(&snapshot)?.has_ended() {
            let status = match self.peek_own_child(target)? {
                Some(exit) => Some(status_of_child(exit)),
                None => self.status_of_zombie(&snapshot),
            };
            return Ok(Progress::Ended(status));
        }
        let until = after(*pause);
        *pause = pause.saturating_mul(2).min(LATER);
        Ok(Progress::Goes(Some(until)))
    }

    /// How a zombie ended, if it is a child of ours that is still there to be asked about by its number.
    fn peek_own_child(&self, target: Target) -> Result<Option<ChildExit>> {
        if self.procfs()? != Procfs::Own {
            return Ok(None);
        }
        let exit = self.kernel.peek_child_number(target.pid).ok().flatten();
        Ok(if self.still_runs(target)? { exit } else { None })
    }
}
