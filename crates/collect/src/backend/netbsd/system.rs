//! What `struct kinfo_proc2` means.

use nix::errno::Errno;
use psutil_parse::netbsd::kinfo_lwp::{
    LSDEAD, LSIDL, LSONPROC, LSRUN, LSSLEEP, LSSTOP, LSSUSPENDED, LSZOMB,
};
use psutil_parse::netbsd::kinfo_proc2::{
    KinfoProc2, NODEV, P_SYSTEM, SACTIVE, SDEAD, SDYING, SIDL, SSTOP, SZOMB,
};

use super::busy::{again_while, is_busy};
use super::{NetBsd, mib, structs};
use crate::availability::Platform;
use crate::backend::bsd::{Record, System, sysctl, times};
use crate::model::process::{Ids, Pid, ProcessStatus};
use crate::port::NetBsdKernel;
use crate::{Error, Paths, Result};

/// `MAXCOMLEN`: a name that is as long has been cut, or just fits.
const MAXCOMLEN: usize = 16;

impl<K: NetBsdKernel> System for NetBsd<K> {
    type Kernel = K;
    type Raw = KinfoProc2;

    const PLATFORM: Platform = Platform::NetBsd;

    fn kernel(&self) -> &K {
        &self.kernel
    }

    fn paths(&self) -> &Paths {
        &self.paths
    }

    /// At fork the time of day is written down, and never again.
    fn epoch(&self) -> Result<i64> {
        Ok(0)
    }

    fn raw(&self, pid: Pid) -> Result<Option<KinfoProc2>> {
        let is_busy = |raw: &Result<_>| matches!(raw, Ok(Some(raw)) if is_busy(raw));
        again_while(is_busy, || self.raw_now(pid))
    }

    fn raws(&self) -> Result<Vec<KinfoProc2>> {
        let bytes = sysctl::table(&self.kernel, &mib::PROCESSES)?;
        let mut raws = Vec::new();
        for raw in structs::<KinfoProc2>("kern.proc2", &bytes)? {
            raws.extend(if is_busy(&raw) { self.raw(raw.p_pid)? } else { Some(raw) });
        }
        Ok(raws)
    }

    fn record(raw: &KinfoProc2) -> Record {
        let status = status(raw);
        Record {
            pid: raw.p_pid,
            ppid: raw.p_ppid,
            pgid: raw.p_pgid,
            sid: Some(raw.p_sid),
            start: start(raw),
            uids: Ids { real: raw.p_ruid, effective: raw.p_uid, saved: raw.p_svuid },
            gids: Ids { real: raw.p_rgid, effective: raw.p_gid, saved: raw.p_svgid },
            status: status.unwrap_or(ProcessStatus::Waiting),
            is_zombie: matches!(raw.p_realstat, SZOMB | SDEAD),
            // A thread of the kernel may be one of a program's, for its asynchronous I/O.
            is_kernel: raw.p_pid == 0 || raw.p_flag & P_SYSTEM != 0 && raw.p_ppid == 0,
            is_stopped: status == Some(ProcessStatus::Stopped),
            tdev: (raw.p_tdev != NODEV).then(|| raw.p_tdev.into()),
            nice: raw.nice(),
            comm: raw.comm().to_vec(),
            comm_is_cut: raw.comm().len() >= MAXCOMLEN,
        }
    }

    /// Before that it is none yet, or that of another stop.
    fn exit_word(raw: &KinfoProc2) -> Option<i32> {
        matches!(raw.p_realstat, SZOMB | SDEAD).then(|| raw.p_xstat.into())
    }

    /// The moment when process 1 was made: written down once in a boot, whatever the clock is set to later. Who may
    /// not see process 1 (`security.curtain`) gets the seconds of `kern.boottime`, which may move.
    fn boot(&self) -> Result<String> {
        match self.raw(1) {
            Ok(Some(init)) => match start(&init) {
                Some(start) => Ok(start.to_string()),
                None => self.boot_second(),
            },
            Ok(None) | Err(Error::AccessDenied { .. }) => self.boot_second(),
            Err(error) => Err(error),
        }
    }
}

impl<K: NetBsdKernel> NetBsd<K> {
    fn raw_now(&self, pid: Pid) -> Result<Option<KinfoProc2>> {
        let bytes = match sysctl::record(&self.kernel, &mib::process(pid), KinfoProc2::SIZE) {
            Err(error) if error.errno == Errno::ESRCH => return Ok(None),
            read => read.map_err(|error| error.about(pid))?,
        };
        let found = structs::<KinfoProc2>("kern.proc2", &bytes)?.into_iter().next();
        Ok(found.filter(|raw| raw.p_pid == pid))
    }

    fn boot_second(&self) -> Result<String> {
        Ok((times::booted(self)? / 1_000_000).to_string())
    }
}

/// Whether it is a zombie, or about to be one: its memory and its files are gone or going, and who looks for it by its
/// number to read them finds nobody.
pub(super) const fn has_ended(raw: &KinfoProc2) -> bool {
    matches!(raw.p_realstat, SDYING | SZOMB | SDEAD)
}

/// In microseconds since the epoch. Of one that has ended the kernel does not say any more.
fn start(raw: &KinfoProc2) -> Option<i64> {
    let seconds = i64::from(raw.p_ustart_sec).saturating_mul(1_000_000);
    (raw.p_uvalid != 0).then(|| seconds.saturating_add(raw.p_ustart_usec.into()))
}

/// `None` for a number that means nothing.
///
/// What the process itself is, first: `p_stat` is what one of its threads does, or the same number again with another
/// meaning where it has no threads left.
pub(super) fn status(raw: &KinfoProc2) -> Option<ProcessStatus> {
    Some(match raw.p_realstat {
        SIDL => ProcessStatus::Idle,
        SSTOP => ProcessStatus::Stopped,
        SZOMB => ProcessStatus::Zombie,
        // About to become a zombie, and no zombie any more.
        SDYING | SDEAD => ProcessStatus::Dead,
        SACTIVE => match raw.p_stat {
            LSIDL => ProcessStatus::Idle,
            LSRUN | LSONPROC => ProcessStatus::Running,
            LSSLEEP => ProcessStatus::Sleeping,
            LSSTOP => ProcessStatus::Stopped,
            // Its last thread has ended, and it is about to.
            LSZOMB | LSDEAD => ProcessStatus::Dead,
            LSSUSPENDED => ProcessStatus::Suspended,
            _ => return None,
        },
        _ => return None,
    })
}
