//! All processes in one call: the attributes that were asked for, written one after the other.

use std::sync::Arc;

use crate::thin::napi;
use psutil_collect::backend::{ProcessCollector, Purpose};
use psutil_collect::background::rows::{Row, Tour, rows};
use psutil_collect::host::Host;
use psutil_collect::model::net::ConnectionKind;
use psutil_collect::model::process::Pid;
use psutil_collect::sorted::Sorted;
use psutil_collect::{Error, Result};

use super::cpu::thread_table;
use super::fds::file_table;
use super::maps::{group_table, map_table};
use crate::cells::{Cells, Mark, Piece, Stream};
use crate::handle::whole;
use crate::net::connection_table;
use crate::oneshot::Snapshot;
use crate::outcome::{NativeError, Outcome, outcome};
use crate::paths::collector;
use crate::promise::{Promised, off_thread};

/// Words, and all of them in this order.
macro_rules! attributes {
    ($($name:ident,)*) => {
        /// The getters without arguments, as `src/process/attributes.ts` names them. Each crosses as its place.
        #[napi(string_enum = "camelCase", object_from_js = false)]
        #[derive(Clone, Copy)]
        pub enum ProcessAttribute {
            $($name,)*
        }

        const ATTRIBUTES: &[ProcessAttribute] = &[$(ProcessAttribute::$name,)*];
    };
}

attributes! {
    Pid, Identity, Ppid, Pgid, Sid, Name, Exe, Cmdline, Cwd, Root, Environ, CreateTime,
    RawCreateTime, Status, Terminal, HasTerminal, Username, Uids, Gids, Fsuid, Fsgid, GetGroups,
    Umask, Sigmasks, CpuTimes, CpuPercent, CpuNum, NumCtxSwitches, NumThreads, Threads,
    MemoryInfo, MemoryExtras, MemoryFootprint, MemoryFullInfo, MemoryPercent, MemoryMaps,
    MemoryMapsGrouped, PageFaults, IoCounters, NumFds, OpenFiles, Connections, GetPriority,
    GetIoPriority, GetCpuAffinity,
}

impl ProcessAttribute {
    /// What a process is visited for to tell it.
    const fn purpose(self) -> Purpose {
        let record = matches!(
            self,
            Self::Pgid
                | Self::Sid
                | Self::CreateTime
                | Self::RawCreateTime
                | Self::Status
                | Self::Terminal
                | Self::HasTerminal
                | Self::CpuTimes
                | Self::CpuPercent
                | Self::CpuNum
                | Self::NumThreads
                | Self::PageFaults
        );
        let ids = matches!(
            self,
            Self::Identity | Self::Username | Self::Uids | Self::Gids | Self::Fsuid | Self::Fsgid
        );
        Purpose { record, ids }
    }
}

/// What all processes are visited for. The record names the parent too.
fn purpose(attributes: &[ProcessAttribute]) -> Purpose {
    let purposes = attributes.iter().map(|attribute| attribute.purpose());
    let Purpose { record, ids } = purposes.fold(Purpose::default(), Purpose::and);
    let wants_parent = attributes.iter().any(|it| matches!(it, ProcessAttribute::Ppid));
    Purpose { record, ids: ids || (wants_parent && !record) }
}

/// Why an attribute of a row cannot be read.
#[napi(object, object_from_js = false)]
pub struct NativeCellFailure {
    /// The place of the row.
    pub row: u32,
    /// The place of the attribute among those that were asked for.
    pub attribute: u32,
    pub error: NativeError,
}

/// All processes.
#[napi(object, object_from_js = false)]
pub struct NativeProcesses {
    /// Row by row; of each attribute first whether it can be read.
    pub stream: Stream,
    /// In the order of the rows and the attributes, if it was asked for.
    pub failures: Vec<NativeCellFailure>,
}

/// These attributes of all processes, in this order; with failures or without; on so many threads at most.
#[napi(catch_unwind)]
pub fn processes(
    paths: u32,
    attributes: &[f64],
    with_failures: bool,
    threads: Option<u32>,
) -> Outcome<NativeProcesses> {
    outcome(everyone(&collector(paths), named(attributes), with_failures, threads))
}

/// [`processes`] off the thread.
#[napi(catch_unwind, ts_return_type = "Promise<Outcome<NativeProcesses>>")]
pub fn processes_async(
    paths: u32,
    attributes: &[f64],
    with_failures: bool,
    threads: Option<u32>,
) -> Promised<NativeProcesses> {
    let attributes = named(attributes);
    off_thread(move || outcome(everyone(&collector(paths), attributes, with_failures, threads)))
}

/// The attributes at these places.
fn named(places: &[f64]) -> Vec<ProcessAttribute> {
    let places = places.iter().filter_map(|place| usize::try_from(whole(*place)).ok());
    places.filter_map(|place| ATTRIBUTES.get(place).copied()).collect()
}

/// What one thread writes, and what it knows already.
#[derive(Default)]
struct Written {
    cells: Cells,
    notes: Notes,
}

/// Where the cells of a process begin and end, and which attributes cannot be read.
type Visit = (Mark, Mark, Vec<(u32, Error)>);

fn everyone(
    host: &Arc<Host>,
    attributes: Vec<ProcessAttribute>,
    with_failures: bool,
    threads: Option<u32>,
) -> Result<NativeProcesses> {
    let purpose = purpose(&attributes);
    let threads = threads.map(|threads| usize::try_from(threads).unwrap_or(usize::MAX));
    let reader = Arc::clone(host);
    let visit = move |pid, snapshot: &Snapshot, written: &mut Written| {
        let process = Visited { host: &reader, pid, snapshot };
        process.write_all(&attributes, with_failures, written)
    };
    let found = rows(host, Tour { purpose, threads, ..Tour::default() }, visit)?;
    let mut pieces = Vec::with_capacity(found.rows.len());
    let mut failures = Vec::new();
    for (row, Row { thread, row: (begin, end, failed), .. }) in (0_u32..).zip(found.rows) {
        pieces.push(Piece { thread, begin, end });
        failures.extend(failed.into_iter().map(|(attribute, error)| NativeCellFailure {
            row,
            attribute,
            error: error.into(),
        }));
    }
    let cells = found.notes.into_iter().map(|written| written.cells).collect();
    Ok(NativeProcesses { stream: Cells::stream(cells, &pieces), failures })
}

/// Name, value, name, value and so on.
fn flat(pairs: Vec<(Vec<u8>, Vec<u8>)>) -> Vec<Vec<u8>> {
    pairs.into_iter().flat_map(|(name, value)| [name, value]).collect()
}

/// What is the same for many rows, and looked up once by each thread.
#[derive(Default)]
struct Notes {
    /// Of users.
    names: Sorted<u32, Vec<u8>>,
    memory_total: Option<u64>,
}

/// One process on one visit.
struct Visited<'a> {
    host: &'a Host,
    pid: Pid,
    snapshot: &'a Snapshot,
}

impl Visited<'_> {
    /// Writes all that is asked for; of a process that ends meanwhile, nothing.
    fn write_all(
        &self,
        attributes: &[ProcessAttribute],
        with_failures: bool,
        Written { cells, notes }: &mut Written,
    ) -> Result<Visit> {
        let begin = cells.mark();
        let mut failures = Vec::new();
        for (place, attribute) in (0_u32..).zip(attributes) {
            match cells.attempt(|cells| self.write(*attribute, cells, notes)) {
                Err(gone @ (Error::NoSuchProcess { .. } | Error::Bug(_))) => {
                    cells.back_to(begin);
                    return Err(gone);
                }
                Err(error) if with_failures => failures.push((place, error)),
                Ok(()) | Err(_) => {}
            }
        }
        Ok((begin, cells.mark(), failures))
    }

    /// Writes an attribute. `src/process/rows.ts` reads it.
    fn write(&self, name: ProcessAttribute, cells: &mut Cells, notes: &mut Notes) -> Result<()> {
        use ProcessAttribute as Is;
        let Self { host, pid, snapshot: it } = *self;
        match name {
            Is::Pid => cells.put(pid),
            Is::Identity => cells.put(host.identity(host.target(it)?)?),
            Is::Ppid => cells.put(host.ppid(it)?),
            Is::Pgid => cells.put(host.pgid(it)?),
            Is::Sid => cells.put(host.sid(it)?),
            Is::Name => cells.put(host.name(it, false)?),
            Is::Exe => cells.put(host.exe(it, false)?),
            Is::Cmdline => cells.list(host.cmdline(it)?),
            Is::Cwd => cells.put(host.cwd(it)?),
            Is::Root => cells.put(host.root(it)?),
            Is::Environ => cells.list(flat(host.environ(it)?)),
            Is::CreateTime => cells.put(host.create_time(it)?),
            Is::RawCreateTime => cells.put(host.raw_create_time(it)?),
            Is::Status => cells.put(host.status(it)?),
            Is::Terminal => cells.put(host.terminal(it)?),
            Is::HasTerminal => cells.put(host.has_terminal(it)?),
            Is::Username => cells.put(self.username(notes)?),
            Is::Uids => cells.put(host.uids(it)?),
            Is::Gids => cells.put(host.gids(it)?),
            Is::Fsuid => cells.put(host.fsuid(it)?),
            Is::Fsgid => cells.put(host.fsgid(it)?),
            Is::GetGroups => cells.list(host.groups(it)?),
            Is::Umask => cells.put(host.umask(it)?),
            Is::Sigmasks => cells.put(host.sigmasks(it)?),
            Is::CpuTimes => cells.put(host.cpu_times(it)?),
            Is::CpuPercent => cells.put(host.cpu_use(it)?),
            Is::CpuNum => cells.put(host.cpu_num(it)?),
            Is::NumCtxSwitches => cells.put(host.num_ctx_switches(it)?),
            Is::NumThreads => cells.put(host.num_threads(it)?),
            Is::Threads => cells.put(thread_table(&host.threads(it)?)),
            Is::MemoryInfo => cells.put(host.memory_info(it)?),
            Is::MemoryExtras => cells.put(host.memory_extras(it)?),
            Is::MemoryFootprint => cells.put(host.memory_footprint(it)?),
            Is::MemoryFullInfo => cells.put(host.memory_full_info(it)?),
            Is::MemoryPercent => cells.put((host.memory_info(it)?.rss, self.memory_total(notes)?)),
            Is::MemoryMaps => cells.put(map_table(&host.memory_maps(it)?)),
            Is::MemoryMapsGrouped => cells.put(group_table(&host.memory_maps_grouped(it)?)),
            Is::PageFaults => cells.put(host.page_faults(it)?),
            Is::IoCounters => cells.put(host.io_counters(it)?),
            Is::NumFds => cells.put(host.num_fds(it)?),
            Is::OpenFiles => cells.put(file_table(&host.open_files(it)?)),
            Is::Connections => {
                cells.put(connection_table(&host.connections(it, ConnectionKind::Inet.into())?));
            }
            Is::GetPriority => cells.put(host.priority(it)?),
            Is::GetIoPriority => cells.put(host.io_priority(it)?),
            Is::GetCpuAffinity => cells.list(host.cpu_affinity(it)?),
        }
        Ok(())
    }

    fn username<'n>(&self, notes: &'n mut Notes) -> Result<&'n [u8]> {
        let uid = self.host.uids(self.snapshot)?.real;
        if !notes.names.contains_key(&uid) {
            notes.names.insert(uid, self.host.name_of_user(uid)?);
        }
        Ok(notes.names.get(&uid).map(Vec::as_slice).unwrap_or_default())
    }

    fn memory_total(&self, notes: &mut Notes) -> Result<u64> {
        if let Some(known) = notes.memory_total {
            return Ok(known);
        }
        let total = self.host.memory_total(self.snapshot)?;
        Ok(*notes.memory_total.insert(total))
    }
}
