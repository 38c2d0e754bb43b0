//! A process.

use super::identity::Target;
use crate::availability::{EVERYWHERE, LINUX, declare_features};
use crate::sorted::Sorted;

mod cpu;
mod exit;
mod fds;
mod maps;
mod memory;
mod scheduling;
mod signals;
mod tree;

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
    PROCESS = "process" on LINUX;
    PID = "process.pid" on LINUX;
    IDENTITY = "process.identity" on LINUX;
    FROM_IDENTITY = "process.fromIdentity" on LINUX;
    FROM_CHILD = "process.fromChild" on LINUX;
    PPID = "process.ppid" on LINUX;
    PARENT = "process.parent" on LINUX;
    PARENTS = "process.parents" on LINUX;
    CHILDREN = "process.children" on LINUX;
    CREATE_TIME = "process.createTime" on LINUX;
    RAW_CREATE_TIME = "process.rawCreateTime" on LINUX;
    NAME = "process.name" on LINUX;
    EXE = "process.exe" on LINUX;
    CMDLINE = "process.cmdline" on LINUX;
    CWD = "process.cwd" on LINUX;
    ROOT = "process.root" on LINUX;
    ENVIRON = "process.environ" on LINUX;
    UIDS = "process.uids" on LINUX;
    GIDS = "process.gids" on LINUX;
    USERNAME = "process.username" on LINUX;
    PGID = "process.pgid" on LINUX;
    SID = "process.sid" on LINUX;
    FSUID = "process.fsuid" on LINUX;
    FSGID = "process.fsgid" on LINUX;
    GET_GROUPS = "process.getGroups" on LINUX;
    UMASK = "process.umask" on LINUX;
    SIGMASKS = "process.sigmasks" on LINUX;
    TERMINAL = "process.terminal" on LINUX;
    HAS_TERMINAL = "process.hasTerminal" on LINUX;
    STATUS = "process.status" on LINUX;
    CPU_TIMES = "process.cpuTimes" on LINUX;
    CPU_PERCENT = "process.cpuPercent" on LINUX;
    CPU_NUM = "process.cpuNum" on LINUX;
    MEMORY_INFO = "process.memoryInfo" on LINUX;
    MEMORY_EXTRAS = "process.memoryExtras" on LINUX;
    MEMORY_FOOTPRINT = "process.memoryFootprint" on LINUX;
    MEMORY_FULL_INFO = "process.memoryFullInfo" on LINUX;
    MEMORY_PERCENT = "process.memoryPercent" on LINUX;
    MEMORY_MAPS = "process.memoryMaps" on LINUX;
    MEMORY_MAPS_GROUPED = "process.memoryMapsGrouped" on LINUX;
    PAGE_FAULTS = "process.pageFaults" on LINUX;
    NUM_THREADS = "process.numThreads" on LINUX;
    THREADS = "process.threads" on LINUX;
    IO_COUNTERS = "process.ioCounters" on LINUX;
    NUM_CTX_SWITCHES = "process.numCtxSwitches" on LINUX;
    NUM_FDS = "process.numFds" on LINUX;
    OPEN_FILES = "process.openFiles" on LINUX;
    ITER_FDS = "process.iterFds" on LINUX;
    CONNECTIONS = "process.connections" on LINUX;
    GET_PRIORITY = "process.getPriority" on LINUX;
    SET_PRIORITY = "process.setPriority" on LINUX;
    GET_IO_PRIORITY = "process.getIoPriority" on LINUX;
    SET_IO_PRIORITY = "process.setIoPriority" on LINUX;
    GET_CPU_AFFINITY = "process.getCpuAffinity" on LINUX;
    SET_CPU_AFFINITY = "process.setCpuAffinity" on LINUX;
    GET_RLIMIT = "process.getRlimit" on LINUX;
    SET_RLIMIT = "process.setRlimit" on LINUX;
    RLIMIT_IS_ATOMIC = "process.rlimitIsAtomic" on LINUX;
    IS_RUNNING = "process.isRunning" on LINUX;
    EQUALS = "process.equals" on LINUX;
    TO_STRING = "process.toString" on LINUX;
    TO_JSON = "process.toJSON" on LINUX;
    TO_OBJECT = "process.toObject" on LINUX;
    ATTRS = "process.attrs" on EVERYWHERE;
    ONESHOT = "process.oneshot" on LINUX;
    SEND_SIGNAL = "process.sendSignal" on LINUX;
    SUSPEND = "process.suspend" on LINUX;
    RESUME = "process.resume" on LINUX;
    TERMINATE = "process.terminate" on LINUX;
    KILL = "process.kill" on LINUX;
    WAIT = "process.wait" on LINUX;
    POPEN = "Popen" on LINUX;
    PIDS = "pids" on LINUX;
    PROCESSES = "processes" on LINUX;
    PID_EXISTS = "pidExists" on LINUX;
    PROCESS_ITER = "processIter" on LINUX;
    PROCESS_ITER_AVAILABLE = "processIterAvailable" on LINUX;
    KILL_TREE = "killTree" on LINUX;
    ONESHOT_PID = "oneshotPid" on LINUX;
    WAIT_PROCS = "waitProcs" on LINUX;
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
