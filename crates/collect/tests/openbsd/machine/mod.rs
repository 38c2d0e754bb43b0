//! Two CPUs, two disks, two interfaces, and six processes.
//!
//! Synthesised after `sys/sysctl.h`, `sys/sensors.h`, `uvm/uvmexp.h`, `net/if.h` and `utmp.h` of OpenBSD 7.6.

mod files;
mod hardware;
mod processes;

use std::sync::Arc;

use nix::errno::Errno;
use psutil_collect::Paths;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::backend::openbsd::{OpenBsd, Snapshot};
use psutil_collect::model::identity::Target;
use psutil_collect::model::process::Pid;
use psutil_collect::port::replay::{ADDRESS, Question, Replay};

pub use files::{file, kqueue, pipe};
pub use hardware::{disk, interface, line, sensor, sensordev};
pub use processes::{SHELL_START, process, zombie};

/// When the machine started: seconds and microseconds.
pub const BOOTED: (i64, i64) = (1_760_000_000, 250_000);

/// The kernel, as a process.
pub const SWAPPER: Pid = 0;
pub const INIT: Pid = 1;
/// A shell of a user, with threads, files and sockets.
pub const SHELL: Pid = 100;
/// Its child.
pub const WORKER: Pid = 101;
/// Its child that has ended.
pub const ZOMBIE: Pid = 102;
/// A daemon of root, at which users may not look closely.
pub const DAEMON: Pid = 200;

/// The machine and its kernel.
pub struct Machine {
    pub kernel: Replay,
    pub openbsd: Arc<OpenBsd<Replay>>,
}

impl Default for Machine {
    fn default() -> Self {
        let kernel = Replay::default();
        hardware::set(&kernel);
        processes::set(&kernel);
        files::set(&kernel);
        let openbsd = Arc::new(OpenBsd::with(kernel.clone(), Paths::default()));
        Self { kernel, openbsd }
    }
}

impl Machine {
    pub fn target(&self, pid: Pid) -> Target {
        self.openbsd.open(Some(pid)).unwrap()
    }

    pub fn snapshot(&self, pid: Pid) -> Snapshot<Replay> {
        self.openbsd.snapshot(self.target(pid)).unwrap()
    }

    /// From now on nobody has the number.
    pub fn reap(&self, pid: Pid) {
        self.kernel.set(one(pid), Vec::<u8>::new());
    }

    /// From now on it is a zombie, of which the kernel tells as little as it does.
    pub fn end(&self, pid: Pid) {
        self.kernel.set(one(pid), zombie(pid, INIT));
        for question in [args(pid), environ(pid), cwd(pid), maps(pid), files(pid)] {
            self.kernel.refuse(question, Errno::ESRCH);
        }
        self.kernel.set(threads(pid), zombie(pid, INIT));
    }
}

/// The question for a record.
pub fn one(pid: Pid) -> Question {
    Question::of("sysctl", &[1, 66, 1, pid, 648, 1_000_000])
}

/// The question for all records.
pub fn all() -> Question {
    Question::of("sysctl", &[1, 66, 7, 0, 648, 1_000_000])
}

/// The question for a process and its threads.
pub fn threads(pid: Pid) -> Question {
    Question::of("sysctl", &[1, 66, 0x4000_0001, pid, 648, 1_000_000])
}

/// The question for arguments.
pub fn args(pid: Pid) -> Question {
    Question::of("sysctl", &[1, 55, pid, 1])
}

/// The question for the environment.
pub fn environ(pid: Pid) -> Question {
    Question::of("sysctl", &[1, 55, pid, 3])
}

/// The question for the current directory.
pub fn cwd(pid: Pid) -> Question {
    Question::of("sysctl", &[1, 78, pid])
}

/// The question for mappings.
pub fn maps(pid: Pid) -> Question {
    Question::of("sysctl", &[1, 80, pid])
}

/// The question for the files of a process; -1 for those of all.
pub fn files(pid: Pid) -> Question {
    Question::of("sysctl", &[1, 73, 2, pid, 632, 1_000_000])
}

/// The question for all sockets, whoever has them.
pub fn sockets() -> Question {
    Question::of("sysctl", &[1, 73, 1, 2, 632, 1_000_000])
}

/// The question by a short MIB.
pub fn by(mib: &[i32]) -> Question {
    Question::of("sysctl", mib)
}

/// Texts as the kernel writes them into a buffer: pointers, a null, and each with a NUL.
pub fn texts(texts: &[&str]) -> Vec<u8> {
    let mut at = ADDRESS + 8 * (texts.len() as u64 + 1);
    let mut bytes = Vec::new();
    for text in texts {
        bytes.extend(at.to_ne_bytes());
        at += text.len() as u64 + 1;
    }
    bytes.extend([0; 8]);
    for text in texts {
        bytes.extend(text.as_bytes());
        bytes.push(0);
    }
    bytes
}
