//! Priority, I/O priority and the CPUs that a process may use.

use nix::errno::Errno;
use psutil_parse::linux::pid_status;

use super::snapshot::Snapshot;
use crate::backend::linux::Linux;
use crate::backend::linux::procfs::Procfs;
use crate::model::process::{IoClass, IoPriority};
use crate::port::{LinuxKernel, PortError};
use crate::{Error, OutOfRange, Result};

/// Where the class stands in an I/O priority, `linux/ioprio.h`.
const IOPRIO_CLASS_SHIFT: u32 = 13;
/// The level within the class; hints for the device stand between the two.
const IOPRIO_LEVEL_MASK: u32 = 7;

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn nice(&self, snapshot: &Snapshot<K>) -> Result<i32> {
        if self.procfs()? == Procfs::Own {
            return self.by_number(snapshot, K::getpriority);
        }
        let nice = i32::try_from(self.stat(snapshot)?.nice);
        nice.map_err(|_| super::times::bad_stat(snapshot, "nice is out of range"))
    }

    pub(super) fn set_nice(&self, snapshot: &Snapshot<K>, nice: i32) -> Result<()> {
        self.by_number(snapshot, |kernel, pid| kernel.setpriority(pid, nice))
    }

    pub(super) fn io_class(&self, snapshot: &Snapshot<K>) -> Result<IoPriority> {
        let ioprio = self.by_number(snapshot, K::ioprio_get)?;
        let class = match ioprio >> IOPRIO_CLASS_SHIFT {
            0 => IoClass::None,
            1 => IoClass::Realtime,
            2 => IoClass::BestEffort,
            3 => IoClass::Idle,
            _ => return Err(PortError::new("ioprio_get", Errno::ERANGE).into()),
        };
        let value = u8::try_from(ioprio & IOPRIO_LEVEL_MASK).unwrap_or(0);
        Ok(IoPriority { class, value })
    }

    pub(super) fn set_io_class(&self, snapshot: &Snapshot<K>, priority: IoPriority) -> Result<()> {
        let class = match priority.class {
            IoClass::None => 0,
            IoClass::Realtime => 1,
            IoClass::BestEffort => 2,
            IoClass::Idle => 3,
        };
        let ioprio = class << IOPRIO_CLASS_SHIFT | u32::from(priority.value);
        self.by_number(snapshot, |kernel, pid| kernel.ioprio_set(pid, ioprio))
    }

    pub(super) fn affinity(&self, snapshot: &Snapshot<K>) -> Result<Vec<u32>> {
        if self.procfs()? == Procfs::Own {
            return self.by_number(snapshot, K::sched_getaffinity);
        }
        let read = self.kernel.read_record(snapshot.file("status"), pid_status::cpus_allowed);
        let cpus = self.about(snapshot, read)?;
        cpus.map_err(|error| Error::kernel_data(snapshot.path.join("status"), error))
    }

    /// An empty list means every CPU that the process's cpuset allows.
    pub(super) fn set_affinity(&self, snapshot: &Snapshot<K>, cpus: &[u32]) -> Result<()> {
        if cpus.is_empty() {
            return self.by_number(snapshot, K::sched_resetaffinity);
        }
        // Where sysfs does not tell, the kernel has to.
        let online = self.online_list().and_then(Result::ok);
        let offline = cpus.iter().find(|cpu| online.as_ref().is_some_and(|all| !all.contains(cpu)));
        if let Some(cpu) = offline {
            return Err(out_of_range(online.as_deref(), cpu));
        }
        let set = self.by_number(snapshot, |kernel, pid| kernel.sched_setaffinity(pid, cpus));
        set.map_err(|error| match error {
            // None of them is allowed by its cpuset, or some have gone offline since.
            Error::System(error) if error.errno == Errno::EINVAL => {
                out_of_range(None, &cpus.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))
            }
            error => error,
        })
    }
}

/// As the kernel writes them: `0-3,8`.
fn ranges(cpus: &[u32]) -> String {
    let starts = cpus.chunk_by(|cpu, next| cpu.checked_add(1) == Some(*next));
    let ranges = starts.filter_map(|range| match range {
        [] => None,
        [cpu] => Some(cpu.to_string()),
        [first, .., last] => Some(format!("{first}-{last}")),
    });
    ranges.collect::<Vec<_>>().join(",")
}

fn out_of_range(online: Option<&[u32]>, value: &impl ToString) -> Error {
    let allowed = match online {
        Some(online) => format!("the numbers of CPUs that are online: {}", ranges(online)),
        None => "the numbers of CPUs that the cpuset of the process allows".into(),
    };
    let value = value.to_string();
    Error::OutOfRange(OutOfRange { argument: "cpus", allowed, value }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpus_are_told_as_the_kernel_tells_them() {
        assert_eq!(ranges(&[0, 1, 2, 3, 8, 10, 11]), "0-3,8,10-11");
        assert_eq!(ranges(&[]), "");
    }
}
