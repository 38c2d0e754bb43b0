//! Processes: `/proc/PID` and pidfds.

mod connections;
mod credentials;
mod exit;
mod family;
mod fd_kinds;
mod fds;
mod identity;
mod io;
mod limits;
mod list;
mod maps;
mod masks;
mod memory;
mod scheduling;
mod signal;
mod snapshot;
pub(super) mod sockets;
mod terminal;
mod threads;
mod times;
mod tree;
mod words;

pub use snapshot::Snapshot;
pub(super) use terminal::pty;

use std::time::Duration;

use super::Linux;
use crate::Result;
use crate::backend::tree::{members_of_tree, signal_whole_tree};
use crate::backend::{ProcessCollector, Purpose};
use crate::model::identity::Target;
use crate::model::net::Connection;
use crate::model::process::{
    ByParent, CpuUse, CtxSwitches, Ids, IoCounters, IoPriority, Limits, MemoryExtras,
    MemoryFootprint, MemoryFullInfo, MemoryInfo, MemoryMap, MemoryMapGrouped, OpenFd, OpenFile,
    PageFaults, Pid, ProcessCpuTimes, ProcessStatus, SignalMasks, Thread, Tree,
};
use crate::model::sockets::{SocketFd, SocketFilter};
use crate::port::LinuxKernel;

/// The list of what Linux answers; each line is answered in a file of this folder.
impl<K: LinuxKernel> ProcessCollector for Linux<K> {
    type Snapshot = Snapshot<K>;

    fn open(&self, pid: Option<Pid>) -> Result<Target> {
        self.find_to_stay(pid)
    }

    fn identity(&self, target: Target) -> Result<String> {
        self.in_words(target)
    }

    fn find_identity(&self, text: &str) -> Result<Target> {
        self.find_in_words(text)
    }

    fn snapshot(&self, target: Target) -> Result<Snapshot<K>> {
        self.visit_to_read(target)
    }

    fn is_running(&self, target: Target) -> Result<bool> {
        self.still_runs(target)
    }

    fn parent(&self, target: Target) -> Result<Option<Target>> {
        self.parent_of(target)
    }

    fn parents(&self, target: Target) -> Result<Vec<Target>> {
        self.ancestors_of(target)
    }

    fn descendants(
        &self,
        target: Target,
        recursive: bool,
        by_parent: &ByParent,
    ) -> Result<Vec<Target>> {
        self.descendants_of(target, recursive, by_parent)
    }

    fn send_signal(&self, target: Target, signal: i32) -> Result<()> {
        self.signal(target, signal)
    }

    fn tree(&self, known: &[Target]) -> Result<Tree> {
        members_of_tree(self, known)
    }

    fn signal_tree(
        &self,
        known: &[Target],
        signal: i32,
        pause: &dyn Fn(Duration) -> bool,
    ) -> Result<Tree> {
        signal_whole_tree(self, known, signal, pause)
    }

    fn pids(&self) -> Result<Vec<Pid>> {
        self.numbers()
    }

    fn own_pid(&self) -> Result<Pid> {
        self.own_number()
    }

    fn pid_exists(&self, pid: Pid) -> Result<bool> {
        self.number_is_taken(pid)
    }

    fn snapshot_of(&self, pid: Pid, purpose: Purpose) -> Result<Snapshot<K>> {
        self.visit_number(pid, purpose)
    }

    fn target(&self, snapshot: &Snapshot<K>) -> Result<Target> {
        self.visited(snapshot)
    }

    fn ppid(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        self.parent_number(snapshot)
    }

    fn create_time(&self, snapshot: &Snapshot<K>) -> Result<f64> {
        self.start_instant(snapshot)
    }

    fn raw_create_time(&self, snapshot: &Snapshot<K>) -> Result<f64> {
        self.start_ticks(snapshot)
    }

    fn name(&self, snapshot: &Snapshot<K>, raw: bool) -> Result<Vec<u8>> {
        if raw { self.comm(snapshot) } else { self.whole_name(snapshot) }
    }

    fn exe(&self, snapshot: &Snapshot<K>, fallback_cmdline: bool) -> Result<Option<Vec<u8>>> {
        self.program(snapshot, fallback_cmdline)
    }

    fn cmdline(&self, snapshot: &Snapshot<K>) -> Result<Vec<Vec<u8>>> {
        self.arguments(snapshot)
    }

    fn cwd(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        self.link(snapshot, "cwd")
    }

    fn environ(&self, snapshot: &Snapshot<K>) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        self.environment(snapshot)
    }

    fn uids(&self, snapshot: &Snapshot<K>) -> Result<Ids> {
        self.user_ids(snapshot)
    }

    fn gids(&self, snapshot: &Snapshot<K>) -> Result<Ids> {
        self.group_ids(snapshot)
    }

    fn username(&self, snapshot: &Snapshot<K>) -> Result<Vec<u8>> {
        self.user_name(snapshot)
    }

    fn name_of_user(&self, uid: u32) -> Result<Vec<u8>> {
        Ok(self.user_of_number(uid))
    }

    fn status(&self, snapshot: &Snapshot<K>) -> Result<ProcessStatus> {
        self.state(snapshot)
    }

    fn cpu_times(&self, snapshot: &Snapshot<K>) -> Result<ProcessCpuTimes> {
        self.times(snapshot)
    }

    fn memory_info(&self, snapshot: &Snapshot<K>) -> Result<MemoryInfo> {
        self.memory(snapshot)
    }

    fn num_threads(&self, snapshot: &Snapshot<K>) -> Result<u32> {
        self.thread_count(snapshot)
    }

    fn root(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        self.link(snapshot, "root")
    }

    fn fsuid(&self, snapshot: &Snapshot<K>) -> Result<u32> {
        self.file_system_uid(snapshot)
    }

    fn fsgid(&self, snapshot: &Snapshot<K>) -> Result<u32> {
        self.file_system_gid(snapshot)
    }

    fn groups(&self, snapshot: &Snapshot<K>) -> Result<Vec<u32>> {
        self.supplementary_groups(snapshot)
    }

    fn umask(&self, snapshot: &Snapshot<K>) -> Result<Option<u32>> {
        self.file_mask(snapshot)
    }

    fn pgid(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        self.process_group(snapshot)
    }

    fn sid(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        self.session(snapshot)
    }

    fn sigmasks(&self, snapshot: &Snapshot<K>) -> Result<SignalMasks> {
        self.signal_masks(snapshot)
    }

    fn terminal(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        self.terminal_path(snapshot)
    }

    fn has_terminal(&self, snapshot: &Snapshot<K>) -> Result<bool> {
        self.is_in_terminal(snapshot)
    }

    fn cpu_use(&self, snapshot: &Snapshot<K>) -> Result<CpuUse> {
        self.use_of_cpu(snapshot)
    }

    fn cpu_num(&self, snapshot: &Snapshot<K>) -> Result<Option<u32>> {
        self.last_cpu(snapshot)
    }

    fn threads(&self, snapshot: &Snapshot<K>) -> Result<Vec<Thread>> {
        self.threads_of(snapshot)
    }

    fn memory_extras(&self, snapshot: &Snapshot<K>) -> Result<MemoryExtras> {
        self.more_memory(snapshot)
    }

    fn memory_footprint(&self, snapshot: &Snapshot<K>) -> Result<MemoryFootprint> {
        self.footprint(snapshot)
    }

    fn memory_full_info(&self, snapshot: &Snapshot<K>) -> Result<MemoryFullInfo> {
        self.full_memory(snapshot)
    }

    fn memory_maps(&self, snapshot: &Snapshot<K>) -> Result<Vec<MemoryMap>> {
        self.maps(snapshot)
    }

    fn memory_maps_grouped(&self, snapshot: &Snapshot<K>) -> Result<Vec<MemoryMapGrouped>> {
        self.maps_by_path(snapshot)
    }

    fn page_faults(&self, snapshot: &Snapshot<K>) -> Result<PageFaults> {
        self.faults(snapshot)
    }

    fn io_counters(&self, snapshot: &Snapshot<K>) -> Result<IoCounters> {
        self.reads_and_writes(snapshot)
    }

    fn num_ctx_switches(&self, snapshot: &Snapshot<K>) -> Result<CtxSwitches> {
        self.switches(snapshot)
    }

    fn num_fds(&self, snapshot: &Snapshot<K>) -> Result<u64> {
        self.count_of_fds(snapshot)
    }

    fn fd_numbers(&self, snapshot: &Snapshot<K>) -> Result<Vec<i32>> {
        self.numbers_of_fds(snapshot)
    }

    fn open_fds(&self, snapshot: &Snapshot<K>, fds: &[i32]) -> Result<Vec<OpenFd>> {
        self.fds(snapshot, fds)
    }

    fn open_files(&self, snapshot: &Snapshot<K>) -> Result<Vec<OpenFile>> {
        self.regular_files(snapshot)
    }

    fn connections(&self, snapshot: &Snapshot<K>, wanted: SocketFilter) -> Result<Vec<Connection>> {
        self.connections_of(snapshot, wanted)
    }

    fn socket_fds(&self, snapshot: &Snapshot<K>) -> Result<Vec<SocketFd>> {
        self.fds_of_sockets(snapshot)
    }

    fn priority(&self, snapshot: &Snapshot<K>) -> Result<i32> {
        self.nice(snapshot)
    }

    fn io_priority(&self, snapshot: &Snapshot<K>) -> Result<IoPriority> {
        self.io_class(snapshot)
    }

    fn cpu_affinity(&self, snapshot: &Snapshot<K>) -> Result<Vec<u32>> {
        self.affinity(snapshot)
    }

    fn rlimit(&self, snapshot: &Snapshot<K>, resource: i32) -> Result<Limits> {
        self.resource_limits(snapshot, resource)
    }

    fn memory_total(&self, _snapshot: &Snapshot<K>) -> Result<u64> {
        self.memory_of_machine()
    }

    fn set_priority(&self, snapshot: &Snapshot<K>, nice: i32) -> Result<()> {
        self.set_nice(snapshot, nice)
    }

    fn set_io_priority(&self, snapshot: &Snapshot<K>, priority: IoPriority) -> Result<()> {
        self.set_io_class(snapshot, priority)
    }

    fn set_cpu_affinity(&self, snapshot: &Snapshot<K>, cpus: &[u32]) -> Result<()> {
        self.set_affinity(snapshot, cpus)
    }

    fn set_rlimit(&self, snapshot: &Snapshot<K>, resource: i32, limits: Limits) -> Result<()> {
        self.set_resource_limits(snapshot, resource, limits)
    }
}
