//! A process.

use super::field::Field;
use super::identity::Target;
use crate::availability::{LINUX, declare_features};

/// The number of a process.
pub type Pid = i32;

declare_features! {
    PROCESS = "process" on LINUX;
    IDENTITY = "process.identity" on LINUX;
    FROM_IDENTITY = "process.fromIdentity" on LINUX;
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
    ENVIRON = "process.environ" on LINUX;
    UIDS = "process.uids" on LINUX;
    GIDS = "process.gids" on LINUX;
    USERNAME = "process.username" on LINUX;
    STATUS = "process.status" on LINUX;
    CPU_TIMES = "process.cpuTimes" on LINUX;
    MEMORY_INFO = "process.memoryInfo" on LINUX;
    NUM_THREADS = "process.numThreads" on LINUX;
    IS_RUNNING = "process.isRunning" on LINUX;
    ONESHOT = "process.oneshot" on LINUX;
    SEND_SIGNAL = "process.sendSignal" on LINUX;
    SUSPEND = "process.suspend" on LINUX;
    RESUME = "process.resume" on LINUX;
    TERMINATE = "process.terminate" on LINUX;
    KILL = "process.kill" on LINUX;
    PIDS = "pids" on LINUX;
    PID_EXISTS = "pidExists" on LINUX;
    PROCESS_ITER = "processIter" on LINUX;
    PROCESS_ITER_AVAILABLE = "processIterAvailable" on LINUX;
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

/// Time spent on a CPU, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProcessCpuTimes {
    /// In user mode.
    pub user: f64,
    /// In kernel mode.
    pub system: f64,
    /// In user mode, by children that have been waited for.
    pub children_user: f64,
    /// In kernel mode, by children that have been waited for.
    pub children_system: f64,
    /// Waiting for block I/O. Availability: Linux with `kernel.task_delayacct=1`.
    pub iowait: Field<f64>,
}

/// Memory, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MemoryInfo {
    /// In RAM.
    pub rss: u64,
    /// All of the address space.
    pub vms: u64,
    /// In RAM and possibly shared with others: files and shared memory.
    pub shared: Field<u64>,
    /// Code.
    pub text: Field<u64>,
    /// Data (on Linux with the stack).
    pub data: Field<u64>,
    /// Stack.
    pub stack: Field<u64>,
    /// The most that was ever in RAM.
    pub peak_rss: Field<u64>,
}

/// One row of the list of all processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub pid: Pid,
    /// The process; `None` where this user may not read anything about it.
    pub target: Option<Target>,
}
