//! Numbers of the record. Those that begin with `p_u` are not there for a zombie.

use psutil_parse::netbsd::kinfo_proc2::{KI_NOCPU, KinfoProc2};

use super::snapshot::Snapshot;
use crate::backend::bsd::times;
use crate::backend::netbsd::{NetBsd, system};
use crate::model::field::Field;
use crate::model::identity::Key;
use crate::model::process::{
    CpuUse, CtxSwitches, IoCounters, PageFaults, ProcessCpuTimes, ProcessStatus,
};
use crate::port::NetBsdKernel;
use crate::{Error, Result};

impl<K: NetBsdKernel> Snapshot<K> {
    /// What tells the process from others of its number: microseconds since the epoch, as they were written down.
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, which is the year 2255")]
    pub(super) fn start_in_microseconds(&self) -> Result<f64> {
        match self.target.key {
            Key::Start(start @ 1..) => Ok(start as f64),
            _ => times::create_time(&self.record),
        }
    }

    pub(super) fn state(&self) -> Result<ProcessStatus> {
        let KinfoProc2 { p_realstat, p_stat, .. } = self.raw;
        system::status(&self.raw).ok_or_else(|| {
            let reason =
                format!("kinfo_proc2: a state of no known meaning, {p_realstat} and {p_stat}");
            Error::senseless("kern.proc2".into(), reason)
        })
    }

    /// `None` of one that has not run yet.
    pub(super) fn last_cpu(&self) -> Option<u32> {
        let cpu = Some(self.raw.p_cpuid).filter(|cpu| *cpu != KI_NOCPU);
        cpu.and_then(|cpu| u32::try_from(cpu).ok())
    }

    /// The record, if what it has used is in it.
    fn usage(&self) -> Result<&KinfoProc2> {
        if self.raw.p_uvalid == 0 {
            self.unless_ended()?;
            let reason = "kinfo_proc2: p_uvalid is 0 and it is no zombie".into();
            return Err(Error::senseless("kern.proc2".into(), reason));
        }
        Ok(&self.raw)
    }

    /// The kernel does not tell user and system time of the children apart: either is both of them together.
    pub(super) fn times(&self) -> Result<ProcessCpuTimes> {
        let raw = self.usage()?;
        let children = seconds(raw.p_uctime_sec, raw.p_uctime_usec);
        Ok(ProcessCpuTimes {
            user: seconds(raw.p_uutime_sec, raw.p_uutime_usec),
            system: seconds(raw.p_ustime_sec, raw.p_ustime_usec),
            children_user: children,
            children_system: children,
            iowait: Field::Lacking,
        })
    }

    pub(super) fn faults(&self) -> Result<PageFaults> {
        let raw = self.usage()?;
        Ok(PageFaults { minor: raw.p_uru_minflt, major: raw.p_uru_majflt })
    }

    pub(super) fn switches(&self) -> Result<CtxSwitches> {
        let raw = self.usage()?;
        Ok(CtxSwitches::by_reason(raw.p_uru_nvcsw, raw.p_uru_nivcsw))
    }

    /// How often blocks were read and written; how many bytes nobody counts.
    pub(super) fn reads_and_writes(&self) -> Result<IoCounters> {
        let raw = self.usage()?;
        Ok(IoCounters {
            read_count: Some(raw.p_uru_inblock),
            write_count: Some(raw.p_uru_oublock),
            read_bytes: None,
            write_bytes: None,
            read_chars: Field::Lacking,
            write_chars: Field::Lacking,
        })
    }
}

impl<K: NetBsdKernel> NetBsd<K> {
    pub(super) fn use_of_cpu(&self, snapshot: &Snapshot<K>) -> Result<CpuUse> {
        let ProcessCpuTimes { user, system, .. } = snapshot.times()?;
        times::cpu_use(self, &snapshot.record, user + system)
    }
}

pub(super) fn seconds(seconds: u32, microseconds: u32) -> f64 {
    f64::from(seconds) + f64::from(microseconds) / 1e6
}
