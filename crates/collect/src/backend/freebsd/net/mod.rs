//! The network: sockets, interfaces, and what went through them.

mod interfaces;
mod owners;
mod tables;

pub(super) use owners::KnownOwners;
pub(super) use tables::{endpoint, socket_type};

use super::FreeBsd;
use crate::Result;
use crate::backend::NetCollector;
use crate::backend::bsd::net;
use crate::model::net::{NetIfAddr, NetIfStats, NetIoCounters};
use crate::model::sockets::{NumberedSocket, SocketFilter};
use crate::port::FreeBsdKernel;

impl<K: FreeBsdKernel> NetCollector for FreeBsd<K> {
    fn sockets(&self, wanted: SocketFilter) -> Result<Vec<NumberedSocket>> {
        // Whoever asks for all sockets asks for their owners next, and for those of now.
        self.owners.forget();
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
