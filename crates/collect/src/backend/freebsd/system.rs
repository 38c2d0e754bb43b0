//! What `struct kinfo_proc` means.

use nix::errno::Errno;
use psutil_parse::bsd::timeval::Timeval;
use psutil_parse::freebsd::kinfo_proc::{self, KinfoProc, request, stat};

use super::FreeBsd;
use super::mib;
use crate::availability::Platform;
use crate::backend::bsd::{Record, System, sysctl, times};
use crate::model::process::{Ids, Pid, ProcessStatus};
use crate::port::FreeBsdKernel;
use crate::{Error, Paths, Result};

/// `NODEV`: no terminal.
const NODEV: u64 = u64::MAX;

impl<K: FreeBsdKernel> System for FreeBsd<K> {
    type Kernel = K;
    type Raw = KinfoProc;

    const PLATFORM: Platform = Platform::FreeBsd;

    fn kernel(&self) -> &K {
        &self.kernel
    }

    fn paths(&self) -> &Paths {
        &self.paths
    }

    /// `fill_kinfo_proc` adds it, in microseconds as we read it, to a time since boot.
    fn epoch(&self) -> Result<i64> {
        times::booted(self)
    }

    fn raw(&self, pid: Pid) -> Result<Option<KinfoProc>> {
        let question = mib::process(request::PID, pid);
        match sysctl::record(&self.kernel, &question, KinfoProc::SIZE) {
            Ok(bytes) if bytes.is_empty() => Ok(None),
            Ok(bytes) => {
                let raw = KinfoProc::parse(&bytes).map_err(about_record)?;
                // Asked for a number of a thread, the kernel tells of its process.
                Ok(Some(raw).filter(|raw| raw.ki_pid == pid))
            }
            Err(error) if error.errno == Errno::ESRCH => Ok(None),
            Err(error) => Err(error.about(pid)),
        }
    }

    /// `KERN_PROC_PROC`: of `KERN_PROC_ALL` each thread has a record.
    fn raws(&self) -> Result<Vec<KinfoProc>> {
        let bytes = sysctl::table(&self.kernel, &[mib::CTL_KERN, mib::KERN_PROC, request::PROC])?;
        kinfo_proc::rows(&bytes).collect::<psutil_parse::Result<_>>().map_err(about_record)
    }

    fn record(raw: &KinfoProc) -> Record {
        let comm = raw.comm();
        Record {
            pid: raw.ki_pid,
            ppid: raw.ki_ppid,
            pgid: raw.ki_pgid,
            sid: Some(raw.ki_sid),
            start: Some(microseconds(raw.ki_start)),
            uids: Ids { real: raw.ki_ruid, effective: raw.ki_uid, saved: raw.ki_svuid },
            gids: Ids {
                real: raw.ki_rgid,
                effective: raw.groups().first().copied().unwrap_or(raw.ki_rgid),
                saved: raw.ki_svgid,
            },
            status: status(raw.ki_stat),
            is_zombie: raw.ki_stat == stat::SZOMB,
            is_kernel: raw.ki_flag & mib::P_KPROC != 0,
            is_stopped: raw.ki_stat == stat::SSTOP,
            tdev: Some(raw.ki_tdev).filter(|device| *device != NODEV),
            nice: raw.ki_nice.into(),
            comm_is_cut: comm.len() >= mib::MAXCOMLEN,
            comm: comm.to_vec(),
        }
    }

    fn exit_word(raw: &KinfoProc) -> Option<i32> {
        Some(raw.ki_xstat.into())
    }

    /// `kern.boot_id`, which each boot gets at random, since FreeBSD 14. Before, the second in which it booted: that moves
    /// with the clock, and an identity from before it was set is not found again.
    fn boot(&self) -> Result<String> {
        match self.table_if_there("kern.boot_id")? {
            Some(bytes) if !bytes.is_empty() => Ok(in_digits(&bytes)),
            _ => Ok((times::booted(self)? / 1_000_000).to_string()),
        }
    }

    fn forget(&self) {
        self.owners.forget();
    }
}

pub(super) fn about_record(error: psutil_parse::ParseError) -> Error {
    Error::kernel_data("kern.proc".into(), error)
}

/// Bytes as two digits each.
fn in_digits(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

const fn microseconds(time: Timeval) -> i64 {
    time.tv_sec.saturating_mul(1_000_000).saturating_add(time.tv_usec)
}

/// A state that later releases have is one of waiting.
const fn status(number: i8) -> ProcessStatus {
    match number {
        stat::SIDL => ProcessStatus::Idle,
        stat::SRUN => ProcessStatus::Running,
        stat::SSTOP => ProcessStatus::Stopped,
        stat::SZOMB => ProcessStatus::Zombie,
        stat::SWAIT => ProcessStatus::Waiting,
        stat::SLOCK => ProcessStatus::Locked,
        _ => ProcessStatus::Sleeping,
    }
}
