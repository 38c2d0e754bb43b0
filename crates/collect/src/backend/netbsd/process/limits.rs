//! Resource limits: `proc.PID.rlimit` of `sysctl(7)`, soft and hard apart.

use nix::errno::Errno;
use psutil_parse::netbsd::rlimit::{RLIM_INFINITY, Rlim};

use super::snapshot::Snapshot;
use crate::backend::bsd::{sysctl, visit};
use crate::backend::netbsd::busy::while_busy;
use crate::backend::netbsd::{NetBsd, mib};
use crate::model::process::{Limits, Pid};
use crate::port::{NetBsdKernel, PortError};
use crate::{Error, Result};

impl<K: NetBsdKernel> NetBsd<K> {
    /// Two reads: somebody may set them in between.
    pub(super) fn resource_limits(&self, snapshot: &Snapshot<K>, resource: i32) -> Result<Limits> {
        let limit = |hard| self.limit(snapshot, resource, hard);
        Ok(Limits { soft: finite(limit(false)?), hard: finite(limit(true)?) })
    }

    /// Two writes. The soft limit is never to be above the hard one, and who may not raise the hard one is to find out
    /// before anything has been done: a hard limit that is raised goes first, one that is lowered last.
    pub(super) fn set_resource_limits(
        &self,
        snapshot: &Snapshot<K>,
        resource: i32,
        limits: Limits,
    ) -> Result<()> {
        let (soft, hard) = (raw(limits.soft), raw(limits.hard));
        if soft > hard {
            return Err(PortError::new("sysctl", Errno::EINVAL).into());
        }
        let raises = hard > self.limit(snapshot, resource, true)?;
        let writes = [
            (raises, if raises { hard } else { soft }),
            (!raises, if raises { soft } else { hard }),
        ];
        visit::done_to(self, snapshot.target, |pid| {
            writes.into_iter().try_for_each(|(is_hard, limit)| {
                self.write_limit(pid, &mib::limit(pid, resource, is_hard), limit)
            })
        })
    }

    fn limit(&self, snapshot: &Snapshot<K>, resource: i32, hard: bool) -> Result<u64> {
        let bytes = self.told(snapshot, |pid| {
            sysctl::record(&self.kernel, &mib::limit(pid, resource, hard), Rlim::SIZE)
        })?;
        let limit = Rlim::parse(&bytes);
        limit.map(|it| it.rlim).map_err(|error| Error::kernel_data("proc.rlimit".into(), error))
    }

    fn write_limit(&self, pid: Pid, mib: &[i32], limit: u64) -> Result<()> {
        let write = || self.kernel.sysctl(mib, None, Some(&limit.to_ne_bytes()));
        let written = while_busy(write);
        written.map(drop).map_err(|error| error.about(pid))
    }
}

fn finite(limit: u64) -> Option<u64> {
    Some(limit).filter(|limit| *limit < RLIM_INFINITY)
}

fn raw(limit: Option<u64>) -> u64 {
    limit.unwrap_or(RLIM_INFINITY).min(RLIM_INFINITY)
}
