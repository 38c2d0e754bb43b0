//! The nice value.

use super::snapshot::Snapshot;
use crate::Result;
use crate::backend::bsd::visit::Visit;
use crate::backend::netbsd::NetBsd;
use crate::port::NetBsdKernel;

impl<K: NetBsdKernel> NetBsd<K> {
    /// As it is now: within one visit it may have been set.
    pub(super) fn nice(&self, snapshot: &Snapshot<K>) -> Result<i32> {
        Ok(Visit::to(self, snapshot.target)?.record.nice)
    }
}
