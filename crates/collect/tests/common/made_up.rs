//! The made-up machine that has processes: `__test__/fixtures/linux-6.18-x86_64`.

use psutil_collect::Result;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::process::Pid;

use super::tree::{self, Tree};

/// The name of the fixture.
pub const MACHINE: &str = "linux-6.18-x86_64";

/// The machine as it is.
pub fn fixture() -> Host {
    tree::fixture(MACHINE)
}

/// A copy of it that a test may spoil.
pub fn spoilable() -> Tree {
    Tree::of(MACHINE)
}

pub fn ask<T>(host: &Host, pid: Pid, getter: impl Fn(&Host, &Snapshot) -> Result<T>) -> Result<T> {
    getter(host, &host.snapshot(host.open(Some(pid))?)?)
}

pub type Snapshot = <Host as ProcessCollector>::Snapshot;
