//! What `struct kinfo_proc` of macOS means. The kernel shows it to everybody.

use psutil_parse::bsd::char_array;
use psutil_parse::macos::eproc::{EPROC_SLEADER, NODEV};
use psutil_parse::macos::extern_proc::{P_PPWAIT, P_SYSTEM, P_WEXIT, SIDL, SSLEEP, SSTOP, SZOMB};
use psutil_parse::macos::kinfo_proc::{self, KinfoProc};

use super::MacOs;
use crate::availability::Platform;
use crate::backend::bsd::{Record, System, sysctl};
use crate::backend::macos::numbers::{CTL_KERN, KERN_PROC, KERN_PROC_ALL, KERN_PROC_PID};
use crate::model::process::{Ids, Pid, ProcessStatus};
use crate::port::MacOsKernel;
use crate::{Error, Paths, Result};

/// `MAXCOMLEN` of `sys/param.h`: what is that long may have been cut off.
const LONGEST_COMM: usize = 16;

/// The kernel itself, `kernel_task`.
const KERNEL: Pid = 0;

impl<K: MacOsKernel> System for MacOs<K> {
    type Kernel = K;
    type Raw = KinfoProc;

    const PLATFORM: Platform = Platform::MacOs;

    fn kernel(&self) -> &K {
        &self.kernel
    }

    fn paths(&self) -> &Paths {
        &self.paths
    }

    fn epoch(&self) -> Result<i64> {
        Ok(0) // the time of day is recorded when a process starts, and stays as it is when the clock is set
    }

    fn raw(&self, pid: Pid) -> Result<Option<KinfoProc>> {
        let mib = [CTL_KERN, KERN_PROC, KERN_PROC_PID, pid];
        let bytes = sysctl::record(&self.kernel, &mib, KinfoProc::SIZE)
            .map_err(|error| error.about(pid))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let raw =
            KinfoProc::parse(&bytes).map_err(|error| Error::kernel_data(kern_proc(), error))?;
        Ok(Some(raw))
    }

    fn raws(&self) -> Result<Vec<KinfoProc>> {
        let bytes = sysctl::table(&self.kernel, &[CTL_KERN, KERN_PROC, KERN_PROC_ALL])?;
        let raws: psutil_parse::Result<Vec<_>> = kinfo_proc::rows(&bytes).collect();
        let mut raws = raws.map_err(|error| Error::kernel_data(kern_proc(), error))?;
        // Some releases leave it out of the list, and show it to who asks for it.
        if raws.iter().all(|raw| raw.kp_proc.p_pid != KERNEL) {
            raws.extend(self.raw(KERNEL).ok().flatten());
        }
        Ok(raws)
    }

    fn record(raw: &KinfoProc) -> Record {
        let (process, eproc) = (&raw.kp_proc, &raw.kp_eproc);
        let (credentials, effective) = (&eproc.e_pcred, &eproc.e_ucred);
        let start = process.p_starttime;
        let start = start.tv_sec.saturating_mul(1_000_000).saturating_add(start.tv_usec.into());
        let group = effective.groups().first().copied();
        let comm = char_array::text(&process.p_comm).to_vec();
        Record {
            pid: process.p_pid,
            ppid: eproc.e_ppid,
            pgid: eproc.e_pgid,
            sid: None,
            start: Some(start).filter(|start| *start > 0),
            uids: Ids {
                real: credentials.p_ruid,
                effective: effective.cr_uid,
                saved: credentials.p_svuid,
            },
            gids: Ids {
                real: credentials.p_rgid,
                effective: group.unwrap_or(credentials.p_rgid),
                saved: credentials.p_svgid,
            },
            status: status(raw),
            is_zombie: process.p_stat == SZOMB,
            is_kernel: process.p_flag & P_SYSTEM != 0 || process.p_pid == KERNEL,
            is_stopped: process.p_stat == SSTOP,
            // As stat(2) has the numbers of devices here, a signed number made wider.
            tdev: (eproc.e_tdev != NODEV).then(|| i64::from(eproc.e_tdev).cast_unsigned()),
            nice: process.p_nice.into(),
            comm_is_cut: comm.len() >= LONGEST_COMM,
            comm,
        }
    }

    fn boot(&self) -> Result<String> {
        if let Some(known) = self.boot.get() {
            return Ok(known.clone());
        }
        let boot = self.session()?;
        Ok(self.boot.get_or_init(|| boot).clone())
    }
}

impl<K: MacOsKernel> MacOs<K> {
    /// What the kernel calls this boot.
    fn session(&self) -> Result<String> {
        let name = "kern.bootsessionuuid";
        let bytes = sysctl::named_table(&self.kernel, name)?;
        let text = char_array::text(&bytes);
        let is_uuid = |text: &&str| {
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        };
        let uuid = str::from_utf8(text).ok().filter(is_uuid).map(str::to_owned);
        uuid.ok_or_else(|| Error::senseless(name.into(), "it is no UUID".into()))
    }
}

/// What the process is doing.
///
/// The kernel looks at threads, which it tells only their owner of, and says of nearly every process that it is running.
/// So what else is known of it is looked at, as psutil does.
fn status(raw: &KinfoProc) -> ProcessStatus {
    let process = &raw.kp_proc;
    match process.p_stat {
        SZOMB => ProcessStatus::Zombie,
        SSTOP => ProcessStatus::Stopped,
        SIDL => ProcessStatus::Idle,
        SSLEEP => ProcessStatus::Sleeping,
        _ if process.p_flag & (P_SYSTEM | P_WEXIT | P_PPWAIT) != 0 => ProcessStatus::Idle,
        _ if raw.kp_eproc.e_flag & EPROC_SLEADER != 0 => ProcessStatus::Sleeping,
        _ => ProcessStatus::Running,
    }
}

fn kern_proc() -> std::path::PathBuf {
    "kern.proc".into()
}
