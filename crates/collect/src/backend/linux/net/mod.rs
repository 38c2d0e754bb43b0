//! The network: sockets, interfaces, and what went through them.

mod addresses;
mod connections;
mod counters;
mod diag;
mod states;

use std::path::Path;

use super::Linux;
use super::procfs::Procfs;
use crate::Result;
use crate::backend::NetCollector;
use crate::model::net::{Connection, ConnectionKind, NetIfAddr, NetIfStats, NetIoCounters};
use crate::port::{At, LinuxKernel};

impl<K: LinuxKernel> NetCollector for Linux<K> {
    fn net_connections(&self, kind: ConnectionKind) -> Result<Vec<Connection>> {
        self.everyones_connections(kind)
    }

    fn pernic_net_io_counters(&self) -> Result<Vec<(Vec<u8>, NetIoCounters)>> {
        self.counters()
    }

    fn net_if_addrs(&self) -> Result<Vec<NetIfAddr>> {
        self.addresses()
    }

    fn net_if_stats(&self) -> Result<Vec<NetIfStats>> {
        self.states()
    }
}

impl<K: LinuxKernel> Linux<K> {
    /// Where the tables of the network are, below `paths.procfs`.
    ///
    /// `net` is a link to the reader's own, and so would lead back into our network namespace from a procfs that
    /// is looked at from a container. What is wanted there is that of its first process.
    fn net_folder(&self) -> Result<&'static str> {
        Ok(match self.procfs()? {
            Procfs::Own => "self/net",
            Procfs::Foreign if self.has_init() => "1/net",
            Procfs::Foreign | Procfs::Files => "net",
        })
    }

    fn has_init(&self) -> bool {
        self.kernel.file_status(At::Path(&self.proc_path("1/net"))).is_ok()
    }

    /// Whether it is this machine that is looked at, whose kernel may be asked about interfaces.
    fn is_this_machine(&self) -> Result<bool> {
        Ok(self.procfs()? == Procfs::Own && self.paths.sysfs == Path::new("/sys"))
    }
}
