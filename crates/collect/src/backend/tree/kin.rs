//! Who belongs to a tree.
//!
//! A process whose parent has ended is given another one, and by its parent it can no longer be found. It still
//! can by its session: only the process whose number a session has can have begun it, and only what descends from
//! that process is ever in it. So the sessions that members began belong to the tree. Process groups do not: any
//! process of the session may join one, such as the next program of a pipeline.
//!
//! The number of a session is nobody else's while one process is in it. So a session is known to be one that a
//! member began, though that member may have ended, as long as a member that lives is in it.

use super::{Row, Trees, UNKNOWN};
use crate::model::identity::Target;
use crate::model::process::Pid;
use crate::sorted::Sorted;
use crate::{Error, Result};

/// How far a member is from making children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// It runs.
    Loose,
    /// It was told to stop, by us or by others before; not all of its threads are known to stand.
    Told,
    /// It stands, or has ended.
    Still,
    /// It does not come to stand, and does not run either: it waits in the kernel.
    Stuck,
    /// It takes no signal from us.
    Denied,
}

/// One process of the tree.
pub(super) struct Member {
    pub target: Target,
    pub hold: Hold,
    /// Whether it stands because of us, and is to be continued by us.
    pub ours: bool,
    /// How often it was told to stop.
    pub told: u32,
    /// When it started; [`UNKNOWN`] if that was not told.
    start: u64,
    session: Pid,
}

/// Which processes a look takes in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Those whose numbers are new: a fraction of the price.
    New,
    /// All: a number may be another's by now.
    All,
}

/// The tree as far as it is known.
pub(super) struct Kin<'a, T: Trees> {
    pub host: &'a T,
    pub members: Vec<Member>,
    /// Where the living members stand in the list.
    places: Sorted<Pid, usize>,
    /// The numbers of all members, also of those that had ended before: what sessions may be theirs.
    numbers: Sorted<Pid, ()>,
    /// Processes that are known not to belong.
    strangers: Sorted<Pid, ()>,
    ourselves: Option<Pid>,
}

impl<'a, T: Trees> Kin<'a, T> {
    /// Begins with processes that are known to belong, and finds all others without touching any.
    pub(super) fn of(host: &'a T, known: &[Target]) -> Result<Self> {
        let mut kin = Self {
            host,
            members: Vec::new(),
            places: Sorted::new(),
            numbers: known.iter().map(|target| (target.pid, ())).collect(),
            strangers: Sorted::new(),
            ourselves: host.own_number().ok(),
        };
        for &target in known {
            match host.row(target) {
                Ok(row) => kin.add(target, &row)?,
                Err(Error::NoSuchProcess { .. }) => {}
                // Nothing is known of its children; a signal tells whether it is ours.
                Err(Error::AccessDenied { .. }) => kin.push(target, Hold::Loose, UNKNOWN, -1),
                Err(error) => return Err(error),
            }
        }
        kin.look(Reach::All, &|_| Ok(()))?;
        Ok(kin)
    }

    /// Looks for members that are not known yet, and does something to each as soon as it is found. Whether there
    /// was any.
    pub(super) fn look(
        &mut self,
        reach: Reach,
        each: &dyn Fn(&mut Member) -> Result<()>,
    ) -> Result<bool> {
        if self.members.is_empty() {
            return Ok(false);
        }
        let mut rows = self.rows(reach)?;
        let before = self.members.len();
        // Generation by generation: a child may have a lower number than its parent, once numbers begin anew.
        loop {
            let (near, rest): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(|row| self.elders(row).next().is_some());
            rows = rest;
            if near.is_empty() {
                break;
            }
            for row in near {
                let known = self.members.len();
                self.adopt(&row)?;
                for member in self.members.iter_mut().skip(known) {
                    each(member)?;
                }
            }
        }
        self.remember_strangers(&rows);
        Ok(self.members.len() > before)
    }

    /// What is known at first sight of the processes that are not members.
    fn rows(&mut self, reach: Reach) -> Result<Vec<Row>> {
        if reach == Reach::All {
            self.strangers = Sorted::new();
        }
        let mut rows = Vec::new();
        let seen = self.host.rows(|pid| {
            reach == Reach::All
                || !(self.places.contains_key(&pid) || self.strangers.contains_key(&pid))
        })?;
        for row in seen {
            let place = self.places.get(&row.pid).copied();
            match place.and_then(|place| self.members.get_mut(place)) {
                Some(member) if is_start::<T>(member.start, row.start) => {
                    member.session = row.session;
                    // Whoever continued it, it may have children again.
                    if member.hold == Hold::Still && !row.is_still {
                        member.hold = Hold::Loose;
                    }
                }
                Some(member) if member.start == UNKNOWN => {}
                Some(_) => {
                    self.places.remove(&row.pid);
                    rows.push(row);
                }
                None => rows.push(row),
            }
        }
        Ok(rows)
    }

    /// The members through which a process seems to belong: its parent, and those of its session.
    fn elders(&self, row: &Row) -> impl Iterator<Item = usize> {
        let parent = self.places.get(&row.ppid).copied();
        let parent = parent.filter(|&place| {
            self.members.get(place).is_some_and(|member| is_elder::<T>(member.start, row.start))
        });
        let session = self.numbers.contains_key(&row.session).then_some(row.session);
        let peers = session.into_iter().flat_map(|session| {
            let members = self.members.iter().enumerate();
            members.filter(move |(_, member)| member.session == session).map(|(place, _)| place)
        });
        parent.into_iter().chain(peers)
    }

    /// Takes in a process that seems to belong, if it does.
    fn adopt(&mut self, row: &Row) -> Result<()> {
        if Some(row.pid) == self.ourselves {
            return Err(self.holds_ourselves());
        }
        let (target, row) = match self.host.find_row(row.pid) {
            Ok(young) => young,
            Err(Error::System(error)) => return Err(Error::System(error)),
            Err(_) => return Ok(()), // ended, another's by now, or hidden
        };
        let elders: Vec<usize> = self.elders(&row).collect();
        for elder in elders.into_iter().filter_map(|place| self.members.get(place)) {
            // After the process itself: an elder that still is there has been there all the time.
            let belongs = if row.ppid == elder.target.pid {
                is_elder::<T>(elder.start, row.start)
                    && self.host.still_runs(elder.target).unwrap_or(false)
            } else {
                self.numbers.contains_key(&row.session) && self.is_in_session(elder, row.session)
            };
            if belongs {
                return self.add(target, &row);
            }
        }
        Ok(())
    }

    /// Whether a member is in that session now: it may have begun its own.
    fn is_in_session(&self, member: &Member, session: Pid) -> bool {
        self.host.row(member.target).is_ok_and(|row| row.session == session)
    }

    fn add(&mut self, target: Target, row: &Row) -> Result<()> {
        let hold = if row.heeds_none {
            Hold::Denied // the kernel throws signals to it away, and says nothing
        } else if row.is_stopped {
            Hold::Told
        } else {
            Hold::Loose
        };
        self.push(target, hold, row.start, row.session);
        if Some(target.pid) == self.ourselves { Err(self.holds_ourselves()) } else { Ok(()) }
    }

    fn push(&mut self, target: Target, hold: Hold, start: u64, session: Pid) {
        self.places.insert(target.pid, self.members.len());
        self.numbers.insert(target.pid, ());
        self.members.push(Member { target, hold, ours: false, told: 0, start, session });
    }

    /// Only those whose parents are strangers too: the parent of another may be a member that is not known yet.
    fn remember_strangers(&mut self, rows: &[Row]) {
        let seen: Sorted<Pid, ()> = rows.iter().map(|row| (row.pid, ())).collect();
        let is_stranger =
            |pid: &Pid| *pid == 0 || seen.contains_key(pid) || self.strangers.contains_key(pid);
        let found = rows.iter().filter(|row| is_stranger(&row.ppid));
        let found: Vec<_> = found.map(|row| (row.pid, ())).collect();
        self.strangers.extend(found);
    }

    fn holds_ourselves(&self) -> Error {
        Error::HoldsThisProgram { pid: self.members.first().map_or(0, |root| root.target.pid) }
    }
}

/// Whether one who started then may be the parent of one who started then. Of whom nothing is known there are no
/// children.
fn is_elder<T: Trees>(old: u64, young: u64) -> bool {
    old != UNKNOWN && old <= young.saturating_add(T::TOLERANCE)
}

/// Whether a process that has the number of a member is the member.
fn is_start<T: Trees>(member: u64, start: u64) -> bool {
    start == UNKNOWN || member.abs_diff(start) <= T::TOLERANCE
}
