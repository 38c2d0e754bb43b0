//! The network: what the other files ask, under one trait.

use std::ops::ControlFlow;

use super::{Kernel, device, interfaces, sock_diag};
use crate::model::net::{Family, Protocol};
use crate::port::{InterfaceEntry, InterfaceState, Network, Port};

impl Network for Kernel {
    fn sock_diag(
        &self,
        family: Family,
        protocol: Protocol,
        each: impl FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Port<()> {
        sock_diag::dump(family, protocol, each)
    }

    fn getifaddrs(&self) -> Port<Vec<InterfaceEntry>> {
        interfaces::getifaddrs()
    }

    fn interface(&self, name: &[u8]) -> Port<InterfaceState> {
        device::state(name)
    }
}
