//! Parents and children, none of them mistaken for a process that merely got the number.
//!
//! A parent is named by number. Where the number is read, then the process that has it is looked at, and then
//! the number is read once more and that process still lives, it was the parent all along: a process whose
//! parent ends is given another parent at once.

use std::collections::VecDeque;

use super::snapshot::Snapshot;
use crate::backend::linux::Linux;
use crate::model::identity::Target;
use crate::model::process::ByParent;
use crate::port::LinuxKernel;
use crate::sorted::Sorted;
use crate::{Error, Result};

/// How often a process may be given another parent while we look.
const TRIES: usize = 16;

impl<K: LinuxKernel> Linux<K> {
    /// The parent; `None` if there is none in this namespace or this user may not see it.
    pub(super) fn parent_of(&self, child: Target) -> Result<Option<Target>> {
        for _ in 0..TRIES {
            let pid = self.parent_number(&self.visit(child)?)?;
            if pid == 0 {
                return Ok(None);
            }
            match self.find(Some(pid)) {
                Ok(parent) if self.is_child(child, parent)? => return Ok(Some(parent)),
                Ok(_) if self.parent_number(&self.visit(child)?)? == pid => return Ok(None),
                Ok(_) | Err(Error::NoSuchProcess { .. }) => {} // ended meanwhile: there is another by now
                Err(Error::AccessDenied { .. }) => return Ok(None),
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// The parent, its parent, and so on.
    pub(super) fn ancestors_of(&self, child: Target) -> Result<Vec<Target>> {
        let mut seen = Sorted::from_iter([(child.pid, ())]);
        let mut ancestors: Vec<Target> = Vec::new();
        let mut parent = self.parent_of(child)?;
        while let Some(found) = parent.filter(|found| seen.insert(found.pid, ()).is_none()) {
            ancestors.push(found);
            parent = match self.parent_of(found) {
                Err(Error::NoSuchProcess { .. }) => None,
                next => next?,
            };
        }
        Ok(ancestors)
    }

    /// The children in ascending order of their numbers, then their children, and so on.
    pub(super) fn descendants_of(
        &self,
        root: Target,
        recursive: bool,
        by_parent: &ByParent,
    ) -> Result<Vec<Target>> {
        self.visit(root)?;
        let mut seen = Sorted::from_iter([(root.pid, ())]);
        let mut found = Vec::new();
        let mut waiting = VecDeque::from([root]);
        while let Some(parent) = waiting.pop_front() {
            let Some(numbers) = by_parent.get(&parent.pid) else { continue };
            let old = match self.visit(parent) {
                Ok(visited) => visited,
                Err(Error::System(error)) => return Err(Error::System(error)),
                Err(_) => continue, // ended or hidden
            };
            for &pid in numbers {
                if seen.insert(pid, ()).is_some() {
                    continue;
                }
                match self
                    .find(Some(pid))
                    .and_then(|child| Ok((child, self.is_child_of(child, &old)?)))
                {
                    Ok((child, true)) => {
                        found.push(child);
                        waiting.extend(recursive.then_some(child));
                    }
                    Err(Error::System(error)) => return Err(Error::System(error)),
                    // Another's by now, ended or hidden: left out, as of every list.
                    Ok((_, false)) | Err(_) => {}
                }
            }
        }
        if self.still_runs(root)? { Ok(found) } else { Err(Error::no_such_process(root.pid)) }
    }

    /// Whether `child` names `parent` as its parent now, and is not older than it.
    fn is_child(&self, child: Target, parent: Target) -> Result<bool> {
        match self.visit(parent) {
            Ok(old) => self.is_child_of(child, &old),
            Err(Error::NoSuchProcess { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The same of a parent that has been visited: if it is still there after its number was read, it was meant.
    fn is_child_of(&self, child: Target, old: &Snapshot<K>) -> Result<bool> {
        let young = self.visit(child)?;
        let stat = self.stat(&young)?;
        let is_younger = self.stat(old)?.starttime <= stat.starttime;
        Ok(stat.ppid == old.pid && is_younger && self.is_there(old))
    }
}
