//! A signal to a process and all that descends from it, none of which escapes by forking.
//!
//! Who looks, and then kills what was seen, misses what is forked in between: its parent dies, it becomes a child
//! of init, and nothing tells any more that it belonged. So everything is stopped first, and looked for again until
//! a look at all processes, with every known member standing, finds no other. Only then the signal is sent; what
//! is not killed by it at once is continued.
//!
//! `SIGSTOP` stops a process when it next returns to its program. A fork that had begun may still end well, so it is
//! looked at until each of its threads stands. One that waits in the kernel may not come to stand for long: the
//! parent of a vfork(2) waits for its child, which is stopped. Such a thread is taken as standing after a while.
//! `SIGKILL` finds it too: from the moment it is sent, no fork of that process ends well.

mod kin;

use std::time::Duration;

use nix::sys::signal::Signal;

use crate::model::identity::Target;
use crate::model::process::{Pid, Tree};
use crate::{Error, Result};
use kin::{Hold, Kin, Member, Reach};

/// How long one that was told to stop is waited for until it is told again.
const STUCK_AFTER: Duration = Duration::from_millis(50);
/// How often one that does not even run is told to stop.
const TELLINGS: u32 = 2;
/// The first and the longest pause between two looks at those that do not stand yet.
const PAUSES: (Duration, Duration) = (Duration::from_micros(100), Duration::from_millis(5));

/// What the threads of a process do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Motion {
    /// All stand or have ended.
    Still,
    /// Some wait in the kernel.
    Waiting,
    /// Some run.
    Running,
}

/// The start of a process of which it is not told.
pub(super) const UNKNOWN: u64 = u64::MAX;

/// What a process says of itself at first sight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub pid: Pid,
    pub ppid: Pid,
    /// Negative where it is not told.
    pub session: Pid,
    /// When it started, in any unit; [`UNKNOWN`] if that is not told.
    pub start: u64,
    /// Whether its first thread stands or has ended.
    pub is_still: bool,
    /// Whether it was told to stop.
    pub is_stopped: bool,
    /// Whether it heeds no signal: process 1, and those of the kernel.
    pub heeds_none: bool,
}

/// A system whose processes have children.
pub(super) trait Trees {
    /// By how much the start of one process may be told differently from one time to the other.
    const TOLERANCE: u64 = 0;

    /// Our own number.
    fn own_number(&self) -> Result<Pid>;
    /// What is known at first sight of all processes whose numbers are wanted. Who has ended or is hidden is left out.
    fn rows(&self, is_wanted: impl Fn(Pid) -> bool) -> Result<Vec<Row>>;
    /// The same of one process, and of no other that has its number now.
    fn row(&self, target: Target) -> Result<Row>;
    /// Whoever has this number.
    fn find_row(&self, pid: Pid) -> Result<(Target, Row)>;
    /// Whether the process has not been reaped yet.
    fn still_runs(&self, target: Target) -> Result<bool>;
    /// Sends a signal to this process and no other.
    fn signal(&self, target: Target, signal: i32) -> Result<()>;
    /// What the threads of a process do; one that is gone stands.
    fn motion(&self, target: Target) -> Result<Motion>;
    /// A clock that is never set.
    fn clock(&self) -> Result<Duration>;
}

/// The living among these processes and all that descends from them.
pub(super) fn members_of_tree(host: &impl Trees, known: &[Target]) -> Result<Tree> {
    let kin = Kin::of(host, known)?;
    Ok(Tree { members: targets(&kin.members, |_| true), denied: Vec::new() })
}

/// Sends a signal to these processes and all that descends from them.
///
/// `pause` waits that long at most, and says whether there is time left to make the tree stand. If there is not, the
/// signal goes to what is known of it.
pub(super) fn signal_whole_tree(
    host: &impl Trees,
    known: &[Target],
    signal: i32,
    pause: &dyn Fn(Duration) -> bool,
) -> Result<Tree> {
    let mut held = Held { kin: Kin::of(host, known)?, since: host.clock()? };
    held.freeze(pause)?;
    held.send(signal)?;
    Ok(Tree {
        members: targets(&held.kin.members, |member| member.hold != Hold::Denied),
        denied: targets(&held.kin.members, |member| member.hold == Hold::Denied),
    })
}

fn targets(members: &[Member], which: impl Fn(&Member) -> bool) -> Vec<Target> {
    members.iter().filter(|member| which(member)).map(|member| member.target).collect()
}

/// A tree that is made to stand. Whatever happens, nobody is left standing because of us.
struct Held<'a, T: Trees> {
    kin: Kin<'a, T>,
    /// When somebody was last told to stop.
    since: Duration,
}

impl<T: Trees> Held<'_, T> {
    /// Makes the whole tree stand. Returns also when time is up.
    fn freeze(&mut self, pause: &dyn Fn(Duration) -> bool) -> Result<()> {
        let (mut next, longest) = PAUSES;
        loop {
            let stands = self.stop_all()?;
            let host = self.kin.host;
            let reach = if stands { Reach::All } else { Reach::New };
            // Each at once: the longer it runs, the more it forks.
            let found = self.kin.look(reach, &|member| tell_to_stop(host, member))?;
            let is_done = stands && !found && self.nobody_is_loose();
            let wait = if found || stands { Duration::ZERO } else { next };
            if is_done || !pause(wait) {
                return Ok(());
            }
            next = if found { PAUSES.0 } else { next.saturating_mul(2).min(longest) };
        }
    }

    fn nobody_is_loose(&self) -> bool {
        self.kin.members.iter().all(|member| member.hold != Hold::Loose)
    }

    /// Tells everybody to stop who was not told yet. Whether all stand.
    fn stop_all(&mut self) -> Result<bool> {
        let host = self.kin.host;
        let now = host.clock()?;
        // All are told before the first is looked at, which takes longer.
        for member in self.kin.members.iter_mut().filter(|member| member.hold == Hold::Loose) {
            self.since = now;
            tell_to_stop(host, member)?;
        }
        let is_late = now.saturating_sub(self.since) >= STUCK_AFTER;
        let mut stands = true;
        for member in self.kin.members.iter_mut().filter(|member| member.hold == Hold::Told) {
            member.hold = match host.motion(member.target)? {
                Motion::Still => Hold::Still,
                Motion::Waiting if is_late && member.told >= TELLINGS => Hold::Stuck,
                // Others have continued it.
                _ if is_late || !member.ours => Hold::Loose,
                _ => Hold::Told,
            };
            stands &= matches!(member.hold, Hold::Still | Hold::Stuck);
        }
        Ok(stands)
    }

    /// Sends the signal to the last found first, so that the end of the first, which others wait for, is told last;
    /// and lets those go on that it has not killed.
    fn send(&mut self, signal: i32) -> Result<()> {
        let host = self.kin.host;
        let is_kill = signal == Signal::SIGKILL as i32;
        for member in self.kin.members.iter_mut().rev() {
            if member.hold == Hold::Denied {
                continue;
            }
            match host.signal(member.target, signal) {
                // Also one that others have stopped has to go on, to heed it.
                Ok(()) => member.ours = !is_kill,
                Err(Error::NoSuchProcess { .. }) => member.ours = false,
                Err(Error::AccessDenied { .. }) => {
                    let_go(host, member);
                    member.hold = Hold::Denied;
                }
                Err(error) => return Err(error),
            }
        }
        self.release();
        Ok(())
    }

    /// Lets everybody go on who stands because of us.
    fn release(&mut self) {
        let host = self.kin.host;
        for member in self.kin.members.iter_mut().rev() {
            let_go(host, member);
        }
    }
}

/// Tells one to stop.
fn tell_to_stop(host: &impl Trees, member: &mut Member) -> Result<()> {
    if member.hold != Hold::Loose {
        return Ok(());
    }
    member.hold = Hold::Told;
    member.told = member.told.saturating_add(1);
    match host.signal(member.target, Signal::SIGSTOP as i32) {
        Ok(()) => member.ours = true,
        Err(Error::NoSuchProcess { .. }) => {}
        Err(Error::AccessDenied { .. }) => member.hold = Hold::Denied,
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Lets one go on that stands because of us. What fails here has ended, or is not to be helped.
fn let_go(host: &impl Trees, member: &mut Member) {
    if std::mem::take(&mut member.ours) {
        let _ = host.signal(member.target, Signal::SIGCONT as i32);
    }
}

impl<T: Trees> Drop for Held<'_, T> {
    fn drop(&mut self) {
        self.release();
    }
}
