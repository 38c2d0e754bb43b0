//! Resource limits: `prlimit(2)`, and `/proc/PID/limits` where only its owner may call that.

use psutil_parse::linux::pid_limits::{self, INFINITY};

use super::snapshot::Snapshot;
use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::model::process::Limits;
use crate::port::{LinuxKernel, limits};
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn resource_limits(&self, snapshot: &Snapshot<K>, resource: i32) -> Result<Limits> {
        if self.procfs()? == Procfs::Own {
            let limits = self.by_number(snapshot, |kernel, pid| kernel.prlimit(pid, resource));
            match limits {
                Ok((soft, hard)) => return Ok(Limits { soft: finite(soft), hard: finite(hard) }),
                // Another user's process; or a sandbox without the call.
                Err(denied @ (Error::AccessDenied { .. } | Error::System(_))) => {
                    return self.limits_in_file(snapshot, resource).map_err(|_| denied);
                }
                Err(error) => return Err(error),
            }
        }
        self.limits_in_file(snapshot, resource)
    }

    fn limits_in_file(&self, snapshot: &Snapshot<K>, resource: i32) -> Result<Limits> {
        let name = limits::name(resource).unwrap_or_default();
        let read = self
            .kernel
            .read_record(snapshot.file("limits"), |bytes| pid_limits::limit(bytes, name));
        let limit = self.about(snapshot, read)?.ok_or_else(|| {
            let reason = format!("pid_limits: has no line for {name}");
            Error::senseless(snapshot.path.join("limits"), reason)
        })?;
        Ok(Limits { soft: finite(limit.rlim_cur), hard: finite(limit.rlim_max) })
    }

    pub(super) fn set_resource_limits(
        &self,
        snapshot: &Snapshot<K>,
        resource: i32,
        limits: Limits,
    ) -> Result<()> {
        let raw = (limits.soft.unwrap_or(INFINITY), limits.hard.unwrap_or(INFINITY));
        self.by_number(snapshot, |kernel, pid| kernel.set_prlimit(pid, resource, raw))
    }
}

fn finite(limit: u64) -> Option<u64> {
    Some(limit).filter(|limit| *limit != INFINITY)
}
