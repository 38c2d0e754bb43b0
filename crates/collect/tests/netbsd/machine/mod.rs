//! A machine of NetBSD 10: two CPUs, two disks, two interfaces, and a handful of processes.

mod files;
mod hardware;
mod network;
mod processes;

use std::path::PathBuf;
use std::sync::Arc;

use nix::errno::Errno;
use psutil_collect::backend::netbsd::NetBsd;
use psutil_collect::backend::{ProcessCollector, netbsd};
use psutil_collect::model::process::Pid;
use psutil_collect::port::replay::{Question, Replay};
use psutil_collect::{Error, Paths};

pub use files::{LISTENER, PEER, STREAM, UNIX, file};
pub use hardware::{DICTIONARY, PAGE};
pub use network::{inet4, inet6, socket, table_of, unix};
pub use processes::{BOOTED, lwp, process};

/// The kernel's own.
pub const KERNEL: Pid = 0;
/// The first of all.
pub const INIT: Pid = 1;
/// This program.
pub const OWN: Pid = 77;
/// A user's, with threads, files, sockets and a terminal.
pub const USERS: Pid = 100;
/// A child of it that waits to be reaped.
pub const ZOMBIE: Pid = 101;
/// A living child of it.
pub const CHILD: Pid = 102;
/// Somebody else's, whose environment we may not see.
pub const OTHERS: Pid = 200;

/// What one visit is.
pub type Snapshot = netbsd::Snapshot<Replay>;

/// The machine, and who asks it.
pub struct Made {
    pub kernel: Replay,
    pub backend: Arc<NetBsd<Replay>>,
}

impl Default for Made {
    fn default() -> Self {
        let kernel = Replay::default();
        processes::make(&kernel);
        files::make(&kernel);
        network::make(&kernel);
        hardware::make(&kernel);
        let backend = NetBsd::with(kernel.clone(), Paths::default());
        Self { kernel, backend: Arc::new(backend) }
    }
}

impl Made {
    /// A visit to whoever has this number.
    pub fn visit(&self, pid: Pid) -> Snapshot {
        let target = self.backend.open(Some(pid)).unwrap();
        self.backend.snapshot(target).unwrap()
    }

    /// The record of this process is another from now on.
    pub fn becomes(&self, pid: Pid, record: Vec<u8>) {
        self.kernel.set(one(pid), record);
    }

    /// The process is there for so many more looks, and then it is not.
    pub fn dies_after(&self, looks: usize, pid: Pid, record: &[u8]) {
        self.kernel.forget(&one(pid));
        for _ in 0..looks {
            self.kernel.then(one(pid), record.to_vec());
        }
        self.kernel.then(one(pid), Vec::<u8>::new());
    }

    /// Whoever asks for this is refused.
    pub fn refuse(&self, mib: &[i32], errno: Errno) {
        self.kernel.refuse(sysctl(mib), errno);
    }
}

/// The question for one record.
pub fn one(pid: Pid) -> Question {
    sysctl(&[1, 47, 1, pid, 680, 1])
}

/// The question for all of them.
pub fn all() -> Question {
    sysctl(&[1, 47, 0, 0, 680, i32::MAX])
}

/// Arguments are 1, the environment 3, the program 5, the current directory 6.
pub fn words(pid: Pid, what: i32) -> Question {
    sysctl(&[1, 48, pid, what])
}

/// The descriptors of a process.
pub fn files_of(pid: Pid) -> Question {
    sysctl(&[1, 77, 2, pid, 120, i32::MAX])
}

/// A question by numbers.
pub fn sysctl(mib: &[i32]) -> Question {
    Question::of("sysctl", mib)
}

/// A question about a path.
pub fn about(call: &'static str, path: impl Into<PathBuf>) -> Question {
    Question::about(call, path.into().into_os_string().into_encoded_bytes())
}

/// Whether it says that this one is a zombie.
pub fn is_zombie<T>(answer: &Result<T, Error>, pid: Pid) -> bool {
    matches!(answer, Err(Error::ZombieProcess { pid: it }) if *it == pid)
}
