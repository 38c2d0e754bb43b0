//! Processes: `KERN_PROC` of `sysctl(3)`, and what of it goes by a process's number.

mod affinity;
mod connections;
mod credentials;
mod fd_kinds;
mod fds;
mod limits;
mod maps;
mod memory;
mod snapshot;
mod threads;
mod times;
mod words;

pub use snapshot::Snapshot;

use std::time::Duration;

use super::FreeBsd;
use crate::Result;
use crate::backend::bsd::times as clocks;
use crate::backend::bsd::visit::{self, Visit};
use crate::backend::bsd::words as names;
use crate::backend::bsd::{credentials as users, family, list, scheduling, signal, terminal, tree};
use crate::backend::{ProcessCollector, Purpose};
use crate::model::identity::Target;
use crate::model::net::Connection;
use crate::model::process::{
    ByParent, CpuUse, CtxSwitches, Ids, IoCounters, Limits, MemoryFullInfo, MemoryInfo, MemoryMap,
    MemoryMapGrouped, OpenFd, OpenFile, PageFaults, Pid, ProcessCpuTimes, ProcessStatus,
    SignalMasks, Thread, Tree,
};
use crate::model::sockets::{SocketFd, SocketFilter};
use crate::port::FreeBsdKernel;

/// The list of what FreeBSD answers; each line is answered in a file of this folder.
impl<K: FreeBsdKernel> ProcessCollector for FreeBsd<K> {
    type Snapshot = Snapshot<K>;
    const COUNTS: bool = true;

    fn open(&self, pid: Option<Pid>) -> Result<Target> {
        visit::find(self, pid)
    }

    fn identity(&self, target: Target) -> Result<String> {
        visit::in_words(self, target)
    }

    fn find_identity(&self, text: &str) -> Result<Target> {
        visit::find_in_words(self, text)
    }

    fn snapshot(&self, target: Target) -> Result<Snapshot<K>> {
        Ok(Visit::to(self, target)?.into())
    }

    fn is_running(&self, target: Target) -> Result<bool> {
        visit::still_runs(self, target)
    }

    fn parent(&self, target: Target) -> Result<Option<Target>> {
        family::parent_of(self, target)
    }

    fn parents(&self, target: Target) -> Result<Vec<Target>> {
        family::ancestors_of(self, target)
    }

    fn descendants(
        &self,
        target: Target,
        recursive: bool,
        by_parent: &ByParent,
    ) -> Result<Vec<Target>> {
        family::descendants_of(self, target, recursive, by_parent)
    }

    fn send_signal(&self, target: Target, signal: i32) -> Result<()> {
        signal::signal(self, target, signal)
    }

    fn tree(&self, known: &[Target]) -> Result<Tree> {
        tree::members_of_tree(self, known)
    }

    fn signal_tree(
        &self,
        known: &[Target],
        signal: i32,
        pause: &dyn Fn(Duration) -> bool,
    ) -> Result<Tree> {
        tree::signal_whole_tree(self, known, signal, pause)
    }

    fn pids(&self) -> Result<Vec<Pid>> {
        list::numbers(self)
    }

    fn own_pid(&self) -> Result<Pid> {
        Ok(self.kernel.getpid())
    }

    fn pid_exists(&self, pid: Pid) -> Result<bool> {
        list::number_is_taken(self, pid)
    }

    fn snapshot_of(&self, pid: Pid, _purpose: Purpose) -> Result<Snapshot<K>> {
        Ok(Visit::to_number(self, pid)?.into())
    }

    fn target(&self, snapshot: &Snapshot<K>) -> Result<Target> {
        Ok(snapshot.target())
    }

    fn ppid(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        Ok(snapshot.record().ppid)
    }

    fn create_time(&self, snapshot: &Snapshot<K>) -> Result<f64> {
        clocks::create_time(snapshot.record())
    }

    fn raw_create_time(&self, snapshot: &Snapshot<K>) -> Result<f64> {
        Ok(snapshot.start())
    }

    fn name(&self, snapshot: &Snapshot<K>, raw: bool) -> Result<Vec<u8>> {
        if raw {
            return Ok(snapshot.record().comm.clone());
        }
        names::whole_name(snapshot.record(), || self.arguments(snapshot))
    }

    fn exe(&self, snapshot: &Snapshot<K>, fallback_cmdline: bool) -> Result<Option<Vec<u8>>> {
        self.program(snapshot, fallback_cmdline)
    }

    fn cmdline(&self, snapshot: &Snapshot<K>) -> Result<Vec<Vec<u8>>> {
        self.arguments(snapshot)
    }

    fn cwd(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        self.current_folder(snapshot)
    }

    fn environ(&self, snapshot: &Snapshot<K>) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        self.environment(snapshot)
    }

    fn uids(&self, snapshot: &Snapshot<K>) -> Result<Ids> {
        Ok(snapshot.record().uids)
    }

    fn gids(&self, snapshot: &Snapshot<K>) -> Result<Ids> {
        Ok(snapshot.record().gids)
    }

    fn username(&self, snapshot: &Snapshot<K>) -> Result<Vec<u8>> {
        Ok(users::user_of_number(self, snapshot.record().uids.real))
    }

    fn name_of_user(&self, uid: u32) -> Result<Vec<u8>> {
        Ok(users::user_of_number(self, uid))
    }

    fn status(&self, snapshot: &Snapshot<K>) -> Result<ProcessStatus> {
        Ok(snapshot.record().status)
    }

    fn cpu_times(&self, snapshot: &Snapshot<K>) -> Result<ProcessCpuTimes> {
        Ok(snapshot.times())
    }

    fn memory_info(&self, snapshot: &Snapshot<K>) -> Result<MemoryInfo> {
        Ok(self.memory(snapshot))
    }

    fn num_threads(&self, snapshot: &Snapshot<K>) -> Result<u32> {
        snapshot.thread_count()
    }

    fn root(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        self.root_folder(snapshot)
    }

    fn groups(&self, snapshot: &Snapshot<K>) -> Result<Vec<u32>> {
        self.supplementary_groups(snapshot)
    }

    fn umask(&self, snapshot: &Snapshot<K>) -> Result<Option<u32>> {
        self.file_mask(snapshot)
    }

    fn pgid(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        Ok(snapshot.record().pgid)
    }

    fn sid(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        Ok(snapshot.raw().ki_sid)
    }

    fn sigmasks(&self, snapshot: &Snapshot<K>) -> Result<SignalMasks> {
        Ok(snapshot.signal_masks())
    }

    fn terminal(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        Ok(terminal::terminal_path(self, snapshot.record()))
    }

    fn has_terminal(&self, snapshot: &Snapshot<K>) -> Result<bool> {
        Ok(snapshot.record().tdev.is_some())
    }

    fn cpu_use(&self, snapshot: &Snapshot<K>) -> Result<CpuUse> {
        clocks::cpu_use(self, snapshot.record(), snapshot.cpu_seconds())
    }

    fn cpu_num(&self, snapshot: &Snapshot<K>) -> Result<Option<u32>> {
        Ok(snapshot.last_cpu())
    }

    fn threads(&self, snapshot: &Snapshot<K>) -> Result<Vec<Thread>> {
        self.threads_of(snapshot)
    }

    fn memory_full_info(&self, snapshot: &Snapshot<K>) -> Result<MemoryFullInfo> {
        Ok(self.full_memory(snapshot))
    }

    fn memory_maps(&self, snapshot: &Snapshot<K>) -> Result<Vec<MemoryMap>> {
        self.maps(snapshot)
    }

    fn memory_maps_grouped(&self, snapshot: &Snapshot<K>) -> Result<Vec<MemoryMapGrouped>> {
        self.maps_by_path(snapshot)
    }

    fn page_faults(&self, snapshot: &Snapshot<K>) -> Result<PageFaults> {
        Ok(snapshot.faults())
    }

    fn io_counters(&self, snapshot: &Snapshot<K>) -> Result<IoCounters> {
        Ok(snapshot.reads_and_writes())
    }

    fn num_ctx_switches(&self, snapshot: &Snapshot<K>) -> Result<CtxSwitches> {
        Ok(snapshot.switches())
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
        Ok(Visit::to(self, snapshot.target())?.record.nice)
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
        scheduling::set_nice(self, snapshot.target(), nice)
    }

    fn set_cpu_affinity(&self, snapshot: &Snapshot<K>, cpus: &[u32]) -> Result<()> {
        self.set_affinity(snapshot, cpus)
    }

    fn set_rlimit(&self, snapshot: &Snapshot<K>, resource: i32, limits: Limits) -> Result<()> {
        self.set_resource_limits(snapshot, resource, limits)
    }
}
