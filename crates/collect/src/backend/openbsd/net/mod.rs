//! The network: sockets, interfaces, and what went through them.

mod interfaces;
pub(super) mod sockets;

use super::OpenBsd;
use crate::Result;
use crate::backend::NetCollector;
use crate::backend::bsd::net;
use crate::model::net::{NetIfAddr, NetIfStats, NetIoCounters};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::port::OpenBsdKernel;

impl<K: OpenBsdKernel> NetCollector for OpenBsd<K> {
    fn sockets(&self, wanted: SocketFilter) -> Result<Vec<NumberedSocket>> {
        self.all_sockets(wanted)
    }

    fn pernic_net_io_counters(&self) -> Result<Vec<(Vec<u8>, NetIoCounters)>> {
        self.counters()
    }

    fn net_if_addrs(&self) -> Result<Vec<NetIfAddr>> {
        net::addresses(self)
    }

    fn net_if_stats(&self) -> Result<Vec<NetIfStats>> {
        self.states()
    }
}
