//! What the record counts, and what it says of signals.

use psutil_parse::bsd::timeval::Timeval;
use psutil_parse::freebsd::sigset;

use super::snapshot::Snapshot;
use crate::model::field::Field;
use crate::model::process::{
    CtxSwitches, IoCounters, PageFaults, ProcessCpuTimes, SignalMasks, SignalSet,
};
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

impl<K: FreeBsdKernel> Snapshot<K> {
    pub(super) fn times(&self) -> ProcessCpuTimes {
        let (own, children) = (&self.raw().ki_rusage, &self.raw().ki_rusage_ch);
        ProcessCpuTimes {
            user: seconds(own.ru_utime),
            system: seconds(own.ru_stime),
            children_user: seconds(children.ru_utime),
            children_system: seconds(children.ru_stime),
            iowait: Field::Lacking,
        }
    }

    /// On a CPU, in user and kernel mode.
    pub(super) fn cpu_seconds(&self) -> f64 {
        let own = &self.raw().ki_rusage;
        seconds(own.ru_utime) + seconds(own.ru_stime)
    }

    /// The CPU that it runs on or ran on last; `None` before it has run at all.
    pub(super) fn last_cpu(&self) -> Option<u32> {
        u32::try_from(self.raw().ki_lastcpu).ok()
    }

    pub(super) fn thread_count(&self) -> Result<u32> {
        u32::try_from(self.raw().ki_numthreads)
            .map_err(|_| Error::senseless("kern.proc".into(), "ki_numthreads is negative".into()))
    }

    pub(super) fn faults(&self) -> PageFaults {
        let usage = &self.raw().ki_rusage;
        PageFaults { minor: count(usage.ru_minflt), major: count(usage.ru_majflt) }
    }

    /// How often a file system had to read and write; not how much.
    pub(super) fn reads_and_writes(&self) -> IoCounters {
        let usage = &self.raw().ki_rusage;
        IoCounters {
            read_count: Some(count(usage.ru_inblock)),
            write_count: Some(count(usage.ru_oublock)),
            read_bytes: None,
            write_bytes: None,
            read_chars: Field::Lacking,
            write_chars: Field::Lacking,
        }
    }

    pub(super) fn switches(&self) -> CtxSwitches {
        let usage = &self.raw().ki_rusage;
        CtxSwitches::by_reason(count(usage.ru_nvcsw), count(usage.ru_nivcsw))
    }

    pub(super) fn signal_masks(&self) -> SignalMasks {
        let raw = self.raw();
        SignalMasks {
            pending: Field::Known(set(raw.ki_siglist)),
            blocked: Field::Known(set(raw.ki_sigmask)),
            ignored: Some(set(raw.ki_sigignore)),
            caught: Some(set(raw.ki_sigcatch)),
            process_pending: Field::Lacking,
        }
    }
}

/// All four words: there are signals beyond the 32 of the first.
fn set(words: [u32; 4]) -> SignalSet {
    let bits = sigset::signals(words).map(|signal| 1_u128 << signal.saturating_sub(1));
    SignalSet::from_mask(bits.fold(0, |mask, bit| mask | bit))
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 seconds")]
pub(super) fn seconds(time: Timeval) -> f64 {
    time.tv_sec as f64 + time.tv_usec as f64 / 1e6
}
