//! A process.

use super::identity::Target;
use crate::availability::{
    ALL_BUT_MACOS, ALL_BUT_OPENBSD, EVERYWHERE, LINUX, LINUX_FREEBSD, LINUX_FREEBSD_NETBSD,
    LINUX_MACOS, declare_features,
};
use crate::sorted::Sorted;

mod counts;
mod cpu;
mod exit;
mod fds;
mod maps;
mod memory;
mod scheduling;
mod signals;
mod tree;

pub use counts::Counts;
pub use cpu::{CpuUse, CtxSwitches, IoCounters, PageFaults, ProcessCpuTimes, Thread};
pub use exit::ExitStatus;
pub use fds::{
    EpollTarget, FdExtra, FdFile, FdType, InotifyWatch, OpenFd, OpenFile, OpenMode, Timer,
};
pub use maps::{MapFile, MapUse, MemoryFootprint, MemoryMap, MemoryMapGrouped};
pub use memory::{MemoryExtras, MemoryFullInfo, MemoryInfo};
pub use scheduling::{IoClass, IoPriority, Limits};
pub use signals::{SignalMasks, SignalSet};
pub use tree::Tree;

/// The number of a process.
pub type Pid = i32;

declare_features! {
    PROCESS = "process" on EVERYWHERE;
    PID = "process.pid" on EVERYWHERE;
    IDENTITY = "process.identity" on EVERYWHERE;
    FROM_IDENTITY = "process.fromIdentity" on EVERYWHERE;
    FROM_CHILD = "process.fromChild" on EVERYWHERE;
    PPID = "process.ppid" on EVERYWHERE;
    PARENT = "process.parent" on EVERYWHERE;
    PARENTS = "process.parents" on EVERYWHERE;
    CHILDREN = "process.children" on EVERYWHERE;
    CREATE_TIME = "process.createTime" on EVERYWHERE;
    RAW_CREATE_TIME = "process.rawCreateTime" on EVERYWHERE;
    NAME = "process.name" on EVERYWHERE;
    EXE = "process.exe" on EVERYWHERE;
    CMDLINE = "process.cmdline" on EVERYWHERE;
    CWD = "process.cwd" on EVERYWHERE;
    ROOT = "process.root" on ALL_BUT_OPENBSD;
    ENVIRON = "process.environ" on EVERYWHERE;
    UIDS = "process.uids" on EVERYWHERE;
    GIDS = "process.gids" on EVERYWHERE;
    USERNAME = "process.username" on EVERYWHERE;
    PGID = "process.pgid" on EVERYWHERE;
    SID = "process.sid" on EVERYWHERE;
    FSUID = "process.fsuid" on LINUX;
    FSGID = "process.fsgid" on LINUX;
    GET_GROUPS = "process.getGroups" on EVERYWHERE;
    UMASK = "process.umask" on LINUX_FREEBSD;
    SIGMASKS = "process.sigmasks" on EVERYWHERE;
    TERMINAL = "process.terminal" on EVERYWHERE;
    HAS_TERMINAL = "process.hasTerminal" on EVERYWHERE;
    STATUS = "process.status" on EVERYWHERE;
    CPU_TIMES = "process.cpuTimes" on EVERYWHERE;
    CPU_PERCENT = "process.cpuPercent" on EVERYWHERE;
    CPU_NUM = "process.cpuNum" on ALL_BUT_MACOS;
    MEMORY_INFO = "process.memoryInfo" on EVERYWHERE;
    MEMORY_EXTRAS = "process.memoryExtras" on LINUX_MACOS;
    MEMORY_FOOTPRINT = "process.memoryFootprint" on LINUX_MACOS;
    MEMORY_FULL_INFO = "process.memoryFullInfo" on EVERYWHERE;
    MEMORY_PERCENT = "process.memoryPercent" on EVERYWHERE;
    MEMORY_MAPS = "process.memoryMaps" on EVERYWHERE;
    MEMORY_MAPS_GROUPED = "process.memoryMapsGrouped" on LINUX_FREEBSD;
    PAGE_FAULTS = "process.pageFaults" on EVERYWHERE;
    NUM_THREADS = "process.numThreads" on EVERYWHERE;
    THREADS = "process.threads" on EVERYWHERE;
    IO_COUNTERS = "process.ioCounters" on ALL_BUT_MACOS;
    NUM_CTX_SWITCHES = "process.numCtxSwitches" on EVERYWHERE;
    NUM_FDS = "process.numFds" on EVERYWHERE;
    OPEN_FILES = "process.openFiles" on EVERYWHERE;
    ITER_FDS = "process.iterFds" on EVERYWHERE;
    CONNECTIONS = "process.connections" on EVERYWHERE;
    GET_PRIORITY = "process.getPriority" on EVERYWHERE;
    SET_PRIORITY = "process.setPriority" on EVERYWHERE;
    GET_IO_PRIORITY = "process.getIoPriority" on LINUX;
    SET_IO_PRIORITY = "process.setIoPriority" on LINUX;
    GET_CPU_AFFINITY = "process.getCpuAffinity" on LINUX_FREEBSD;
    SET_CPU_AFFINITY = "process.setCpuAffinity" on LINUX_FREEBSD;
    GET_RLIMIT = "process.getRlimit" on LINUX_FREEBSD_NETBSD;
    SET_RLIMIT = "process.setRlimit" on LINUX_FREEBSD_NETBSD;
    RLIMIT_IS_ATOMIC = "process.rlimitIsAtomic" on LINUX_FREEBSD_NETBSD;
    IS_RUNNING = "process.isRunning" on EVERYWHERE;
    EQUALS = "process.equals" on EVERYWHERE;
    TO_STRING = "process.toString" on EVERYWHERE;
    TO_JSON = "process.toJSON" on EVERYWHERE;
    TO_OBJECT = "process.toObject" on EVERYWHERE;
    ATTRS = "process.attrs" on EVERYWHERE;
    ONESHOT = "process.oneshot" on EVERYWHERE;
    SEND_SIGNAL = "process.sendSignal" on EVERYWHERE;
    SUSPEND = "process.suspend" on EVERYWHERE;
    RESUME = "process.resume" on EVERYWHERE;
    TERMINATE = "process.terminate" on EVERYWHERE;
    KILL = "process.kill" on EVERYWHERE;
    WAIT = "process.wait" on EVERYWHERE;
    POPEN = "Popen" on EVERYWHERE;
    PIDS = "pids" on EVERYWHERE;
    PROCESSES = "processes" on EVERYWHERE;
    PID_EXISTS = "pidExists" on EVERYWHERE;
    PROCESS_ITER = "processIter" on EVERYWHERE;
    PROCESS_ITER_AVAILABLE = "processIterAvailable" on EVERYWHERE;
    KILL_TREE = "killTree" on EVERYWHERE;
    ONESHOT_PID = "oneshotPid" on EVERYWHERE;
    WAIT_PROCS = "waitProcs" on EVERYWHERE;
}

/// What a process is doing, in the words of psutil and pypsutil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum ProcessStatus {
    Running,
    Sleeping,
    DiskSleep,
    Zombie,
    Stopped,
    TracingStop,
    Dead,
    WakeKill,
    Waking,
    Parked,
    Idle,
    Locked,
    Waiting,
    Suspended,
}

/// User or group ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ids {
    /// Who started the process.
    pub real: u32,
    /// Whose rights it has.
    pub effective: u32,
    /// Whose rights it may take back.
    pub saved: u32,
}

/// One row of the list of all processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub pid: Pid,
    /// The process; `None` where this user may not read anything about it.
    pub target: Option<Target>,
}

/// Who names whom as the parent: its children in ascending order.
pub type ByParent = Sorted<Pid, Vec<Pid>>;
