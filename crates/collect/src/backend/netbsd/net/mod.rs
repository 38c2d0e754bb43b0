//! The network: sockets, interfaces, and what went through them.

mod connections;
mod interfaces;

use super::NetBsd;
use crate::Result;
use crate::backend::NetCollector;
use crate::backend::bsd::net;
use crate::model::net::{NetIfAddr, NetIfStats, NetIoCounters};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::port::NetBsdKernel;

impl<K: NetBsdKernel> NetCollector for NetBsd<K> {
    fn sockets(&self, wanted: SocketFilter) -> Result<Vec<NumberedSocket>> {
        self.sockets_here(wanted)
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
