//! The CPUs that a process may use: `cpuset(2)`.

use nix::errno::Errno;
use psutil_parse::freebsd::cpuset;

use super::snapshot::Snapshot;
use crate::backend::bsd::visit;
use crate::backend::freebsd::FreeBsd;
use crate::model::process::Pid;
use crate::port::{CpuLevel, FreeBsdKernel, Port};
use crate::{Error, OutOfRange, Result};

impl<K: FreeBsdKernel> FreeBsd<K> {
    /// The CPUs of one of the sets of whoever has this number.
    pub(in crate::backend::freebsd) fn cpus_of(
        &self,
        level: CpuLevel,
        pid: Pid,
    ) -> Result<Vec<u32>> {
        let bytes = self.cpuset(level, pid).map_err(|error| error.about(pid))?;
        cpuset::parse(&bytes).map_err(|error| Error::kernel_data("cpuset".into(), error))
    }

    /// The set, as long as this kernel has it.
    fn cpuset(&self, level: CpuLevel, pid: Pid) -> Port<Vec<u8>> {
        let read = |size| {
            let mut mask = vec![0; size];
            self.kernel.cpuset_getaffinity(level, pid, &mut mask).map(|()| mask)
        };
        match read(cpuset::SIZE) {
            Err(error) if error.errno == Errno::ERANGE => read(cpuset::OLD_SIZE),
            read => read,
        }
    }

    pub(super) fn affinity(&self, snapshot: &Snapshot<K>) -> Result<Vec<u32>> {
        let bytes = self.asked(snapshot, |pid| self.cpuset(CpuLevel::Which, pid))?;
        cpuset::parse(&bytes).map_err(|error| Error::kernel_data("cpuset".into(), error))
    }

    /// An empty list means every CPU of the set that the process was given.
    pub(super) fn set_affinity(&self, snapshot: &Snapshot<K>, cpus: &[u32]) -> Result<()> {
        let all = self.asked(snapshot, |pid| self.cpuset(CpuLevel::Cpuset, pid))?;
        let all = cpuset::parse(&all);
        let all = all.map_err(|error| Error::kernel_data("cpuset".into(), error))?;
        if let Some(cpu) = cpus.iter().find(|cpu| !all.contains(cpu)) {
            return Err(out_of_range(cpu));
        }
        let wanted = if cpus.is_empty() { &all } else { cpus };
        visit::done_to(self, snapshot.target(), |pid| self.set_mask(pid, wanted))
    }

    fn set_mask(&self, pid: Pid, cpus: &[u32]) -> Result<()> {
        let set = |size| {
            let mut mask = vec![0; size];
            // A CPU that there is no room for is none of this kernel's.
            cpuset::write(cpus, &mut mask).map_err(|_| Errno::EINVAL)?;
            self.kernel.cpuset_setaffinity(pid, &mask).map_err(|error| error.errno)
        };
        let done = match set(cpuset::SIZE) {
            Err(Errno::ERANGE) => set(cpuset::OLD_SIZE),
            done => done,
        };
        done.map_err(|errno| match errno {
            // One of them has been taken from its set since.
            Errno::EINVAL | Errno::EDEADLK => {
                out_of_range(&cpus.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))
            }
            _ => crate::port::PortError::new("cpuset_setaffinity", errno).about(pid),
        })
    }
}

fn out_of_range(value: &impl ToString) -> Error {
    let allowed = "the numbers of CPUs that the cpuset of the process allows".into();
    let value = value.to_string();
    Error::OutOfRange(OutOfRange { argument: "cpus", allowed, value }.into())
}
