//! A machine with FreeBSD 14.1: two CPUs, two disks, two interfaces, and some processes.

pub mod cpus;
pub mod devices;
pub mod files;
pub mod processes;
pub mod sensors;
pub mod sockets;

use std::sync::Arc;

use psutil_collect::Paths;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::backend::freebsd::{FreeBsd, Snapshot};
use psutil_collect::port::replay::{Question, Replay};

/// The backend on this machine.
pub type Backend = FreeBsd<Replay>;

/// A machine on which nothing has happened yet.
pub fn machine() -> Replay {
    let replay = Replay::default();
    processes::put(&replay);
    files::put(&replay);
    sockets::put(&replay);
    cpus::put(&replay);
    devices::put(&replay);
    sensors::put(&replay);
    replay
}

/// The backend of it.
pub fn on(replay: &Replay) -> Backend {
    FreeBsd::with(replay.clone(), Paths::default())
}

/// The same, for who shares it among threads.
pub fn shared(replay: &Replay) -> Arc<Backend> {
    Arc::new(on(replay))
}

/// A visit to a process of it.
pub fn visit(backend: &Backend, pid: i32) -> Snapshot<Replay> {
    backend.snapshot(backend.open(Some(pid)).unwrap()).unwrap()
}

/// A question of `sysctl(3)`.
pub fn sysctl(mib: &[i32]) -> Question {
    Question::of("sysctl", mib)
}

/// What a name stands for, and its answer. Numbers of names are the kernel's own choice: these are made of the name.
pub fn named(replay: &Replay, name: &str, answer: impl Into<Vec<u8>>) {
    replay.set(sysctl(&number_of(replay, name)), answer.into());
}

/// The numbers of a name.
pub fn number_of(replay: &Replay, name: &str) -> Vec<i32> {
    let sum = name.bytes().fold(0, |sum: i32, byte| (sum * 31 + i32::from(byte)) % 1_000_003);
    let mib = vec![9, sum];
    replay.name(name, &mib);
    mib
}

/// Takes a name away.
pub fn unnamed(replay: &Replay, name: &str) {
    replay.forget(&Question::about("sysctlnametomib", name));
}

/// A struct that begins with its length, and what stands behind it, up to a multiple of 8 bytes.
pub fn packed(record: Vec<u8>, path: &str) -> Vec<u8> {
    let mut bytes = [record, path.as_bytes().to_vec(), vec![0]].concat();
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    let length = i32::try_from(bytes.len()).unwrap().to_ne_bytes();
    bytes[..4].copy_from_slice(&length);
    bytes
}
