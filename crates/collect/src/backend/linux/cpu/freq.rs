//! Frequencies: `/sys/devices/system/cpu/cpufreq`, else `/proc/cpuinfo`.

use std::path::Path;

use psutil_parse::text;

use crate::Result;
use crate::backend::linux::Linux;
use crate::model::cpu::CpuFreq;
use crate::port::{At, LinuxKernel};
use crate::sorted::Sorted;

impl<K: LinuxKernel> Linux<K> {
    /// Of each CPU that is online; none if nothing is known of any.
    pub(super) fn frequencies(&self) -> Result<Vec<CpuFreq>> {
        let policies = self.policies();
        let mut cpuinfo = None;
        let online = self.online()?;
        let of_cpu = |cpu: u32| {
            // Old kernels have a folder of each CPU's own.
            let policy = policies.get(&cpu).copied();
            let mut freq =
                policy.unwrap_or_else(|| self.policy(&self.one_cpu_path(cpu).join("cpufreq")));
            if freq.current.is_none() {
                let cpuinfo = cpuinfo.get_or_insert_with(|| self.cpuinfo());
                freq.current = cpuinfo.get(&cpu).and_then(|cpu| cpu.mhz);
            }
            freq
        };
        let cpus: Vec<CpuFreq> = online.into_iter().map(of_cpu).collect();
        let known = cpus.iter().any(|freq| !freq.is_unknown());
        Ok(if known { cpus } else { Vec::new() })
    }

    /// The frequencies of all CPUs that share them with others.
    fn policies(&self) -> Sorted<u32, CpuFreq> {
        let folder = self.cpu_path().join("cpufreq");
        // Without the folder, as in most virtual machines, there are no policies.
        let names = self.listed(&folder).unwrap_or_default();
        let numbers = names.iter().filter_map(|name| name.strip_prefix(b"policy"));
        let mut cpus = Sorted::new();
        for number in numbers.filter_map(text::narrow::<u32>) {
            let policy = folder.join(format!("policy{number}"));
            // Those that are online: none where the whole policy is not.
            let members =
                self.kernel.read_to_end(At::Path(&policy.join("affected_cpus")), |list| {
                    text::words(list.trim_ascii()).filter_map(text::narrow).collect::<Vec<u32>>()
                });
            let members = members.unwrap_or_default();
            if !members.is_empty() {
                let freq = self.policy(&policy);
                cpus.extend(members.into_iter().map(|cpu| (cpu, freq)));
            }
        }
        cpus
    }

    fn policy(&self, folder: &Path) -> CpuFreq {
        // What the driver asked for is for everyone to read, what the hardware says mostly for root only.
        let either = |first, second| self.mhz(folder, first).or_else(|| self.mhz(folder, second));
        CpuFreq {
            current: either("scaling_cur_freq", "cpuinfo_cur_freq"),
            min: either("scaling_min_freq", "cpuinfo_min_freq"),
            max: either("scaling_max_freq", "cpuinfo_max_freq"),
        }
    }

    /// A file of kilohertz. Drivers that do not know write `<unknown>` or 0, or fail.
    fn mhz(&self, folder: &Path, name: &str) -> Option<f64> {
        let khz = self.kernel.read_to_end(At::Path(&folder.join(name)), |bytes| {
            text::narrow::<u32>(bytes.strip_suffix(b"\n")?)
        });
        khz.ok().flatten().filter(|&khz| khz > 0).map(|khz| f64::from(khz) / 1000.0)
    }
}
