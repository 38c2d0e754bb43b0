//! Which CPUs there are: `kern.sched.topology_spec`, and `cpuset(2)` for those that this program may use.

use psutil_parse::freebsd::topology_spec;

use crate::Result;
use crate::backend::freebsd::FreeBsd;
use crate::port::{CpuLevel, FreeBsdKernel};

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// How many cores; `None` where the scheduler does not know.
    pub(super) fn cores(&self) -> Result<Option<usize>> {
        let spec = self.text_if_there("kern.sched.topology_spec")?;
        let cores = spec.and_then(|spec| topology_spec::cores(&spec).ok());
        // Schedulers without a topology leave it to what the hardware said at boot.
        let cores = match cores {
            Some(cores) => Some(u64::from(cores)),
            None => self.count_if_there("kern.smp.cores")?.filter(|&cores| cores > 0),
        };
        Ok(cores.and_then(|cores| usize::try_from(cores).ok()))
    }

    /// How many CPUs this program may use. Of what racctl(8) allows nothing is known to those it is meant for.
    pub(super) fn usable(&self) -> Result<f64> {
        let cpus = self.cpus_of(CpuLevel::Which, self.kernel.getpid())?;
        Ok(f64::from(u32::try_from(cpus.len()).unwrap_or(u32::MAX)))
    }
}
