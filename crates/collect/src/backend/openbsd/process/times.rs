//! Times and counts of the record, and what the process does.

use super::snapshot::Snapshot;
use crate::Result;
use crate::backend::bsd::times;
use crate::backend::openbsd::OpenBsd;
use crate::model::field::Field;
use crate::model::identity::Key;
use crate::model::process::{
    CpuUse, CtxSwitches, IoCounters, PageFaults, ProcessCpuTimes, SignalMasks, SignalSet,
};
use crate::port::OpenBsdKernel;

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// When it started. A zombie's start is known if it was known before it ended.
    pub(super) fn start_instant(&self, snapshot: &Snapshot<K>) -> Result<f64> {
        match (snapshot.record().start, snapshot.target().key) {
            (None, Key::Start(0)) => Err(snapshot.has_ended()),
            (None, Key::Start(start)) => Ok(exact(start) / 1e3 + times::boot_time(self)?),
            _ => times::create_time(snapshot.record()),
        }
    }

    /// CPU time to compare with that of another moment.
    pub(super) fn use_of_cpu(&self, snapshot: &Snapshot<K>) -> Result<CpuUse> {
        let raw = snapshot.used()?;
        let user = seconds(raw.p_uutime_sec, raw.p_uutime_usec);
        let system = seconds(raw.p_ustime_sec, raw.p_ustime_usec);
        times::cpu_use(self, snapshot.record(), user + system)
    }
}

impl<K: OpenBsdKernel> Snapshot<K> {
    /// Microseconds since boot.
    pub(super) fn start_since_boot(&self) -> Result<f64> {
        match self.target().key {
            // A zombie, seen for the first time as one.
            Key::Start(0) if self.record().start.is_none() => Err(self.has_ended()),
            Key::Start(start) | Key::Pidfs(start) => Ok(exact(start)),
        }
    }

    /// Of its children the kernel keeps one sum, of user and system time together: it stands in both.
    pub(super) fn times(&self) -> Result<ProcessCpuTimes> {
        let raw = self.used()?;
        let children = seconds(raw.p_uctime_sec, raw.p_uctime_usec);
        Ok(ProcessCpuTimes {
            user: seconds(raw.p_uutime_sec, raw.p_uutime_usec),
            system: seconds(raw.p_ustime_sec, raw.p_ustime_usec),
            children_user: children,
            children_system: children,
            iowait: Field::Lacking,
        })
    }

    pub(super) fn last_cpu(&self) -> Option<u32> {
        // A zombie's is zero, and none.
        let cpu = self.used().ok()?.cpu()?;
        u32::try_from(cpu).ok()
    }

    pub(super) fn faults(&self) -> Result<PageFaults> {
        let raw = self.used()?;
        Ok(PageFaults { minor: raw.p_uru_minflt, major: raw.p_uru_majflt })
    }

    /// The kernel counts how often blocks were read and written, and not how many bytes.
    pub(super) fn reads_and_writes(&self) -> Result<IoCounters> {
        let raw = self.used()?;
        Ok(IoCounters {
            read_count: Some(raw.p_uru_inblock),
            write_count: Some(raw.p_uru_oublock),
            read_bytes: None,
            write_bytes: None,
            read_chars: Field::Lacking,
            write_chars: Field::Lacking,
        })
    }

    pub(super) fn switches(&self) -> Result<CtxSwitches> {
        let raw = self.used()?;
        Ok(CtxSwitches::by_reason(raw.p_uru_nvcsw, raw.p_uru_nivcsw))
    }

    /// What is pending is of the process and of its first thread together.
    pub(super) fn signal_masks(&self) -> SignalMasks {
        let raw = self.raw();
        SignalMasks {
            pending: Field::Known(SignalSet::from_mask(raw.p_siglist.cast_unsigned())),
            blocked: Field::Known(SignalSet::from_mask(raw.p_sigmask)),
            ignored: Some(SignalSet::from_mask(raw.p_sigignore)),
            caught: Some(SignalSet::from_mask(raw.p_sigcatch)),
            process_pending: Field::Lacking,
        }
    }
}

/// A `struct timeval` in two fields.
pub(super) fn seconds(seconds: u32, microseconds: u32) -> f64 {
    f64::from(seconds) + f64::from(microseconds) / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53: 285 years of microseconds")]
const fn exact(count: u64) -> f64 {
    count as f64
}
