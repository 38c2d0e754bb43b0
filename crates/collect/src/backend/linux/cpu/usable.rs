//! What this program may use of the CPUs: its affinity, cpusets and quotas.

use std::path::Path;

use psutil_parse::linux::{cpu_max, cpulist, pid_status};

use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::order;
use crate::port::{At, LinuxKernel};
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    /// How many CPUs' worth of time. A limit that cannot be seen from here cannot be counted.
    pub(super) fn usable(&self) -> Result<f64> {
        let count = u32::try_from(self.usable_cpus()?.len()).unwrap_or(u32::MAX);
        let quota = self.quota()?.unwrap_or(f64::INFINITY);
        Ok(f64::from(count).min(quota))
    }

    /// The CPUs that it may run on, and at least one.
    fn usable_cpus(&self) -> Result<Vec<u32>> {
        let online = self.online();
        let mut cpus = match self.own_affinity() {
            Some(mut cpus) => {
                keep(&mut cpus, &online.unwrap_or_default());
                cpus
            }
            None => online?,
        };
        order::sort(&mut cpus);
        cpus.dedup();
        // The kernel has seen to it that the affinity is within the cpuset: this is for trees without it.
        for level in self.cgroup_levels(b"cpuset") {
            let names: &[&str] = if level.is_v2 {
                &["cpuset.cpus.effective"]
            } else {
                // the last one where it is mounted with `noprefix`
                &["cpuset.effective_cpus", "cpuset.cpus", "cpus"]
            };
            let found = names.iter().find_map(|name| {
                let path = level.path.join(name);
                let list = self.kernel.read_to_end(At::Path(&path), cpulist::parse).ok()?;
                Some(list.map_err(|error| Error::kernel_data(path, error)))
            });
            keep(&mut cpus, &found.transpose()?.unwrap_or_default());
        }
        Ok(cpus)
    }

    /// The affinity of the calling thread. In a made-up tree that of the program there, if it tells.
    fn own_affinity(&self) -> Option<Vec<u32>> {
        let made_up = matches!(self.procfs(), Ok(Procfs::Files));
        let own = (!made_up).then(|| self.kernel.sched_getaffinity(0).ok()).flatten();
        // A sandbox may forbid the call.
        own.or_else(|| self.parse_proc("self/status", pid_status::cpus_allowed).ok())
    }

    /// The smallest quota of this cgroup and all above it, in CPUs.
    fn quota(&self) -> Result<Option<f64>> {
        let mut smallest = None;
        for level in self.cgroup_levels(b"cpu") {
            let quota = if level.is_v2 { self.cpu_max(&level.path) } else { self.cfs(&level.path) };
            if let Some(cpus) = quota? {
                smallest = Some(smallest.map_or(cpus, |smallest: f64| smallest.min(cpus)));
            }
        }
        Ok(smallest)
    }

    /// Cgroup v2. The file is missing at the very top, and where the controller is not switched on.
    fn cpu_max(&self, folder: &Path) -> Result<Option<f64>> {
        let path = folder.join("cpu.max");
        match self.kernel.read_to_end(At::Path(&path), cpu_max::parse) {
            Ok(quota) => Ok(quota.map_err(|error| Error::kernel_data(path, error))?.map(cpus)),
            Err(_) => Ok(None),
        }
    }

    /// Cgroup v1. The files are missing in a kernel without the quotas of `CONFIG_CFS_BANDWIDTH`.
    fn cfs(&self, folder: &Path) -> Result<Option<f64>> {
        let path = folder.join("cpu.cfs_quota_us");
        let read = |path: &Path| self.kernel.read_to_end(At::Path(path), <[u8]>::to_vec);
        let (Ok(quota), Ok(period)) = (read(&path), read(&folder.join("cpu.cfs_period_us"))) else {
            return Ok(None);
        };
        let quota = cpu_max::parse_v1(&quota, &period);
        Ok(quota.map_err(|error| Error::kernel_data(path, error))?.map(cpus))
    }
}

/// Keeps the CPUs that are in the list too. Lists without any in common are about different machines.
fn keep(cpus: &mut Vec<u32>, list: &[u32]) {
    if cpus.iter().any(|cpu| list.contains(cpu)) {
        cpus.retain(|cpu| list.contains(cpu));
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 microseconds, 285 years")]
fn cpus(quota: cpu_max::Quota) -> f64 {
    quota.quota as f64 / quota.period as f64
}
