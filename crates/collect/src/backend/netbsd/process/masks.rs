//! What a process does with signals: four sets of 128 bits in its record.

use psutil_parse::netbsd::kinfo_proc2::{KinfoProc2, signals};

use crate::model::field::Field;
use crate::model::process::{SignalMasks, SignalSet};

/// Pending are those of the process and of all its threads together, blocked those that any of its threads blocks.
pub(super) fn signal_masks(raw: &KinfoProc2) -> SignalMasks {
    let set = |words: [u32; 4]| SignalSet::from_mask(signals(words));
    SignalMasks {
        pending: Field::Known(set(raw.p_siglist)),
        blocked: Field::Known(set(raw.p_sigmask)),
        ignored: Some(set(raw.p_sigignore)),
        caught: Some(set(raw.p_sigcatch)),
        process_pending: Field::Lacking,
    }
}
