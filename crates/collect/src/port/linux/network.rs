//! The network: what the other files ask, under one trait.

use std::ops::ControlFlow;

use super::{Kernel, device, interfaces, sock_diag};
use crate::port::{DiagTable, InterfaceEntry, InterfaceState, Network, Port};

impl Network for Kernel {
    type DiagSocket = sock_diag::DiagSocket;

    fn diag_socket(&self) -> Port<Self::DiagSocket> {
        sock_diag::DiagSocket::open()
    }

    fn sock_diag(
        &self,
        socket: &mut Self::DiagSocket,
        table: DiagTable,
        each: impl FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Port<()> {
        socket.dump(table, each)
    }

    fn getifaddrs(&self) -> Port<Vec<InterfaceEntry>> {
        interfaces::getifaddrs()
    }

    fn interface(&self, name: &[u8]) -> Port<InterfaceState> {
        device::state(name)
    }
}
