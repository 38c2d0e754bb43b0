//! What `struct kinfo_proc` means, and whose it is.

use std::iter::repeat_n;
use std::sync::atomic::Ordering;

use nix::errno::Errno;
use psutil_parse::openbsd::kinfo_proc::{KinfoProc, NODEV, psflags, stat};
use psutil_parse::record::rows;

use super::{OpenBsd, mib};
use crate::availability::Platform;
use crate::backend::bsd::{Record, System, sysctl, times};
use crate::model::process::{Ids, Pid, ProcessStatus};
use crate::port::{OpenBsdKernel, Port};
use crate::{Error, Paths, Result};

/// The bytes of a record, and those that it had before 7.3, without what is last.
const LENGTH: i32 = 648;
const SHORT_LENGTH: i32 = 624;
/// What a name has room for, `_MAXCOMLEN` - 1.
const COMM_LENGTH: usize = 23;

impl<K: OpenBsdKernel> System for OpenBsd<K> {
    type Kernel = K;
    type Raw = KinfoProc;
    const PLATFORM: Platform = Platform::OpenBsd;
    // The kernel adds nanoseconds to nanoseconds and cuts the sum to microseconds, and tells the one of the two that we
    // take off again cut likewise: each way of cutting is worth one.
    const TOLERANCE: u64 = 2;

    fn kernel(&self) -> &K {
        &self.kernel
    }

    fn paths(&self) -> &Paths {
        &self.paths
    }

    fn epoch(&self) -> Result<i64> {
        times::booted(self)
    }

    fn raw(&self, pid: Pid) -> Result<Option<KinfoProc>> {
        // The kernel refuses a negative number with an errno that stands for much else.
        if pid < 0 {
            return Ok(None);
        }
        let read = self.records(mib::KERN_PROC_PID, pid, |kernel, mib, length| {
            sysctl::record(kernel, mib, length)
        });
        Ok(read?.into_iter().next())
    }

    fn raws(&self) -> Result<Vec<KinfoProc>> {
        self.records(mib::KERN_PROC_KTHREAD, 0, |kernel, mib, _| sysctl::table(kernel, mib))
    }

    fn record(raw: &KinfoProc) -> Record {
        let is_zombie = is_zombie(raw);
        let comm = raw.comm().to_vec();
        Record {
            pid: raw.p_pid,
            ppid: raw.p_ppid,
            pgid: raw.p__pgid,
            sid: Some(raw.p_sid),
            start: (raw.p_uvalid != 0).then(|| start(raw)),
            uids: Ids { real: raw.p_ruid, effective: raw.p_uid, saved: raw.p_svuid },
            gids: Ids { real: raw.p_rgid, effective: raw.p_gid, saved: raw.p_svgid },
            status: status(raw),
            is_zombie,
            is_kernel: raw.p_psflags & psflags::PS_SYSTEM != 0,
            is_stopped: raw.p_stat == stat::SSTOP,
            tdev: Some(raw.p_tdev).filter(|&tdev| tdev != NODEV).map(u64::from),
            nice: raw.nice(),
            comm_is_cut: comm.len() >= COMM_LENGTH,
            comm,
        }
    }

    fn exit_word(raw: &KinfoProc) -> Option<i32> {
        is_zombie(raw).then(|| raw.p_xstat.into())
    }

    /// When it was started, in seconds. This kernel tells nothing else of a boot, and setting the clock moves it: words
    /// from before that name nobody any more.
    fn boot(&self) -> Result<String> {
        Ok(self.epoch()?.div_euclid(1_000_000).to_string())
    }
}

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// Records of processes: as long as ours, or as the kernel's if that is older.
    pub(super) fn records(
        &self,
        operation: i32,
        argument: i32,
        read: impl Fn(&K, &[i32], usize) -> Port<Vec<u8>>,
    ) -> Result<Vec<KinfoProc>> {
        let ask = |length: i32| {
            let room = usize::try_from(length).unwrap_or(KinfoProc::SIZE);
            read(&self.kernel, &mib::processes(operation, argument, length), room)
        };
        let bytes = if self.has_short_records.load(Ordering::Relaxed) {
            whole(&ask(SHORT_LENGTH)?)
        } else {
            match ask(LENGTH) {
                // It is longer than the kernel's own.
                Err(error) if error.errno == Errno::EINVAL => {
                    let bytes = ask(SHORT_LENGTH)?;
                    self.has_short_records.store(true, Ordering::Relaxed);
                    whole(&bytes)
                }
                bytes => bytes?,
            }
        };
        rows("kinfo_proc", &bytes, KinfoProc::SIZE)
            .collect::<psutil_parse::Result<_>>()
            .map_err(|error| Error::kernel_data("kern.proc".into(), error))
    }
}

/// Short records made long with zeros. A last one that is cut off stays so.
fn whole(bytes: &[u8]) -> Vec<u8> {
    let length = usize::try_from(SHORT_LENGTH).unwrap_or(KinfoProc::SIZE);
    let missing = KinfoProc::SIZE.saturating_sub(length);
    let records = bytes.chunks(length);
    records.flat_map(|record| record.iter().copied().chain(repeat_n(0, missing))).collect()
}

/// In microseconds since the epoch.
fn start(raw: &KinfoProc) -> i64 {
    let seconds = i64::try_from(raw.p_ustart_sec).unwrap_or(i64::MAX);
    seconds.saturating_mul(1_000_000).saturating_add(raw.p_ustart_usec.into())
}

/// Whether it has ended and is to be reaped.
const fn is_zombie(raw: &KinfoProc) -> bool {
    raw.p_psflags & psflags::PS_ZOMBIE != 0 || matches!(raw.p_stat, stat::SZOMB | stat::SDEAD)
}

const fn status(raw: &KinfoProc) -> ProcessStatus {
    match raw.p_stat {
        _ if is_zombie(raw) => ProcessStatus::Zombie,
        stat::SRUN | stat::SONPROC => ProcessStatus::Running,
        stat::SSLEEP => ProcessStatus::Sleeping,
        stat::SSTOP => ProcessStatus::Stopped,
        // SIDL: being made. There are no others.
        _ => ProcessStatus::Idle,
    }
}
