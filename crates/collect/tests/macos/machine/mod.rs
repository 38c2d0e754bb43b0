//! A made-up Mac with an Apple processor: a kernel, launchd, a shell with two children, a zombie, and a daemon of root.

pub mod devices;
pub mod files;
pub mod processes;
pub mod sockets;
pub mod system;

use std::sync::Arc;

use psutil_collect::Paths;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::backend::macos::MacOs;
use psutil_collect::model::process::Pid;
use psutil_collect::port::replay::{Question, Replay};

pub type Mac = MacOs<Replay>;
pub type Snapshot = <Mac as ProcessCollector>::Snapshot;

pub const KERNEL: Pid = 0;
pub const LAUNCHD: Pid = 1;
/// A shell, which leads its session, in a terminal.
pub const SHELL: Pid = 100;
/// This program.
pub const OURS: Pid = 150;
/// A program of this user, with threads, files and sockets.
pub const PROGRAM: Pid = 200;
pub const ZOMBIE: Pid = 201;
/// A daemon of root, which is not for us to look at.
pub const DAEMON: Pid = 300;
/// Nobody.
pub const NOBODY: Pid = 999;

/// The user.
pub const UID: u32 = 501;

/// The machine, as whoever looks at it first finds it.
pub fn machine() -> Replay {
    let kernel = Replay::default();
    processes::put(&kernel);
    files::put(&kernel);
    sockets::put(&kernel);
    system::put(&kernel);
    devices::put(&kernel);
    kernel
}

pub fn collector(kernel: &Replay) -> Arc<Mac> {
    Arc::new(MacOs::with(kernel.clone(), Paths::default()))
}

/// A visit to a process of it.
pub fn visit(mac: &Mac, pid: Pid) -> Snapshot {
    let target = mac.open(Some(pid)).unwrap();
    mac.snapshot(target).unwrap()
}

/// What `sysctl(8)` knows by a name; numbers are made up, as far as they have to be.
pub fn named(kernel: &Replay, number: i32, name: &str, bytes: impl Into<Vec<u8>>) {
    let mib = [1000, number];
    kernel.name(name, &mib);
    kernel.set(Question::of("sysctl", &mib), bytes.into());
}

pub fn pidinfo(pid: Pid, flavor: i32, argument: i64) -> Question {
    Question::of("proc_pidinfo", &[i64::from(pid), flavor.into(), argument])
}

pub fn pidfdinfo(pid: Pid, fd: i32, flavor: i32) -> Question {
    Question::of("proc_pidfdinfo", &[pid, fd, flavor])
}

/// `KERN_PROC_PID`
pub fn kinfo_of(pid: Pid) -> Question {
    Question::of("sysctl", &[1, 14, 1, pid])
}
