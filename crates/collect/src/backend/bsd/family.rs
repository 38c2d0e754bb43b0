//! Parents and children, none of them mistaken for a process that merely got the number.
//!
//! A parent is named by number. Where the number is read, then the process that has it is looked at, and then the number
//! is read once more, it was the parent all along: a process whose parent ends is given another parent at once. Nobody
//! is a parent who is younger than the child, and 0, the kernel itself, is none at all.

use super::visit::{self, Visit};
use super::{Record, System};
use crate::model::identity::Target;
use crate::model::process::{ByParent, Pid};
use crate::sorted::Sorted;
use crate::{Error, Result};

/// How often a process may be given another parent while we look.
const TRIES: usize = 16;

/// The parent; `None` if there is none, or this user may not see it.
pub(in crate::backend) fn parent_of<S: System>(
    system: &S,
    child: Target,
) -> Result<Option<Target>> {
    let mut young = Visit::to(system, child)?;
    for _ in 0..TRIES {
        let pid = young.record.ppid;
        if pid <= 0 || pid == child.pid {
            return Ok(None);
        }
        let old = match Visit::to_number(system, pid) {
            Err(Error::AccessDenied { .. }) => return Ok(None),
            Err(Error::NoSuchProcess { .. }) => None,
            old => Some(old?),
        };
        young = Visit::to(system, child)?;
        match old {
            Some(old) if young.record.ppid == pid => {
                let is_elder = is_elder::<S>(&old.record, &young.record);
                return Ok(is_elder.then_some(old.target));
            }
            _ => {} // ended meanwhile: there is another by now
        }
    }
    Ok(None)
}

/// The parent, its parent, and so on.
pub(in crate::backend) fn ancestors_of<S: System>(
    system: &S,
    child: Target,
) -> Result<Vec<Target>> {
    let mut seen = Sorted::from_iter([(child.pid, ())]);
    let mut ancestors: Vec<Target> = Vec::new();
    let mut parent = parent_of(system, child)?;
    while let Some(found) = parent.filter(|found| seen.insert(found.pid, ()).is_none()) {
        ancestors.push(found);
        parent = match parent_of(system, found) {
            Err(Error::NoSuchProcess { .. }) => None,
            next => next?,
        };
    }
    Ok(ancestors)
}

/// The children in ascending order of their numbers, then their children, and so on.
///
/// One look at all processes tells who is whose child. It takes a moment, so each parent has to be there still after it:
/// then it had its number all the time. Who had no child when `by_parent` was made is not looked for.
pub(in crate::backend) fn descendants_of<S: System>(
    system: &S,
    root: Target,
    recursive: bool,
    by_parent: &ByParent,
) -> Result<Vec<Target>> {
    Visit::to(system, root)?;
    if by_parent.get(&root.pid).is_none() {
        return Ok(Vec::new());
    }
    let everyone = visit::everyone(system)?;
    let mut children: Sorted<Pid, Vec<usize>> = Sorted::new();
    for (place, (_, record)) in everyone.iter().enumerate() {
        children.or_default(record.ppid).push(place);
    }
    let mut seen = Sorted::from_iter([(root.pid, ())]);
    let mut generation = vec![root];
    let mut found = Vec::new();
    while !generation.is_empty() {
        let mut next = Vec::new();
        for parent in generation {
            let old = match Visit::to(system, parent) {
                Ok(old) => old.record,
                Err(Error::NoSuchProcess { .. }) if parent == root => {
                    return Err(Error::no_such_process(root.pid));
                }
                Err(Error::System(error)) => return Err(Error::System(error)),
                Err(_) => continue, // ended or hidden
            };
            for &place in children.get(&parent.pid).into_iter().flatten() {
                let Some((child, record)) = everyone.get(place) else { continue };
                if is_elder::<S>(&old, record) && seen.insert(child.pid, ()).is_none() {
                    next.push(*child);
                }
            }
        }
        found.extend_from_slice(&next);
        generation = if recursive { next } else { Vec::new() };
    }
    Ok(found)
}

/// Whether the one is old enough to be the parent of the other, as far as is known.
pub(in crate::backend) fn is_elder<S: System>(old: &Record, young: &Record) -> bool {
    match (old.start, young.start) {
        (Some(old), Some(young)) => old <= young || old.abs_diff(young) <= S::TOLERANCE,
        _ => true,
    }
}
