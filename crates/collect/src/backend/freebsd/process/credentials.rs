//! What a process may do beyond what its record says.

use psutil_parse::bsd::number;

use super::snapshot::Snapshot;
use crate::backend::freebsd::FreeBsd;
use crate::backend::freebsd::mib::{KERN_PROC_GROUPS, KERN_PROC_UMASK};
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// The groups as `getgroups(2)` gives them, the effective one first. The record has room for 16.
    pub(super) fn supplementary_groups(&self, snapshot: &Snapshot<K>) -> Result<Vec<u32>> {
        let raw = snapshot.raw();
        if !raw.has_more_groups() {
            return Ok(raw.groups().to_vec());
        }
        let bytes = self.told(snapshot, KERN_PROC_GROUPS)?;
        let groups = number::array(&bytes);
        groups.map_err(|error| Error::kernel_data("kern.proc.groups".into(), error))
    }

    /// What is taken from the permissions of new files.
    pub(super) fn file_mask(&self, snapshot: &Snapshot<K>) -> Result<Option<u32>> {
        snapshot.must_live()?;
        let bytes = self.told(snapshot, KERN_PROC_UMASK)?;
        let mask = number::unsigned(&bytes);
        let mask = mask.map_err(|error| Error::kernel_data("kern.proc.umask".into(), error))?;
        Ok(u32::try_from(mask).ok())
    }
}
