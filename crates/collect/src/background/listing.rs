//! All processes as such, and the children of one: what is found by visiting them all.

use std::sync::Arc;

use super::rows::{Row, Rows, Tour, rows};
use crate::availability::Feature;
use crate::backend::{ProcessCollector, Purpose};
use crate::model::identity::Target;
use crate::model::process::{ByParent, CHILDREN, Listed, PROCESS_ITER};
use crate::order;
use crate::{Error, Result};

/// All processes, in ascending order of their numbers; also those that this user may not look at.
pub fn everyone<C>(collector: &Arc<C>) -> Result<Vec<Listed>>
where
    C: ProcessCollector + Send + Sync + 'static,
{
    let tour = Tour { purpose: Purpose { record: false, ids: true }, ..Tour::default() };
    let visitor = Arc::clone(collector);
    let found = rows(collector, tour, move |_, snapshot, (): &mut ()| visitor.target(snapshot));
    let Rows { rows, hidden, .. } = found.map_err(|error| of(PROCESS_ITER, error))?;
    let seen = rows.into_iter().map(|Row { pid, row, .. }| Listed { pid, target: Some(row) });
    let mut listed: Vec<_> = seen.collect();
    listed.extend(hidden.into_iter().map(|pid| Listed { pid, target: None }));
    order::sort_by_key(&mut listed, |listed| listed.pid);
    Ok(listed)
}

/// The children in ascending order of their numbers, or all descendants, nearest first.
pub fn children<C>(collector: &Arc<C>, parent: Target, recursive: bool) -> Result<Vec<Target>>
where
    C: ProcessCollector + Send + Sync + 'static,
{
    let tour = Tour { purpose: Purpose { record: true, ids: false }, ..Tour::default() };
    let visitor = Arc::clone(collector);
    let note = move |pid, snapshot: &C::Snapshot, by_parent: &mut ByParent| {
        match visitor.ppid(snapshot) {
            Ok(parent) => by_parent.or_default(parent).push(pid),
            Err(gone @ Error::NoSuchProcess { .. }) => return Err(gone),
            Err(_) => {} // what cannot be read is nobody's child
        }
        Ok(())
    };
    let found = rows(collector, tour, note).map_err(|error| of(CHILDREN, error))?;
    let mut by_parent = ByParent::new();
    for (parent, children) in found.notes.into_iter().flatten() {
        by_parent.or_default(parent).extend(children);
    }
    for children in by_parent.values_mut() {
        order::sort(children);
    }
    collector.descendants(parent, recursive, &by_parent)
}

/// What a system without a table of processes lacks, in the words of who asked.
fn of(feature: &'static Feature, error: Error) -> Error {
    match error {
        Error::Unsupported(_) => Error::Unsupported(feature),
        error => error,
    }
}
