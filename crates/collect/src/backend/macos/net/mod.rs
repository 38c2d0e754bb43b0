//! Sockets: the lists of sysctl(3); and network interfaces: the list of route(4).

mod counters;
mod sockets;
mod states;

use super::MacOs;
use crate::Result;
use crate::backend::NetCollector;
use crate::backend::bsd::net;
use crate::model::net::{NetIfAddr, NetIfStats, NetIoCounters};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::port::MacOsKernel;

impl<K: MacOsKernel> NetCollector for MacOs<K> {
    fn sockets(&self, wanted: SocketFilter) -> Result<Vec<NumberedSocket>> {
        self.all_sockets(wanted)
    }

    fn pernic_net_io_counters(&self) -> Result<Vec<(Vec<u8>, NetIoCounters)>> {
        self.traffic()
    }

    fn net_if_addrs(&self) -> Result<Vec<NetIfAddr>> {
        net::addresses(self)
    }

    fn net_if_stats(&self) -> Result<Vec<NetIfStats>> {
        self.states()
    }
}
