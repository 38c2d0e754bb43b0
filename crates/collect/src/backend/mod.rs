//! One collector trait per domain, one implementation of it per operating system.
//!
//! Every call's default answer is [`Error::Unsupported`]: a backend writes what its system has and nothing
//! else. Backends are generic over the [ports](crate::port) and never name each other.

use crate::availability::Feature;
use crate::model::cpu::{self, CpuTimes};
use crate::model::host;
use crate::model::identity::Target;
use crate::model::memory::{self, SwapMemory, VirtualMemory};
use crate::model::process::{self, Ids, Listed, MemoryInfo, Pid, ProcessCpuTimes, ProcessStatus};
use crate::{Error, Result};

pub mod freebsd;
pub mod linux;
pub mod macos;
pub mod netbsd;
pub mod openbsd;

const fn unsupported<T>(feature: &'static Feature) -> Result<T> {
    Err(Error::Unsupported(feature))
}

/// The snapshot of a backend that does not look at processes yet.
#[derive(Debug)]
pub struct NoSnapshot;

/// Processes.
///
/// A [`Target`] says which process; a snapshot is one visit to it. Each of its getters reads what it needs
/// at most once, so a snapshot that is kept for several of them is psutil's `oneshot`. Whatever a snapshot
/// says is about its target and about no other process that got its number.
pub trait ProcessCollector {
    /// What one visit to a process has read so far.
    type Snapshot;

    /// The process with this number, or this program itself.
    fn open(&self, _pid: Option<Pid>) -> Result<Target> {
        unsupported(process::PROCESS)
    }

    /// The process in words that last.
    fn identity(&self, _target: Target) -> Result<String> {
        unsupported(process::IDENTITY)
    }

    /// The process that these words name, if it still runs.
    fn find_identity(&self, _text: &str) -> Result<Target> {
        unsupported(process::FROM_IDENTITY)
    }

    /// Begins a visit. Fails if the process has ended, whoever has its number now.
    fn snapshot(&self, _target: Target) -> Result<Self::Snapshot> {
        unsupported(process::PROCESS)
    }

    /// Whether the process has not been reaped yet.
    fn is_running(&self, _target: Target) -> Result<bool> {
        unsupported(process::IS_RUNNING)
    }

    /// The parent, if there is one that this user may see.
    fn parent(&self, _target: Target) -> Result<Option<Target>> {
        unsupported(process::PARENT)
    }

    /// The parent, its parent, and so on.
    fn parents(&self, _target: Target) -> Result<Vec<Target>> {
        unsupported(process::PARENTS)
    }

    /// The children, or all descendants, nearest first.
    fn children(&self, _target: Target, _recursive: bool) -> Result<Vec<Target>> {
        unsupported(process::CHILDREN)
    }

    /// Sends a signal to this process and no other.
    fn send_signal(&self, _target: Target, _signal: i32) -> Result<()> {
        unsupported(process::SEND_SIGNAL)
    }

    /// All process ids, in ascending order.
    fn pids(&self) -> Result<Vec<Pid>> {
        unsupported(process::PIDS)
    }

    /// Whether a process, and not a thread, has this number.
    fn pid_exists(&self, _pid: Pid) -> Result<bool> {
        unsupported(process::PID_EXISTS)
    }

    /// All processes, in ascending order of their numbers.
    fn list(&self) -> Result<Vec<Listed>> {
        unsupported(process::PROCESS_ITER)
    }

    /// The number of the parent.
    fn ppid(&self, _snapshot: &Self::Snapshot) -> Result<Pid> {
        unsupported(process::PPID)
    }

    /// When it started, in milliseconds since the epoch.
    fn create_time(&self, _snapshot: &Self::Snapshot) -> Result<f64> {
        unsupported(process::CREATE_TIME)
    }

    /// When it started, in the kernel's own unit, unmoved by changes of the clock.
    fn raw_create_time(&self, _snapshot: &Self::Snapshot) -> Result<f64> {
        unsupported(process::RAW_CREATE_TIME)
    }

    /// The name; unless `raw`, made whole from the command line where the kernel cut it off.
    fn name(&self, _snapshot: &Self::Snapshot, _raw: bool) -> Result<Vec<u8>> {
        unsupported(process::NAME)
    }

    /// The program's file; `None` for a kernel thread.
    fn exe(&self, _snapshot: &Self::Snapshot, _fallback_cmdline: bool) -> Result<Option<Vec<u8>>> {
        unsupported(process::EXE)
    }

    /// The arguments.
    fn cmdline(&self, _snapshot: &Self::Snapshot) -> Result<Vec<Vec<u8>>> {
        unsupported(process::CMDLINE)
    }

    /// The current directory.
    fn cwd(&self, _snapshot: &Self::Snapshot) -> Result<Option<Vec<u8>>> {
        unsupported(process::CWD)
    }

    /// The environment as (name, value).
    fn environ(&self, _snapshot: &Self::Snapshot) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        unsupported(process::ENVIRON)
    }

    /// User ids.
    fn uids(&self, _snapshot: &Self::Snapshot) -> Result<Ids> {
        unsupported(process::UIDS)
    }

    /// Group ids.
    fn gids(&self, _snapshot: &Self::Snapshot) -> Result<Ids> {
        unsupported(process::GIDS)
    }

    /// The name of the real user; the number in digits if it has none.
    fn username(&self, _snapshot: &Self::Snapshot) -> Result<Vec<u8>> {
        unsupported(process::USERNAME)
    }

    /// What it is doing.
    fn status(&self, _snapshot: &Self::Snapshot) -> Result<ProcessStatus> {
        unsupported(process::STATUS)
    }

    /// Time on a CPU.
    fn cpu_times(&self, _snapshot: &Self::Snapshot) -> Result<ProcessCpuTimes> {
        unsupported(process::CPU_TIMES)
    }

    /// Memory.
    fn memory_info(&self, _snapshot: &Self::Snapshot) -> Result<MemoryInfo> {
        unsupported(process::MEMORY_INFO)
    }

    /// Threads.
    fn num_threads(&self, _snapshot: &Self::Snapshot) -> Result<u32> {
        unsupported(process::NUM_THREADS)
    }
}

/// Processors.
pub trait CpuCollector {
    /// What all CPUs together did since boot.
    fn cpu_times(&self) -> Result<CpuTimes> {
        unsupported(cpu::CPU_TIMES)
    }

    /// What each CPU did since boot.
    fn percpu_times(&self) -> Result<Vec<CpuTimes>> {
        unsupported(cpu::PERCPU_TIMES)
    }
}

/// Memory and swap.
pub trait MemoryCollector {
    /// RAM.
    fn virtual_memory(&self) -> Result<VirtualMemory> {
        unsupported(memory::VIRTUAL_MEMORY)
    }

    /// Swap.
    fn swap_memory(&self) -> Result<SwapMemory> {
        unsupported(memory::SWAP_MEMORY)
    }
}

/// The machine as a whole.
pub trait HostCollector {
    /// When it started, in milliseconds since the epoch.
    fn boot_time(&self) -> Result<f64> {
        unsupported(host::BOOT_TIME)
    }

    /// Seconds since it started, suspend included.
    fn time_since_boot(&self) -> Result<f64> {
        unsupported(host::TIME_SINCE_BOOT)
    }

    /// Seconds it has been running, suspend excluded.
    fn uptime(&self) -> Result<f64> {
        unsupported(host::UPTIME)
    }
}
