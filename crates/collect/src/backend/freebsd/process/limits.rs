//! Resource limits: `KERN_PROC_RLIMIT`.

use nix::errno::Errno;
use psutil_parse::freebsd::rlimit::{RLIM_INFINITY, Rlimit};

use super::snapshot::Snapshot;
use crate::backend::bsd::{sysctl, visit};
use crate::backend::freebsd::FreeBsd;
use crate::backend::freebsd::mib::{CTL_KERN, KERN_PROC, KERN_PROC_RLIMIT};
use crate::model::process::{Limits, Pid};
use crate::port::FreeBsdKernel;
use crate::{Error, Result};

const fn mib(pid: Pid, resource: i32) -> [i32; 5] {
    [CTL_KERN, KERN_PROC, KERN_PROC_RLIMIT, pid, resource]
}

impl<K: FreeBsdKernel> FreeBsd<K> {
    pub(super) fn resource_limits(&self, snapshot: &Snapshot<K>, resource: i32) -> Result<Limits> {
        snapshot.must_live()?; // a zombie has given them back
        let bytes = self.asked(snapshot, |pid| {
            sysctl::record(&self.kernel, &mib(pid, resource), Rlimit::SIZE)
        })?;
        let raw = Rlimit::parse(&bytes);
        let raw = raw.map_err(|error| Error::kernel_data("kern.proc.rlimit".into(), error))?;
        Ok(Limits { soft: finite(raw.rlim_cur), hard: finite(raw.rlim_max) })
    }

    /// Both at once, in one call.
    pub(super) fn set_resource_limits(
        &self,
        snapshot: &Snapshot<K>,
        resource: i32,
        limits: Limits,
    ) -> Result<()> {
        let raw = [limits.soft, limits.hard].map(|limit| raw(limit).to_ne_bytes()).concat();
        let set = visit::done_to(self, snapshot.target(), |pid| {
            let set = self.kernel.sysctl(&mib(pid, resource), None, Some(&raw));
            set.map(drop).map_err(|error| match error.errno {
                Errno::ESRCH => Error::ZombieProcess { pid },
                _ => error.about(pid),
            })
        });
        match set {
            // Nobody was found by the number: it has ended, and may have been reaped by now.
            Err(ended @ Error::ZombieProcess { .. }) => {
                visit::bound(self, snapshot.target(), |_| Err(ended))
            }
            set => set,
        }
    }
}

fn finite(limit: i64) -> Option<u64> {
    u64::try_from(limit).ok().filter(|_| limit != RLIM_INFINITY)
}

/// What is more than any limit is none.
fn raw(limit: Option<u64>) -> i64 {
    limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(RLIM_INFINITY)
}
