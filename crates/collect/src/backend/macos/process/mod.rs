//! Processes: `kinfo_proc`, libproc, and `KERN_PROCARGS2`.

mod connections;
mod fd_kinds;
mod fds;
mod maps;
mod memory;
mod snapshot;
pub(super) mod sockets;
mod threads;
mod times;
mod words;

pub use snapshot::Snapshot;

use std::time::Duration;

use super::MacOs;
use crate::Result;
use crate::backend::bsd::visit::{self, Visit};
use crate::backend::bsd::{
    credentials, family, list, scheduling, signal, terminal, times as start, tree,
};
use crate::backend::{ProcessCollector, Purpose};
use crate::model::field::Field;
use crate::model::identity::Target;
use crate::model::net::Connection;
use crate::model::process::{
    ByParent, CpuUse, CtxSwitches, Ids, MemoryExtras, MemoryFootprint, MemoryFullInfo, MemoryInfo,
    MemoryMap, OpenFd, OpenFile, PageFaults, Pid, ProcessCpuTimes, ProcessStatus, SignalMasks,
    SignalSet, Thread, Tree,
};
use crate::model::sockets::{SocketFd, SocketFilter};
use crate::port::MacOsKernel;

/// The list of what macOS answers; each line is answered by the record, or in a file of this folder or of `bsd`.
impl<K: MacOsKernel> ProcessCollector for MacOs<K> {
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
        Ok(Snapshot::of(Visit::to(self, target)?))
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
        Ok(Snapshot::of(Visit::to_number(self, pid)?))
    }

    fn target(&self, snapshot: &Snapshot<K>) -> Result<Target> {
        Ok(snapshot.visit.target)
    }

    fn ppid(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        Ok(snapshot.record().ppid)
    }

    fn create_time(&self, snapshot: &Snapshot<K>) -> Result<f64> {
        start::create_time(snapshot.record())
    }

    fn raw_create_time(&self, snapshot: &Snapshot<K>) -> Result<f64> {
        Self::start_microseconds(snapshot)
    }

    fn name(&self, snapshot: &Snapshot<K>, raw: bool) -> Result<Vec<u8>> {
        if raw { Ok(snapshot.record().comm.clone()) } else { self.whole_name(snapshot) }
    }

    fn exe(&self, snapshot: &Snapshot<K>, fallback_cmdline: bool) -> Result<Option<Vec<u8>>> {
        self.program(snapshot, fallback_cmdline)
    }

    fn cmdline(&self, snapshot: &Snapshot<K>) -> Result<Vec<Vec<u8>>> {
        self.arguments(snapshot)
    }

    fn cwd(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        self.working_directory(snapshot)
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
        Ok(credentials::user_of_number(self, snapshot.record().uids.real))
    }

    fn name_of_user(&self, uid: u32) -> Result<Vec<u8>> {
        Ok(credentials::user_of_number(self, uid))
    }

    fn status(&self, snapshot: &Snapshot<K>) -> Result<ProcessStatus> {
        Ok(snapshot.record().status)
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
        self.root_directory(snapshot)
    }

    /// The effective one among them, and 16 at most: the record has room for no more.
    fn groups(&self, snapshot: &Snapshot<K>) -> Result<Vec<u32>> {
        Ok(snapshot.visit.raw.kp_eproc.e_ucred.groups().to_vec())
    }

    fn pgid(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        Ok(snapshot.record().pgid)
    }

    fn sid(&self, snapshot: &Snapshot<K>) -> Result<Pid> {
        self.session_number(snapshot)
    }

    /// The kernel tells nobody which signals wait, and which are kept waiting.
    fn sigmasks(&self, snapshot: &Snapshot<K>) -> Result<SignalMasks> {
        let process = &snapshot.visit.raw.kp_proc;
        Ok(SignalMasks {
            pending: Field::Lacking,
            blocked: Field::Lacking,
            ignored: Some(SignalSet::from_mask(process.p_sigignore)),
            caught: Some(SignalSet::from_mask(process.p_sigcatch)),
            process_pending: Field::Lacking,
        })
    }

    fn terminal(&self, snapshot: &Snapshot<K>) -> Result<Option<Vec<u8>>> {
        Ok(terminal::terminal_path(self, snapshot.record()))
    }

    fn has_terminal(&self, snapshot: &Snapshot<K>) -> Result<bool> {
        Ok(snapshot.record().tdev.is_some())
    }

    fn cpu_use(&self, snapshot: &Snapshot<K>) -> Result<CpuUse> {
        self.use_of_cpu(snapshot)
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

    fn page_faults(&self, snapshot: &Snapshot<K>) -> Result<PageFaults> {
        self.faults(snapshot)
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

    /// Looked at anew: it may have been set since the visit began.
    fn priority(&self, snapshot: &Snapshot<K>) -> Result<i32> {
        Ok(Visit::to(self, snapshot.visit.target)?.record.nice)
    }

    fn memory_total(&self, _snapshot: &Snapshot<K>) -> Result<u64> {
        self.memory_of_machine()
    }

    fn set_priority(&self, snapshot: &Snapshot<K>, nice: i32) -> Result<()> {
        scheduling::set_nice(self, snapshot.visit.target, nice)
    }
}
