//! The network: sockets, interfaces, and what went through them.

mod connections;
mod counters;
mod diag;
mod states;

pub(super) use diag::Diag;

use std::path::Path;

use super::Linux;
use super::procfs::Procfs;
use crate::Result;
use crate::backend::NetCollector;
use crate::backend::addresses::by_interface;
use crate::model::net::{NetIfAddr, NetIfStats, NetIoCounters};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::port::{At, LinuxKernel};

/// The tables of this program.
const OWN_NET: &str = "self/net";
/// The tables of the first process of a procfs.
const INIT_NET: &str = "1/net";

impl<K: LinuxKernel> NetCollector for Linux<K> {
    fn sockets(&self, wanted: SocketFilter) -> Result<Vec<NumberedSocket>> {
        self.sockets_here(wanted)
    }

    fn pernic_net_io_counters(&self) -> Result<Vec<(Vec<u8>, NetIoCounters)>> {
        self.counters()
    }

    fn net_if_addrs(&self) -> Result<Vec<NetIfAddr>> {
        // There is no file that has them all: this machine is asked, whatever the paths are.
        Ok(by_interface(&self.kernel.getifaddrs()?))
    }

    fn net_if_stats(&self) -> Result<Vec<NetIfStats>> {
        self.states()
    }
}

impl<K: LinuxKernel> Linux<K> {
    /// Where the tables of the network are, below `paths.procfs`.
    ///
    /// `net` is a link to the reader's own, and so would lead back into our network namespace from a procfs that
    /// is looked at from a container. What is wanted there is that of its first process, and where that is hidden
    /// there is no answer: no tables would look like no sockets.
    fn net_folder(&self) -> Result<&'static str> {
        match self.procfs()? {
            Procfs::Own => Ok(OWN_NET),
            Procfs::Foreign => {
                self.kernel.file_status(At::Path(&self.proc_path(INIT_NET)))?;
                Ok(INIT_NET)
            }
            Procfs::Files => Ok("net"),
        }
    }

    /// Whether it is this machine that is looked at, whose kernel may be asked about interfaces.
    fn is_this_machine(&self) -> Result<bool> {
        Ok(self.procfs()? == Procfs::Own && self.paths.sysfs == Path::new("/sys"))
    }
}
