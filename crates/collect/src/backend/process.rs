//! What can be asked about a process, and done to it.

use std::time::Duration;

use super::{Purpose, unsupported};
use crate::Result;
use crate::model::identity::Target;
use crate::model::net::Connection;
use crate::model::process::{
    self, ByParent, CpuUse, CtxSwitches, Ids, IoCounters, IoPriority, Limits, MemoryExtras,
    MemoryFootprint, MemoryFullInfo, MemoryInfo, MemoryMap, MemoryMapGrouped, OpenFd, OpenFile,
    PageFaults, Pid, ProcessCpuTimes, ProcessStatus, SignalMasks, Thread, Tree,
};
use crate::model::sockets::{SocketFd, SocketFilter};

/// Processes.
///
/// A [`Target`] says which process; a snapshot is one visit to it. Each of its getters reads what it needs
/// at most once, so a snapshot that is kept for several of them is psutil's `oneshot`. Whatever a snapshot
/// says is about its target and about no other process that got its number.
pub trait ProcessCollector {
    /// What one visit to a process has read so far.
    type Snapshot;
    /// Whether descriptors or mappings have any [`Counts`](process::Counts).
    const COUNTS: bool = false;

    /// The process with this number, or this program itself. It is going to be asked, and may be held open for that.
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

    /// Begins a visit. Fails if the process has ended, whoever has its number now; where something of the process is
    /// held open the getters of the visit fail instead.
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

    /// The children, or all descendants, nearest first, among those who seemed to be when all were looked at.
    fn descendants(
        &self,
        _target: Target,
        _recursive: bool,
        _by_parent: &ByParent,
    ) -> Result<Vec<Target>> {
        unsupported(process::CHILDREN)
    }

    /// Sends a signal to this process and no other.
    fn send_signal(&self, _target: Target, _signal: i32) -> Result<()> {
        unsupported(process::SEND_SIGNAL)
    }

    /// The living among these processes and all that descends from them.
    fn tree(&self, _known: &[Target]) -> Result<Tree> {
        unsupported(process::KILL_TREE)
    }

    /// Sends a signal to these processes and all that descends from them, none of which can fork meanwhile.
    ///
    /// `pause` waits that long at most, and says whether there is time left to stop them all first.
    fn signal_tree(
        &self,
        _known: &[Target],
        _signal: i32,
        _pause: &dyn Fn(Duration) -> bool,
    ) -> Result<Tree> {
        unsupported(process::KILL_TREE)
    }

    /// All process ids, in ascending order.
    fn pids(&self) -> Result<Vec<Pid>> {
        unsupported(process::PIDS)
    }

    /// The number of this program.
    fn own_pid(&self) -> Result<Pid> {
        unsupported(process::PROCESS)
    }

    /// Whether a process, and not a thread, has this number.
    fn pid_exists(&self, _pid: Pid) -> Result<bool> {
        unsupported(process::PID_EXISTS)
    }

    /// Begins a visit to whoever has this number and may be looked at.
    fn snapshot_of(&self, _pid: Pid, _purpose: Purpose) -> Result<Self::Snapshot> {
        unsupported(process::PROCESSES)
    }

    /// The process that is visited.
    fn target(&self, _snapshot: &Self::Snapshot) -> Result<Target> {
        unsupported(process::IDENTITY)
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

    /// The name of a user; the number in digits if it has none.
    fn name_of_user(&self, _uid: u32) -> Result<Vec<u8>> {
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

    /// The root directory.
    fn root(&self, _snapshot: &Self::Snapshot) -> Result<Option<Vec<u8>>> {
        unsupported(process::ROOT)
    }

    /// The user whose rights it has for files.
    fn fsuid(&self, _snapshot: &Self::Snapshot) -> Result<u32> {
        unsupported(process::FSUID)
    }

    /// The group whose rights it has for files.
    fn fsgid(&self, _snapshot: &Self::Snapshot) -> Result<u32> {
        unsupported(process::FSGID)
    }

    /// The supplementary groups.
    fn groups(&self, _snapshot: &Self::Snapshot) -> Result<Vec<u32>> {
        unsupported(process::GET_GROUPS)
    }

    /// What is taken from the permissions of new files.
    fn umask(&self, _snapshot: &Self::Snapshot) -> Result<Option<u32>> {
        unsupported(process::UMASK)
    }

    /// The process group.
    fn pgid(&self, _snapshot: &Self::Snapshot) -> Result<Pid> {
        unsupported(process::PGID)
    }

    /// The session.
    fn sid(&self, _snapshot: &Self::Snapshot) -> Result<Pid> {
        unsupported(process::SID)
    }

    /// What it does with signals.
    fn sigmasks(&self, _snapshot: &Self::Snapshot) -> Result<SignalMasks> {
        unsupported(process::SIGMASKS)
    }

    /// The controlling terminal: `None` without one, empty if its name is not found.
    fn terminal(&self, _snapshot: &Self::Snapshot) -> Result<Option<Vec<u8>>> {
        unsupported(process::TERMINAL)
    }

    /// Whether there is a controlling terminal.
    fn has_terminal(&self, _snapshot: &Self::Snapshot) -> Result<bool> {
        unsupported(process::HAS_TERMINAL)
    }

    /// CPU time to compare with that of another moment.
    fn cpu_use(&self, _snapshot: &Self::Snapshot) -> Result<CpuUse> {
        unsupported(process::CPU_PERCENT)
    }

    /// The CPU that it runs on or ran on last.
    fn cpu_num(&self, _snapshot: &Self::Snapshot) -> Result<Option<u32>> {
        unsupported(process::CPU_NUM)
    }

    /// The threads.
    fn threads(&self, _snapshot: &Self::Snapshot) -> Result<Vec<Thread>> {
        unsupported(process::THREADS)
    }

    /// More about its memory.
    fn memory_extras(&self, _snapshot: &Self::Snapshot) -> Result<MemoryExtras> {
        unsupported(process::MEMORY_EXTRAS)
    }

    /// What it would give back if it ended.
    fn memory_footprint(&self, _snapshot: &Self::Snapshot) -> Result<MemoryFootprint> {
        unsupported(process::MEMORY_FOOTPRINT)
    }

    /// Memory and footprint.
    fn memory_full_info(&self, _snapshot: &Self::Snapshot) -> Result<MemoryFullInfo> {
        unsupported(process::MEMORY_FULL_INFO)
    }

    /// Its mappings, in the order of their addresses.
    fn memory_maps(&self, _snapshot: &Self::Snapshot) -> Result<Vec<MemoryMap>> {
        unsupported(process::MEMORY_MAPS)
    }

    /// Its mappings by path, in the order in which each path is first mapped.
    fn memory_maps_grouped(&self, _snapshot: &Self::Snapshot) -> Result<Vec<MemoryMapGrouped>> {
        unsupported(process::MEMORY_MAPS_GROUPED)
    }

    /// Page faults.
    fn page_faults(&self, _snapshot: &Self::Snapshot) -> Result<PageFaults> {
        unsupported(process::PAGE_FAULTS)
    }

    /// Reads and writes.
    fn io_counters(&self, _snapshot: &Self::Snapshot) -> Result<IoCounters> {
        unsupported(process::IO_COUNTERS)
    }

    /// How often it was taken off its CPU.
    fn num_ctx_switches(&self, _snapshot: &Self::Snapshot) -> Result<CtxSwitches> {
        unsupported(process::NUM_CTX_SWITCHES)
    }

    /// How many descriptors it has.
    fn num_fds(&self, _snapshot: &Self::Snapshot) -> Result<u64> {
        unsupported(process::NUM_FDS)
    }

    /// The numbers of its descriptors, in ascending order.
    fn fd_numbers(&self, _snapshot: &Self::Snapshot) -> Result<Vec<i32>> {
        unsupported(process::ITER_FDS)
    }

    /// What these descriptors are, without those that it has closed.
    fn open_fds(&self, _snapshot: &Self::Snapshot, _fds: &[i32]) -> Result<Vec<OpenFd>> {
        unsupported(process::ITER_FDS)
    }

    /// Its regular files, in ascending order of their descriptors.
    fn open_files(&self, _snapshot: &Self::Snapshot) -> Result<Vec<OpenFile>> {
        unsupported(process::OPEN_FILES)
    }

    /// Its sockets, one row for each descriptor.
    fn connections(
        &self,
        _snapshot: &Self::Snapshot,
        _wanted: SocketFilter,
    ) -> Result<Vec<Connection>> {
        unsupported(process::CONNECTIONS)
    }

    /// Its descriptors that are sockets, in ascending order.
    fn socket_fds(&self, _snapshot: &Self::Snapshot) -> Result<Vec<SocketFd>> {
        unsupported(process::CONNECTIONS)
    }

    /// The nice value.
    fn priority(&self, _snapshot: &Self::Snapshot) -> Result<i32> {
        unsupported(process::GET_PRIORITY)
    }

    /// The I/O priority.
    fn io_priority(&self, _snapshot: &Self::Snapshot) -> Result<IoPriority> {
        unsupported(process::GET_IO_PRIORITY)
    }

    /// The CPUs that it may use.
    fn cpu_affinity(&self, _snapshot: &Self::Snapshot) -> Result<Vec<u32>> {
        unsupported(process::GET_CPU_AFFINITY)
    }

    /// A resource limit, by the number of the resource.
    fn rlimit(&self, _snapshot: &Self::Snapshot, _resource: i32) -> Result<Limits> {
        unsupported(process::GET_RLIMIT)
    }

    /// The RAM of the machine, in bytes, that a share of is asked for.
    fn memory_total(&self, _snapshot: &Self::Snapshot) -> Result<u64> {
        unsupported(process::MEMORY_PERCENT)
    }

    /// Sets the nice value.
    fn set_priority(&self, _snapshot: &Self::Snapshot, _nice: i32) -> Result<()> {
        unsupported(process::SET_PRIORITY)
    }

    /// Sets the I/O priority.
    fn set_io_priority(&self, _snapshot: &Self::Snapshot, _priority: IoPriority) -> Result<()> {
        unsupported(process::SET_IO_PRIORITY)
    }

    /// Sets the CPUs that it may use; none means all that it is allowed.
    fn set_cpu_affinity(&self, _snapshot: &Self::Snapshot, _cpus: &[u32]) -> Result<()> {
        unsupported(process::SET_CPU_AFFINITY)
    }

    /// Sets a resource limit.
    fn set_rlimit(
        &self,
        _snapshot: &Self::Snapshot,
        _resource: i32,
        _limits: Limits,
    ) -> Result<()> {
        unsupported(process::SET_RLIMIT)
    }
}
