//! What the kernel tells of processes, by the proc connector.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use nix::errno::Errno;
use psutil_parse::linux::cn_proc::{self, CnProc, PROC_EVENT_EXIT, PROC_EVENT_FORK};

use crate::Result;
use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::backend::watch::{Ended, Listing, Look, Tracker};
use crate::model::process::Pid;
use crate::model::watch::{Happening, WatchEvent};
use crate::port::{At, LinuxKernel, Listener};
use crate::sorted::Sorted;

/// The first namespaces of each kind, `PROC_PID_INIT_INO` and `PROC_USER_INIT_INO` of `linux/proc_ns.h`. In others a
/// request is passed over without a word.
const FIRST_NAMESPACES: [(&str, &[u8]); 2] =
    [("self/ns/pid", b"pid:[4026531836]"), ("self/ns/user", b"user:[4026531837]")];

/// How many events are taken in before they are handed on.
const MOST: usize = 1024;

/// A kernel that has agreed to tell.
pub(super) struct Connector<L> {
    listener: L,
    /// Some events were lost. Those that came before are still to be received.
    has_lost: bool,
}

impl<K: LinuxKernel> Linux<K> {
    /// The connector; `None` where it is not there, not for this user, or speaks of other numbers.
    pub(super) fn connector(&self) -> Result<Option<Connector<K::Listener>>> {
        if self.procfs()? != Procfs::Own || !self.is_in_first_namespaces() {
            return Ok(None);
        }
        // EPERM before Linux 6.6, EPROTONOSUPPORT in a kernel without it: whatever it is, there is another way.
        let Ok(listener) = self.kernel.process_listener() else { return Ok(None) };
        Ok(Connector::begin(listener, number(self.kernel.getpid())))
    }

    /// Whether this program is in the first namespaces, as far as can be known.
    fn is_in_first_namespaces(&self) -> bool {
        FIRST_NAMESPACES.iter().all(|(name, first)| {
            let link = self.kernel.read_link(At::Path(&self.proc_path(name)));
            link.map_or(true, |link| link == *first)
        })
    }
}

/// A number for a request that nobody else uses at the same time.
fn number(pid: Pid) -> u32 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    // The odd factor keeps the numbers of different programs apart.
    pid.cast_unsigned().wrapping_mul(0x9E37_79B1) ^ count
}

impl<L: Listener> Connector<L> {
    /// Asks the kernel to tell; `None` unless it says that it will.
    ///
    /// It says so before send(2) returns, so there is nothing to wait for. Answers to others are heard too.
    pub(super) fn begin(mut listener: L, ack: u32) -> Option<Self> {
        // ECONNREFUSED: another network namespace.
        listener.request(ack, None).ok()?;
        loop {
            match listener.receive(cn_proc::parse) {
                Ok(Some(Ok(Some(CnProc::Ack { ack: to, err })))) if to == ack.wrapping_add(1) => {
                    if err != 0 {
                        return None;
                    }
                    break;
                }
                Ok(Some(_)) => {}
                Err(error) if error.errno == Errno::ENOBUFS => {}
                Ok(None) | Err(_) => return None,
            }
        }
        // Without a word of answer; before Linux 6.6 nothing comes of it, and all kinds are told.
        let _ = listener.request(ack, Some(PROC_EVENT_FORK | PROC_EVENT_EXIT));
        Some(Self { listener, has_lost: false })
    }

    /// Where the events come from.
    pub fn listener(&self) -> &L {
        &self.listener
    }

    #[cfg(test)]
    pub fn listener_mut(&mut self) -> &mut L {
        &mut self.listener
    }

    /// What has been told since the last time.
    pub fn hear(
        &mut self,
        look: &impl Look,
        tracker: &mut Tracker,
        events: &mut Vec<WatchEvent>,
    ) -> Result<()> {
        let (batch, is_all) = self.receive()?;
        let latest = latest(&batch);
        for (event, is_latest) in batch.into_iter().zip(latest) {
            match event {
                CnProc::Fork(fork) if fork.child_pid == fork.child_tgid => {
                    let time = look.instant(Duration::from_nanos(fork.timestamp_ns))?;
                    tracker.began(look, (fork.child_pid, fork.parent_tgid), time, events)?;
                }
                CnProc::Exit(exit) => {
                    let time = look.instant(Duration::from_nanos(exit.timestamp_ns))?;
                    let (pid, status) = (exit.process_tgid, exit.exit_code.cast_signed());
                    let is_first = exit.process_pid == exit.process_tgid;
                    tracker.ended(
                        look,
                        Ended { pid, is_first, is_latest, status },
                        time,
                        events,
                    )?;
                }
                // A thread that begins, and answers to others.
                CnProc::Fork(_) | CnProc::Ack { .. } => {}
            }
        }
        // The kernel tells of a loss before it hands over what came before, and tells nothing more until it has.
        if is_all && self.has_lost {
            self.has_lost = false;
            events.push(WatchEvent { time: look.now()?, what: Happening::Overflow });
            tracker.compare(look, Listing::Read, events)?;
        }
        Ok(())
    }

    /// The next events, and whether there are no more for now.
    fn receive(&mut self) -> Result<(Vec<CnProc>, bool)> {
        let mut batch = Vec::new();
        while batch.len() < MOST {
            match self.listener.receive(cn_proc::parse) {
                Ok(Some(Ok(Some(event)))) => batch.push(event),
                Ok(Some(_)) => {} // of another kind, or nothing that can be understood
                Ok(None) => return Ok((batch, true)),
                Err(error) if error.errno == Errno::ENOBUFS => self.has_lost = true,
                Err(error) => return Err(error.into()),
            }
        }
        Ok((batch, false))
    }
}

/// For each event whether no other end of a thread of the same process follows.
fn latest(batch: &[CnProc]) -> Vec<bool> {
    let mut followed = Sorted::new();
    let from_the_end = batch.iter().rev().map(|event| match event {
        CnProc::Exit(exit) => followed.insert(exit.process_tgid, ()).is_none(),
        CnProc::Fork(fork) => {
            // From here on backwards the number is another's.
            if fork.child_pid == fork.child_tgid {
                followed.remove(&fork.child_tgid);
            }
            false
        }
        CnProc::Ack { .. } => false,
    });
    let mut latest: Vec<bool> = from_the_end.collect();
    latest.reverse();
    latest
}
