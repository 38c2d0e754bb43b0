//! What a process does with signals: lines of `status`.

use super::snapshot::Snapshot;
use crate::Result;
use crate::backend::linux::Linux;
use crate::model::field::Field;
use crate::model::process::{SignalMasks, SignalSet};
use crate::port::LinuxKernel;

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn signal_masks(&self, snapshot: &Snapshot<K>) -> Result<SignalMasks> {
        let status = self.status_file(snapshot)?;
        let set = |mask: Option<u64>| mask.map(SignalSet::from_mask);
        Ok(SignalMasks {
            pending: Field::from(set(status.sig_pnd)),
            blocked: Field::from(set(status.sig_blk)),
            ignored: set(status.sig_ign),
            caught: set(status.sig_cgt),
            process_pending: Field::from(set(status.shd_pnd)),
        })
    }
}
