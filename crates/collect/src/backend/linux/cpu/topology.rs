//! Which CPUs are online, and which of them share a core: `/sys/devices/system/cpu`, else `/proc/cpuinfo`.

use std::path::PathBuf;

use psutil_parse::linux::cpuinfo::{self, Cpu};
use psutil_parse::linux::{cpulist, stat};
use psutil_parse::text;

use crate::backend::linux::Linux;
use crate::order;
use crate::port::{At, LinuxKernel};
use crate::sorted::Sorted;
use crate::{Error, Result};

impl<K: LinuxKernel> Linux<K> {
    /// The folder of all CPUs.
    pub(super) fn cpu_path(&self) -> PathBuf {
        self.sys_path("devices/system/cpu")
    }

    /// The folder of one CPU.
    pub(super) fn one_cpu_path(&self, cpu: u32) -> PathBuf {
        self.cpu_path().join(format!("cpu{cpu}"))
    }

    /// What `/proc/cpuinfo` says of each CPU; nothing if it cannot be read.
    pub(super) fn cpuinfo(&self) -> Sorted<u32, Cpu> {
        self.read_proc("cpuinfo", cpuinfo::parse).unwrap_or_default()
    }

    /// The CPUs that are online, in ascending order, and at least one.
    ///
    /// Not by `sysconf(3)`: that of some libcs counts those of its own affinity.
    pub(super) fn online(&self) -> Result<Vec<u32>> {
        if let Some(list) = self.online_list() {
            let list = list?;
            if !list.is_empty() {
                return Ok(list);
            }
        }
        let cpuinfo = self.cpuinfo();
        if !cpuinfo.is_empty() {
            return Ok(cpuinfo.keys().copied().collect());
        }
        let lines = self.parse_proc("stat", stat::percpu)?;
        if lines.is_empty() {
            let (path, reason) = (self.proc_path("stat"), "stat: has no line of a CPU".into());
            return Err(Error::senseless(path, reason));
        }
        Ok(lines.into_iter().map(|(number, _)| number).collect())
    }

    /// The same as sysfs alone has it; `None` where a sandbox hides the file.
    pub(in crate::backend::linux) fn online_list(&self) -> Option<Result<Vec<u32>>> {
        let path = self.cpu_path().join("online");
        let list = self.kernel.read_to_end(At::Path(&path), cpulist::parse).ok()?;
        Some(list.map_err(|error| Error::kernel_data(path, error)))
    }

    /// How many cores there are, if it is said of every CPU that is online which one it belongs to.
    pub(super) fn cores(&self) -> Option<usize> {
        let online = self.online().ok()?;
        // The name until Linux 5.2 is the second; both list the CPUs that share the core.
        let siblings = |name| distinct(&online, |cpu| self.topology(cpu, name));
        let by_ids = || {
            distinct(&online, |cpu| {
                let id = |name| text::unsigned(&self.topology(cpu, name)?);
                Some((id("physical_package_id")?, id("die_id"), id("core_id")?))
            })
        };
        let cpuinfo = || {
            let cpus = self.cpuinfo();
            distinct(&online, |cpu| cpus.get(&cpu)?.core)
        };
        siblings("core_cpus_list")
            .or_else(|| siblings("thread_siblings_list"))
            .or_else(by_ids)
            .or_else(cpuinfo)
    }

    fn topology(&self, cpu: u32, name: &str) -> Option<Vec<u8>> {
        let path = self.one_cpu_path(cpu).join("topology").join(name);
        let text = self.kernel.read_to_end(At::Path(&path), |bytes| bytes.trim_ascii().to_vec());
        text.ok().filter(|text| !text.is_empty())
    }
}

/// How many different answers there are, if every CPU has one.
fn distinct<T: Ord>(cpus: &[u32], answer: impl Fn(u32) -> Option<T>) -> Option<usize> {
    let mut answers: Vec<T> = cpus.iter().map(|&cpu| answer(cpu)).collect::<Option<_>>()?;
    order::sort(&mut answers);
    answers.dedup();
    Some(answers.len())
}
