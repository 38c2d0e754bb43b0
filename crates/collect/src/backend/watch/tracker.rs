//! Which processes are there: what a watch has told of and what not.
//!
//! Each process begins at most once and ends at most once, and none ends that neither was there when the watch
//! began nor has begun since. A process is known by its key, so a number that is used twice is two processes.

use super::look::{Look, Seen};
use crate::Result;
use crate::backend::exit::status_of_word;
use crate::model::identity::{Key, Target};
use crate::model::process::{ExitStatus, Pid};
use crate::model::watch::{Happening, WatchEvent};
use crate::sorted::Sorted;

/// A process that has not ended.
#[derive(Clone, Copy, Debug)]
struct Known {
    key: Option<Key>,
    is_readable: bool,
    /// It was gone before it could be looked at.
    is_gone: bool,
    /// Its start has been told of, or was before the watch.
    is_told: bool,
    /// Its first thread has ended.
    headless: Option<Headless>,
}

/// A process without its first thread.
#[derive(Clone, Copy, Debug)]
struct Headless {
    /// What the thread bore that ended last; or the process, when it was seen to have ended.
    status: Option<ExitStatus>,
    /// The end of the process has been seen, and what the kernel tells of it may be on its way.
    is_suspect: bool,
}

impl Known {
    const fn new(seen: Seen, is_told: bool) -> Self {
        let Seen { key, is_readable, has_ended: _ } = seen;
        Self { key, is_readable, is_gone: false, is_told, headless: None }
    }

    const fn gone() -> Self {
        Self { key: None, is_readable: false, is_gone: true, is_told: true, headless: None }
    }

    fn target(&self, pid: Pid) -> Option<Target> {
        self.key.filter(|_| self.is_readable).map(|key| Target { pid, key })
    }

    fn has_ended(&self, look: &impl Look, pid: Pid) -> Result<bool> {
        Ok(self.is_gone || look.has_ended(pid, self.key)?)
    }
}

/// Whether somebody may be in the list who was not before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::backend) enum Listing {
    Read,
    Unchanged,
}

/// A thread that has ended, as the kernel told.
#[derive(Clone, Copy, Debug)]
pub(in crate::backend) struct Ended {
    pub pid: Pid,
    /// Whether it was the first one, which bears the number of the process.
    pub is_first: bool,
    /// Whether nothing more is heard of the process for now.
    pub is_latest: bool,
    /// A status as wait(2) gives it.
    pub status: i32,
}

/// See the top of this file.
#[derive(Debug, Default)]
pub(in crate::backend) struct Tracker {
    known: Sorted<Pid, Known>,
}

impl Tracker {
    /// Looks at all that are there. Zombies have ended before the watch began.
    pub fn begin(&mut self, look: &impl Look) -> Result<()> {
        for pid in look.numbers()? {
            if let Some(seen) = look.look(pid)?.filter(|seen| !seen.has_ended) {
                self.known.insert(pid, Known::new(seen, false));
            }
        }
        Ok(())
    }

    /// Whether there is a process without its first thread.
    pub fn has_headless(&self) -> bool {
        self.known.values().any(|known| known.headless.is_some())
    }

    /// The kernel told of a process that has begun.
    pub fn began(
        &mut self,
        look: &impl Look,
        (pid, ppid): (Pid, Pid),
        time: f64,
        events: &mut Vec<WatchEvent>,
    ) -> Result<()> {
        let seen = look.look(pid)?;
        if let Some(known) = self.known.get_mut(&pid) {
            let is_other = seen.is_some_and(|seen| seen.key.is_some() && seen.key != known.key);
            if !is_other && !known.is_gone {
                // Seen in the list before it was heard of.
                if !known.is_told {
                    known.is_told = true;
                    events.push(start(time, pid, known, Some(ppid)));
                }
                return Ok(());
            }
            // Its number is another's, so it has ended, however little was heard of it.
            events.push(exit(time, pid, known, None));
        }
        let known = seen.map_or_else(Known::gone, |seen| Known::new(seen, true));
        events.push(start(time, pid, &known, Some(ppid)));
        self.known.insert(pid, known);
        Ok(())
    }

    /// The kernel told of a thread that has ended. Of a process that has no other, it is the end.
    ///
    /// The first thread may end long before the others do, or give way to another that calls execve(2). So the
    /// process is looked at, unless more is to be heard of it. Its status is that of whoever ended last: as soon as
    /// one thread ends the process, all end with the same status. A zombie still bears it.
    pub fn ended(
        &mut self,
        look: &impl Look,
        ended: Ended,
        time: f64,
        events: &mut Vec<WatchEvent>,
    ) -> Result<()> {
        let Ended { pid, is_first, is_latest, status } = ended;
        let Some(known) = self.known.get_mut(&pid) else { return Ok(()) };
        if !is_first && known.headless.is_none() {
            return Ok(());
        }
        let status = status_of_word(status);
        let was_headless = known.headless.replace(Headless { status, is_suspect: false }).is_some();
        if is_latest && known.has_ended(look, pid)? {
            let borne = known.target(pid).filter(|_| was_headless).and_then(|it| look.status(it));
            let status = borne.or(status);
            events.push(exit(time, pid, known, status));
            self.known.remove(&pid);
        }
        Ok(())
    }

    /// Looks at those without a first thread: a debugger may have kept the last one back when it was told of. To be
    /// called now and then: of who is found to have ended twice nothing more is to be heard.
    pub fn look_at_headless(
        &mut self,
        look: &impl Look,
        events: &mut Vec<WatchEvent>,
    ) -> Result<()> {
        let mut over = Vec::new();
        for (pid, known) in self.known.iter_mut() {
            let Some(headless) = known.headless else { continue };
            if !known.has_ended(look, *pid)? {
                continue;
            }
            let borne = known.target(*pid).and_then(|it| look.status(it));
            let status = borne.or(headless.status);
            if headless.is_suspect {
                events.push(exit(look.now()?, *pid, known, status));
                over.push(*pid);
            }
            known.headless = Some(Headless { status, is_suspect: true });
        }
        self.known.retain(|pid, _| !over.contains(pid));
        Ok(())
    }

    /// Compares with what is there now. Whoever has begun and ended since the last look has left no trace, and a
    /// zombie no more of one.
    pub fn compare(
        &mut self,
        look: &impl Look,
        listing: Listing,
        events: &mut Vec<WatchEvent>,
    ) -> Result<()> {
        let pids: Vec<Pid> = self.known.keys().copied().collect();
        for pid in pids {
            self.look_again(look, pid, events)?;
        }
        if listing == Listing::Unchanged {
            return Ok(());
        }
        for pid in look.numbers()? {
            if self.known.contains_key(&pid) {
                continue;
            }
            if let Some(seen) = look.look(pid)?.filter(|seen| !seen.has_ended) {
                let known = Known::new(seen, true);
                let ppid = known.target(pid).and_then(|target| look.parent(target));
                events.push(start(look.now()?, pid, &known, ppid));
                self.known.insert(pid, known);
            }
        }
        Ok(())
    }

    fn look_again(
        &mut self,
        look: &impl Look,
        pid: Pid,
        events: &mut Vec<WatchEvent>,
    ) -> Result<()> {
        let Some(known) = self.known.get(&pid) else { return Ok(()) };
        if known.has_ended(look, pid)? {
            let status = known.target(pid).and_then(|target| look.status(target));
            events.push(exit(look.now()?, pid, known, status));
            self.known.remove(&pid);
        }
        Ok(())
    }
}

fn start(time: f64, pid: Pid, known: &Known, ppid: Option<Pid>) -> WatchEvent {
    WatchEvent { time, what: Happening::Start { pid, target: known.target(pid), ppid } }
}

fn exit(time: f64, pid: Pid, known: &Known, status: Option<ExitStatus>) -> WatchEvent {
    WatchEvent { time, what: Happening::Exit { pid, target: known.target(pid), status } }
}
